"""Stand-ins for the providers that Abhay speaks to: real servers with every fault, for tests, drills and `make up`."""
