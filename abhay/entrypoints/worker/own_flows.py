"""The flows that this worker runs: those of the installed package `flows`, found by their names in Prefect.

What Prefect's API says of entrypoints, paths, storage and pull steps is never used: whoever reaches
that API without a password could make the worker run any code (SECURITY.md).
"""

import importlib
import pkgutil
from functools import cache
from typing import Any

from prefect.flows import Flow

from abhay.errors import NotOurFlow

PACKAGE = "flows"


@cache
def own_flow(name: str) -> Flow[..., Any]:
    """Returns our flow of this name: `escalate-alert` is `escalate_alert` in the module `flows.escalate_alert`.

    Raises `NotOurFlow` if the installed package has none.
    """
    word = name.replace("-", "_")
    if word in _modules():
        flow: Flow[..., Any] | None = getattr(importlib.import_module(f"{PACKAGE}.{word}"), word, None)
        if flow is not None and flow.name == name:
            return flow
    raise NotOurFlow(f"{name!r} is no flow of Abhay: this worker runs Abhay's own flows only")


def _modules() -> set[str]:
    return {module.name for module in pkgutil.iter_modules(importlib.import_module(PACKAGE).__path__)}
