"""The engine that runs the cases' flows: Prefect, behind one interface."""
