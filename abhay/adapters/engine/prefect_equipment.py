"""Reads from Prefect's API what cases' runs need there, by four small requests at once; by more only if one is missing.

Each costs the server about 10 ms, and gateways and watchers ask every few seconds.
"""

import asyncio
from collections.abc import Coroutine
from http import HTTPStatus
from typing import Any

from abhay.adapters.engine.base import DEPLOYMENTS, WORK_POOL, WORK_QUEUE
from abhay.adapters.engine.prefect_api import PrefectApi
from abhay.domain.equipment import Deployed, Equipment, Gate, Lack, Need, lacks
from abhay.errors import OrchestrationRefused, OrchestrationUnavailable

_FLOWS = {name.split("/")[0]: name for name in DEPLOYMENTS}
_OURS = {"name": {"any_": sorted({name.split("/")[1] for name in DEPLOYMENTS})}}
_TAG = "tag:"
"""Begins the name under which Prefect keeps the limit of a tag; any other may be that of a deployment."""

_AS_THEY_SHOULD_BE = {
    "deployments": {**_OURS, "paused": {"eq_": False}},
    "flows": {"name": {"any_": list(_FLOWS)}},
    "work_pools": {"name": {"any_": [WORK_POOL]}},
    "work_pool_queues": {"name": {"any_": [WORK_QUEUE]}},
}


async def read_lacks(api: PrefectApi) -> tuple[Lack, ...]:
    """Returns what is missing. Raises `OrchestrationUnavailable`, `OrchestrationRefused`."""
    pool, queue, limits, count = await _all(
        api.get(f"/work_pools/{WORK_POOL}", patient=False),
        api.get(f"/work_pools/{WORK_POOL}/queues/{WORK_QUEUE}", patient=False),
        api.post("/v2/concurrency_limits/filter", {}, patient=False),
        api.post("/deployments/count", _AS_THEY_SHOULD_BE, patient=False),
    )
    names = [limit["name"] for limit in _rows(limits)]
    complete = count == len(DEPLOYMENTS) and all(name.startswith(_TAG) for name in names)
    found = Equipment(
        pool=_gate(pool),
        queue=_gate(queue),
        deployments=dict.fromkeys(DEPLOYMENTS, Deployed()) if complete else await _read_deployments(api),
        stopped_tags=frozenset(_stopped(_rows(limits))),
    )
    return lacks(found, pool=WORK_POOL, queue=WORK_QUEUE, deployments=DEPLOYMENTS)


async def read_why(api: PrefectApi, status: int) -> Lack:
    """Returns what is missing where questions are refused with this status.

    Prefect answers "healthy" without a database, and "ready" without its tables.
    """
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return Lack(Need.PASSWORD)
    try:
        await api.get("/ready", patient=False)
    except OrchestrationRefused:
        return Lack(Need.DATABASE)
    except OrchestrationUnavailable:
        return Lack(Need.ANSWER)
    return Lack(Need.TABLES)


async def _read_deployments(api: PrefectApi) -> dict[str, Deployed]:
    flows, rows = await _all(
        api.post("/flows/filter", {"flows": _AS_THEY_SHOULD_BE["flows"]}, patient=False),
        api.post("/deployments/filter", {"deployments": _OURS}, patient=False),
    )
    names = {flow["id"]: _FLOWS[flow["name"]] for flow in _rows(flows)}
    return {names[row["flow_id"]]: _deployed(row) for row in _rows(rows) if row["flow_id"] in names}


def _rows(answer: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    """Returns the rows; raises `OrchestrationUnavailable` if the path is none of Prefect's."""
    if answer is None:
        raise OrchestrationUnavailable("Prefect does not know how to list things: its address is wrong")
    return answer


def _deployed(row: dict[str, Any]) -> Deployed:
    queued = (row["work_pool_name"], row["work_queue_name"]) == (WORK_POOL, WORK_QUEUE)
    return Deployed(paused=row["paused"], queued=queued, limited=row["global_concurrency_limit"] is not None)


def _gate(row: dict[str, Any] | None) -> Gate | None:
    return Gate(paused=row["is_paused"], limit=row["concurrency_limit"]) if row else None


def _stopped(limits: list[dict[str, Any]]) -> list[str]:
    stopping = [limit["name"] for limit in limits if limit["active"] and limit["limit"] == 0]
    return [name.removeprefix(_TAG) for name in stopping if name.startswith(_TAG)]


async def _all(*questions: Coroutine[Any, Any, Any]) -> list[Any]:
    """Returns all answers, None for what is not there; raises the first failure once each question has ended."""
    answers = await asyncio.gather(*questions, return_exceptions=True)
    for answer in answers:
        if isinstance(answer, BaseException):
            raise answer
    return answers
