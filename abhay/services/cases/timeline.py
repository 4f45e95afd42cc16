"""A case's timeline as Prefect's UI shows it: times, events, rungs and posts, without any name."""

from collections.abc import Iterable
from datetime import datetime
from typing import cast
from uuid import UUID

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.views.history import CaseHistory, read_history
from abhay.clock import ist_seconds
from abhay.settings import Settings
from abhay.wording import words
from models.tables import Alert, Notification, TimelineEntry

SHOWN = (
    "state",
    "district",
    "units",
    "round",
    "due_at",
    "told",
    "post",
    "unit",
    "via",
    "late",
    "milestone",
    "nudge",
    "outcome",
    "into",
    "merged",
    "split",
    "split_from",
    "found",
    "mover",
)
"""Details that are ids, words of the contract or times; text that people typed (names, notes) is left out."""


def case_page(settings: Settings, ref: str) -> str:
    """Returns the address of a case's page for signed-in people."""
    return f"{settings.base_url}/alerts/{ref}"


async def timeline_markdown(database: Database, alert_id: UUID, page: str) -> str:
    """Returns the timeline and the messages of a case as markdown tables, times in IST, below a link to its page."""
    history = await read_history(database, alert_id)
    link = f"[Open the case {history.alert.ref} · प्रकरण खोलें]({page})"
    return "\n\n".join((link, _heading(history.alert), _events(history), _messages(history.messages))) + "\n"


def _heading(alert: Alert) -> str:
    drill = f"**{words.DRILL.both}** · " if alert.drill else ""
    due = f" · due {ist_seconds(alert.due_at)} IST" if alert.due_at else ""
    return f"## {alert.ref}\n\n{drill}{alert.severity} · {alert.status} · rung {alert.rung or 'none yet'}{due}"


def _events(history: CaseHistory) -> str:
    rows = (f"| {ist_seconds(e.at)} | {e.event} | {e.rung or ''} | {_detail(e)} |" for e in history.entries)
    return _table(("at (IST)", "event", "rung", "detail"), rows)


def _detail(entry: TimelineEntry) -> str:
    facts = entry.facts
    shown = ((key, getattr(facts, key, None)) for key in SHOWN)
    return " · ".join(f"{key} {_plain(value)}" for key, value in shown if value not in (None, (), ""))


def _plain(value: object) -> str:
    match value:
        case datetime():
            return ist_seconds(value)
        case tuple():
            return ", ".join(str(each) for each in cast("tuple[object, ...]", value))
        case _:
            return str(value)


def _messages(messages: Iterable[Notification]) -> str:
    rows = (
        f"| {ist_seconds(m.queued_at)} | {m.kind} | {m.rung} | {m.unit_id or ''} {m.post_id} | {m.channel} "
        f"| {m.status} | {ist_seconds(m.sent_at)} |"
        for m in messages
    )
    return _table(("queued (IST)", "kind", "rung", "post", "channel", "status", "sent"), rows)


def _table(head: tuple[str, ...], rows: Iterable[str]) -> str:
    return "\n".join((f"| {' | '.join(head)} |", "|" + " --- |" * len(head), *rows))
