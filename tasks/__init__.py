"""The steps of a flow: one side effect each, with retries, named for people in Prefect's UI."""
