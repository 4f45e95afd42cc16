"""Takes acts on a case back: what it was before each, and how that is put back."""
