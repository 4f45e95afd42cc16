"""Figures about what happened: how long it took until somebody answered, how far cases climbed, how they ended."""
