"""Names of places in texts: spellings, scripts, and what a mention may mean."""
