"""Running drills: ordering one, keeping those that run, and scoring them."""
