"""An override of a roster as a form: who is on duty at one post in a time, in Indian time as a browser sends it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from abhay.adapters.store.directory.roster_lists import NewOverride
from abhay.clock import IST
from abhay.domain.values import bounded
from abhay.wording.screens.mistakes import in_both
from abhay.wording.screens.rosters import R
from abhay.wording.words import Bilingual

_CONTACT = re.compile(r"contact\.[0-9]{1,3}")
LONGEST_REASON: Final = 500
"""Characters, here and in the API."""


@dataclass(frozen=True)
class TypedOverride:
    """What was typed; `wrong` holds what is wrong with it, by field."""

    post: str
    start: str = ""
    end: str = ""
    contacts: tuple[str, ...] = ()
    reason: str = ""
    wrong: Mapping[str, Bilingual] = field(default_factory=dict[str, Bilingual])

    def with_mistakes(self, problems: Sequence[tuple[str, str]]) -> "TypedOverride":
        """Returns the same with what the rules for rosters hold against it; `contacts.1` is the second contact."""
        return replace(self, wrong={path.split(".")[0]: in_both(what) for path, what in problems})


def typed_override(form: Mapping[str, str]) -> TypedOverride:
    """Returns what a form brought."""
    contacts = tuple(value for name, value in form.items() if _CONTACT.fullmatch(name))
    said = {name: form.get(name, "").strip() for name in ("post", "from", "to", "reason")}
    return TypedOverride(said["post"], said["from"], said["to"], contacts, said["reason"])


def wanted_override(typed: TypedOverride) -> NewOverride | TypedOverride:
    """Returns the override to add, or what was typed with what cannot be read of it."""
    start, end = _moment(typed.start), _moment(typed.end)
    wrong = {name: R["no_time"] for name, moment in (("from", start), ("to", end)) if moment is None}
    if not typed.contacts:
        wrong["contacts"] = in_both("'' is no active contact")
    if not typed.reason or len(typed.reason) > LONGEST_REASON:
        wrong["reason"] = R["no_reason"]
    if wrong or start is None or end is None:
        return replace(typed, wrong=wrong)
    return NewOverride(typed.post, start, end, typed.contacts, typed.reason)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
        return bounded(found if found.tzinfo else found.replace(tzinfo=IST))
    except (ValueError, OverflowError):
        return None
