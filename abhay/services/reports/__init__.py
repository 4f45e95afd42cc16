"""Reports: what happened in a period, as figures without any person."""
