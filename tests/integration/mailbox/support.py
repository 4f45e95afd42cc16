"""Mails, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from abhay.adapters.store.db.database import Database
from abhay.wording.notices import Found, say_found
from abhay.wording.words import Bilingual
from models.enums import Reason
from models.tables import Canary, MailboxMessage
from tests.support import reading

SAMPLES = Path(__file__).resolve().parents[2] / "samples"

TRUSTED = """\
Authentication-Results: mail.kota-police.example; dkim=pass header.d=meta-partner.example;
 spf=pass smtp.mailfrom=meta-partner.example; dmarc=pass header.from=meta-partner.example
From: Meta Safety Escalations <escalations@meta-partner.example>
To: abhay-desk@kota-police.example
Date: Thu, 12 Nov 2026 22:13:07 +0530
"""


def mail(reference: str | None = None, *, more: str = "", headers: str = "") -> bytes:
    """A believed alert about a person that no other mail is about."""
    key = uuid4().hex[:12]
    reference = reference or f"SYN-2026-{int(key, 16) % 1000000:06d}"
    text = (
        f"{headers}{TRUSTED}Message-ID: <{key}@meta-partner.example>\n"
        f"Subject: [URGENT] Self-harm escalation {reference}\n\n"
        f"Case reference: {reference}\nRisk level: Imminent risk\nUsername: synthetic.{key}\n"
        f"User ID: 9{int(key, 16)}\nAddress on profile: Talwandi, Kota, Rajasthan 324005\n\n"
        f"--- Content ---\nI am tired.\n{more}"
    )
    return text.replace("\n", "\r\n").encode()


async def fates(database: Database) -> list[str | None]:
    """What became of each mail, in the order in which they came; None waits."""
    order = (MailboxMessage.noted_at, MailboxMessage.uidvalidity, MailboxMessage.uid)
    return [each.fate for each in await reading.rows(database, MailboxMessage, order=order)]


async def cases(database: Database) -> list[dict[str, Any]]:
    return [case.model_dump(mode="json") for case in await reading.cases(database)]


async def canaries(database: Database) -> list[dict[str, Any]]:
    return [each.model_dump(mode="json") for each in await reading.rows(database, Canary, order=(Canary.sent_at,))]


@dataclass
class Desk:
    """Hears what the desk would be told."""

    told: dict[Reason, datetime] = field(default_factory=dict)
    details: dict[Reason, Bilingual | None] = field(default_factory=dict)

    async def tell(
        self, reason: Reason, since: datetime, cases: Sequence[str] = (), *, found: Sequence[Found] = ()
    ) -> bool:
        self.told[reason], self.details[reason] = since, say_found(found)
        return True

    async def refresh(self) -> None:
        return

    async def page(self, reason: Reason, words: object, *, over: bool = False) -> bool:
        raise AssertionError(f"nobody was refused: {reason}, {words}, {over}")

    async def clear(self, reason: Reason) -> bool:
        return self.told.pop(reason, None) is not None
