"""Keys, sealed values, PINs and the links that carry authority."""
