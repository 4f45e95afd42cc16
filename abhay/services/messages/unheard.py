"""Tells the desk of what a duty phone sent while no case of it was open: a wish for silence, a call, a few words."""

from abhay.services.messages.notices import DeskNotifier, utc_now
from abhay.services.runtime import Runtime
from abhay.wording.notices import render_notice
from abhay.wording.words import Bilingual
from models.enums import Reason


def tell_desk_of(runtime: Runtime, reason: Reason, unit: str | None, post: str) -> None:
    """Starts the notice after the present transaction; the reply is answered without waiting for it."""
    runtime.after_commit.start(_page(runtime, reason, unit, post), "telling the desk of what a duty phone sent")


async def _page(runtime: Runtime, reason: Reason, unit: str | None, post: str) -> None:
    desk = DeskNotifier(runtime)
    await desk.refresh()
    detail = Bilingual.same(f"{post}, {unit}" if unit else post)
    await desk.page(reason, lambda to: render_notice(reason, to, utc_now(), detail=detail))
