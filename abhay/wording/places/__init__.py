"""The words for places: of what evidence says, of points, and of what a post says of where somebody is."""
