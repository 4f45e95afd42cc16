"""The pure rules of what cases' runs need in the engine: the work pool, its queue, the deployments, and no barrier.

Whoever asks how the engine is (readiness, monitor, doctor, worker) gets one answer: a list of what is missing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Need(StrEnum):
    """A need of the runs that is not met."""

    ANSWER = "answer"
    PASSWORD = "password"  # noqa: S105  the name of a need
    DATABASE = "database"
    TABLES = "tables"
    POOL = "pool"
    POOL_PAUSED = "pool_paused"
    POOL_LIMIT = "pool_limit"
    QUEUE = "queue"
    QUEUE_PAUSED = "queue_paused"
    QUEUE_LIMIT = "queue_limit"
    DEPLOYMENT = "deployment"
    DEPLOYMENT_PAUSED = "deployment_paused"
    DEPLOYMENT_LIMIT = "deployment_limit"
    DEPLOYMENT_QUEUE = "deployment_queue"
    TAG_LIMIT = "tag_limit"


ELSEWHERE = frozenset({Need.ANSWER, Need.PASSWORD, Need.DATABASE})
"""Needs that no worker can meet: they are those of the engine's own server."""

BARRIERS = frozenset(
    {
        Need.POOL_PAUSED,
        Need.POOL_LIMIT,
        Need.QUEUE_PAUSED,
        Need.QUEUE_LIMIT,
        Need.DEPLOYMENT_PAUSED,
        Need.DEPLOYMENT_LIMIT,
        Need.TAG_LIMIT,
    }
)
"""What a person sets by hand, on purpose or not: the desk hears when it is undone."""

CASE_TAGS = ("case", "form", "upkeep", "unit:", "severity:", "status:", "rung:")
"""Tags of our runs, which their tasks inherit: whole, or up to the colon (docs/contract.md, section 6)."""


@dataclass(frozen=True)
class Lack:
    """A need that is not met, and the name of the part concerned: of the pool, queue or deployment, or a tag."""

    need: Need
    name: str = ""


@dataclass(frozen=True)
class Gate:
    """A pool or queue: whether it is paused, and the most runs that it lets through at a time, if limited."""

    paused: bool = False
    limit: int | None = None


@dataclass(frozen=True)
class Deployed:
    """A deployment: whether it is paused, whether its runs go into our pool's queue, and whether they are limited.

    Any limit is one too many: a run beyond it waits for half a minute before it asks again, or is cancelled.
    """

    paused: bool = False
    queued: bool = True
    limited: bool = False


@dataclass(frozen=True)
class Equipment:
    """What the engine holds for us; None for a pool or queue that is not there.

    `stopped_tags` are the tags whose limit is 0: no task with one of them begins.
    """

    pool: Gate | None
    queue: Gate | None
    deployments: Mapping[str, Deployed]
    stopped_tags: Collection[str] = ()


def lacks(found: Equipment, *, pool: str, queue: str, deployments: Collection[str]) -> tuple[Lack, ...]:
    """Returns what is missing of the parts of these names, or stands in the way; nothing if a case can run."""
    needs = [
        *_of_gate(found.pool, pool, (Need.POOL, Need.POOL_PAUSED, Need.POOL_LIMIT)),
        # A queue is part of its pool: without the pool there is nothing to say about it.
        *(_of_gate(found.queue, queue, (Need.QUEUE, Need.QUEUE_PAUSED, Need.QUEUE_LIMIT)) if found.pool else ()),
        *(lack for name in deployments for lack in _of_deployment(found.deployments.get(name), name)),
        *(Lack(Need.TAG_LIMIT, tag) for tag in sorted(found.stopped_tags) if is_ours(tag)),
    ]
    return tuple(needs)


def is_ours(tag: str) -> bool:
    """Returns whether our runs have this tag."""
    return any(tag.startswith(ours) if ours.endswith(":") else tag == ours for ours in CASE_TAGS)


def can_be_met(missing: Collection[Lack]) -> bool:
    """Returns whether applying our equipment again helps: something is missing, and the server can be asked."""
    return bool(missing) and not any(lack.need in ELSEWHERE for lack in missing)


def _of_gate(gate: Gate | None, name: str, needs: tuple[Need, Need, Need]) -> tuple[Lack, ...]:
    missing, paused, limited = needs
    if gate is None:
        return (Lack(missing, name),)
    met = ((paused, not gate.paused), (limited, gate.limit != 0))
    return tuple(Lack(need, name) for need, is_met in met if not is_met)


def _of_deployment(deployed: Deployed | None, name: str) -> tuple[Lack, ...]:
    if deployed is None:
        return (Lack(Need.DEPLOYMENT, name),)
    met = (
        (Need.DEPLOYMENT_PAUSED, not deployed.paused),
        (Need.DEPLOYMENT_LIMIT, not deployed.limited),
        (Need.DEPLOYMENT_QUEUE, deployed.queued),
    )
    return tuple(Lack(need, name) for need, is_met in met if not is_met)
