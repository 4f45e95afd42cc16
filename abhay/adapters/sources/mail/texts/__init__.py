"""The texts of a mail: from HTML to lines, from lines to labelled facts, and whose words they are."""
