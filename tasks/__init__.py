"""The steps of a flow: one side effect each, with retries; visible in Prefect's UI by telling names."""
