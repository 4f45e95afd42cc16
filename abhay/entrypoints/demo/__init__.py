"""`make demo`: takes one synthetic alert through every rung, on a system of its own, and measures it.

It starts everything in a temporary home on free ports, contacts nobody real, stops everything and leaves
nothing behind. It reads its results from outside: the gateway's HTTP, the outbox's files and Prefect's API.
"""
