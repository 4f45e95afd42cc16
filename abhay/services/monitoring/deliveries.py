"""Tells the desk of a partner whose deliveries are refused, and when they are accepted again."""

from functools import partial

from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.intake.refusals import RefusalNews, put_back, take_news
from abhay.services.messages.notices import DeskNotifier, utc_now
from abhay.services.runtime import Runtime
from abhay.wording.least import RenderedMessage
from abhay.wording.refusals import render_accepted_again, render_refusals
from abhay.wording.words import Bilingual
from models.enums import Reason


class DeliveryMonitor:
    """Passes on what the gateways counted together."""

    def __init__(self, runtime: Runtime, desk: DeskNotifier) -> None:
        self._runtime = runtime
        self._desk = desk

    async def look(self) -> None:
        """Checks once; tells nothing while our database cannot be reached."""
        try:
            for news in await take_news(self._runtime.database):
                if not await self._tell(news):
                    await put_back(self._runtime.database, news)
        except UNREACHABLE:
            return

    async def _tell(self, news: RefusalNews) -> bool:
        return await self._desk.page(Reason.DELIVERIES_REFUSED, partial(_words, news), over=news.over)


def _words(news: RefusalNews, post: Bilingual) -> RenderedMessage:
    if news.over:
        return render_accepted_again(news.source, post, utc_now())
    return render_refusals(news.source, news.refusals.reasons, post, news.refusals.since)
