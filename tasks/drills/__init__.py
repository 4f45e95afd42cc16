"""The steps of drills that people order in Prefect's UI."""
