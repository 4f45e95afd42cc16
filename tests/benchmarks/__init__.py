"""What the system does per second, measured from outside: `python -m tests.benchmarks` (docs/benchmarks.md)."""
