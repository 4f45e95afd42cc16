"""The in-process worker, found by Prefect through the entry point `prefect.collections` (docs/adr/0002).

`prefect worker start --pool abhay --type abhay` starts it. A stock worker starts a Python process for
each pass of a flow, so that the first message takes six seconds; with this one it takes a tenth of a
second (docs/benchmarks.md). Flows do not depend on it: they run on Prefect's own process, Docker and
Kubernetes workers too.
"""

from abhay.entrypoints.worker.prefect_worker import AbhayWorker

__all__ = ["AbhayWorker"]
