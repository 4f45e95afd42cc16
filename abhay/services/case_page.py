"""The page behind a link, after its PIN."""

from dataclasses import dataclass

from abhay.services.afterwards import Afterwards
from abhay.services.case_links import ROLE, OpenLink, Proof, open_link, prove, take_case
from abhay.services.revealing import reveal
from abhay.services.runtime import Runtime
from models.views import Revealed


@dataclass(frozen=True)
class AnsweredLink:
    """What follows a right PIN; `revealed` None where this post sees the skeleton only."""

    link: OpenLink
    first: bool
    revealed: Revealed | None


async def answer_link(runtime: Runtime, later: Afterwards, token: str, pin: str, by: str) -> AnsweredLink:
    """Take the case with the contact's PIN."""
    link = await open_link(runtime, token)
    await prove(runtime, later, link, Proof(pin=pin))
    taken = await take_case(runtime, later, link, by)
    after = await open_link(runtime, token)
    revealed = None
    if after.acts:
        revealed = await reveal(
            runtime, after.alert_id, reason="acknowledged by link", actor=after.name(by), role=ROLE
        )
    return AnsweredLink(after, taken is not None and taken.first, revealed)
