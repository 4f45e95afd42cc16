"""The desk's board: the open cases in words, kept current for everybody who looks."""
