"""How Abhay is put on machines: compose files and systemd units, and in a wheel prefect.yaml."""
