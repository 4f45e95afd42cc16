"""The data of places: boundaries, pincodes, tehsils, and the police units that cover them."""
