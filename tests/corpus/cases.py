"""The lines of a corpus: read, and sent through the same reader as a partner's webhook."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from abhay.adapters.gazetteer import route_payload
from abhay.adapters.sources.webhooks import WebhookSource, verify_hub
from models.routes import Route

SOURCE = WebhookSource("meta", verify_hub)


class Case(BaseModel):
    """One post; `accept` and `never` hold a district_id, a state of a route, or `ambiguous:` with districts."""

    id: str
    group: str
    posted_at: str | None = None
    text: str | None = None
    subject: dict[str, Any] | None = None
    technical: dict[str, Any] | None = None
    accept: tuple[str, ...]
    never: tuple[str, ...] = ()


def read(file: Path) -> Iterator[Case]:
    """Yields the cases of a file; raises ValueError for a line that is none."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield Case.model_validate_json(line)


def routed(case: Case) -> Route:
    """Returns the route of a case, as the signed webhook would give it."""
    payload = SOURCE.parse(json.dumps(_document(case), ensure_ascii=False).encode())
    assert payload.posted_at or not case.posted_at, case.id
    received_at = payload.posted_at or payload.content.created_at
    assert received_at, f"{case.id}: without a time of the post its positions have no age"
    return route_payload(payload, received_at)


def _document(case: Case) -> dict[str, Any]:
    technical = dict(case.technical or {})
    technical["logins"] = [_login(login) for login in technical.get("logins") or []]
    return {
        "alert_id": case.id,
        "severity": "imminent",
        "created_at": case.posted_at,
        "content": {"content_id": case.id, "created_at": case.posted_at, "text": case.text},
        "subject": {"user_id": case.id, **(case.subject or {})},
        "technical": technical,
    }


def _login(login: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in login.items() if not name.startswith("geo_")}
    return {**rest, "ip_geo": {"city": login.get("geo_city"), "region": login.get("geo_region")}}
