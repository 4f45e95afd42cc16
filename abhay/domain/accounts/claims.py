"""What an identity provider says of a person, read as a name, a role and a unit here; nobody gets a role by default."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from abhay.domain.accounts.names import LONGEST_NAME, shown_name
from abhay.domain.permissions import belongs_to_unit, signs_in
from abhay.errors import BadInput
from models.enums import Role
from models.people.denials import Denial


@dataclass(frozen=True)
class ClaimRules:
    """Which claims say what. `roles` and `units` map their values; without `units` the values are our own ids."""

    name: str
    role: str
    roles: Mapping[str, Role]
    unit: str
    units: Mapping[str, str]
    factor: str
    factor_values: frozenset[str]


@dataclass(frozen=True)
class Standing:
    """How a person stands here, by the provider's word; `unit` is for the role `unit` alone."""

    name: str
    role: Role
    unit: str | None


_NAMES_BESIDE: Final = ("preferred_username", "sub")
"""Claims for the name where the configured one cannot be shown; the last one every provider sends."""


def standing_of(claims: Mapping[str, Any], rules: ClaimRules) -> Standing | Denial:
    """Returns how the claims place a person here, or why they do not. Values that no rule names count for nothing."""
    roles = {rules.roles[each] for each in values_of(claims, rules.role) if each in rules.roles}
    roles = {each for each in roles if signs_in(each)}
    if len(roles) != 1:
        return Denial.SEVERAL_ROLES if roles else Denial.NO_ROLE
    (role,) = roles
    if not belongs_to_unit(role):
        return Standing(_name_of(claims, rules), role, None)
    named = values_of(claims, rules.unit)
    units = {rules.units[each] for each in named if each in rules.units} if rules.units else set(named)
    if len(units) != 1:
        return Denial.NO_UNIT
    return Standing(_name_of(claims, rules), role, units.pop())


def shows_factor(claims: Mapping[str, Any], rules: ClaimRules) -> bool:
    """Returns whether the provider saw a second factor; without a claim for it, it is trusted to have."""
    return not rules.factor or not rules.factor_values.isdisjoint(values_of(claims, rules.factor))


def values_of(claims: Mapping[str, Any], path: str) -> tuple[str, ...]:
    """Returns the texts of a claim: one, or those of a list. Dots lead inward where no claim has the whole name."""
    if not path:
        return ()
    found: Any = claims
    for part in (path,) if path in claims else path.split("."):
        found = cast("Mapping[str, Any]", found).get(part) if isinstance(found, Mapping) else None
    listed = cast("Sequence[Any]", found) if isinstance(found, list | tuple) else (found,)
    return tuple(each for each in listed if isinstance(each, str) and each)


def _name_of(claims: Mapping[str, Any], rules: ClaimRules) -> str:
    for claim in (rules.name, *_NAMES_BESIDE):
        for text in values_of(claims, claim)[:1]:
            try:
                return shown_name(text.strip()[:LONGEST_NAME])
            except BadInput:
                continue
    return "–"
