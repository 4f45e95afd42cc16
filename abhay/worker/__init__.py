"""The in-process worker, found by Prefect through the entry point `prefect.collections` (docs/adr/0002).

`prefect worker start --pool abhay --type abhay` starts it. A stock worker starts a Python process for
each pass of a flow, six seconds from an alert to its first message; this one takes a tenth of a
second. Flows never depend on it: they run as well on Prefect's own process, Docker or Kubernetes
workers.
"""

from abhay.worker.prefect_worker import AbhayWorker

__all__ = ["AbhayWorker"]
