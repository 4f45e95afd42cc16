"""The posts that supervise: they hear of a case that the level below left unanswered, so nobody changes them alone."""

from collections.abc import Iterator

from models.enums import Severity
from models.policy import DESK, LadderStep, PolicyDocument


def supervising_posts(document: PolicyDocument) -> frozenset[str]:
    """Returns the posts of every rung above the lowest of a ladder, such as the SP's and the DGP's; not the desk's."""
    above = {step.rung for ladder in _ladders(document) for step in ladder[1:]}
    above |= {document.severity.of(severity).desk.then for severity in Severity}
    return frozenset(post for rung in above - {DESK} if rung in document.rung for post in document.rung[rung].posts)


def _ladders(document: PolicyDocument) -> Iterator[tuple[LadderStep, ...]]:
    for severity in Severity:
        yield document.severity.of(severity).ladder
    for unit in document.unit.values():
        yield from (own.ladder for own in unit.severity.values() if own.ladder)
