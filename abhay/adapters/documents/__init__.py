"""Documents on paper: PDFs from templates of our own, with shaped Devanagari."""
