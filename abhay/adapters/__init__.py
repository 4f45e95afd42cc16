"""What speaks to the world outside: the database, channels, sources, Prefect, processes, the data of places."""
