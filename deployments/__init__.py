"""How Abhay is put on machines: what to apply to a Prefect server, and files for those who run more than one."""
