"""The words of the pages for people who sign in."""
