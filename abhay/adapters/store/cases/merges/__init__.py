"""Two cases become one, and one becomes two."""
