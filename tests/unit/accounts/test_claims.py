"""What an identity provider says becomes a role here only by a rule that names it."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.accounts.claims import ClaimRules, Standing, shows_factor, standing_of, values_of
from models.enums import Role
from models.people.denials import Denial

RULES = ClaimRules(
    name="name",
    role="groups",
    roles={"abhay-desk": Role.OPERATOR, "abhay-admins": Role.ADMIN, "abhay-units": Role.UNIT, "bots": Role.INTEGRATOR},
    unit="unit",
    units={},
    factor="amr",
    factor_values=frozenset({"mfa"}),
)
ASHA = {"sub": "7f3a", "name": "Asha Devi", "groups": ["abhay-desk", "canteen"]}

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["groups", "unit", "name", "sub", "x"]), inner),
    max_leaves=12,
)


def test_a_named_value_gives_its_role() -> None:
    assert standing_of(ASHA, RULES) == Standing("Asha Devi", Role.OPERATOR, None)
    assert standing_of({**ASHA, "groups": "abhay-admins"}, RULES) == Standing("Asha Devi", Role.ADMIN, None)


@pytest.mark.parametrize(
    "groups", [None, [], "", "operator", ["canteen"], ["bots"], {"abhay-desk": True}, 1, [["abhay-desk"]]]
)
def test_nobody_has_a_role_by_default(groups: Any) -> None:
    assert standing_of({**ASHA, "groups": groups}, RULES) is Denial.NO_ROLE
    assert standing_of(ASHA, replace(RULES, role="")) is Denial.NO_ROLE
    assert standing_of({**ASHA, "": ["abhay-desk"]}, replace(RULES, role="")) is Denial.NO_ROLE


def test_two_roles_are_none() -> None:
    assert standing_of({**ASHA, "groups": ["abhay-desk", "abhay-admins"]}, RULES) is Denial.SEVERAL_ROLES
    twice = replace(RULES, roles={"a": Role.OPERATOR, "b": Role.OPERATOR})
    assert standing_of({**ASHA, "groups": ["a", "b"]}, twice) == Standing("Asha Devi", Role.OPERATOR, None)


def test_a_unit_is_named_by_the_provider_and_exactly_one() -> None:
    of_unit = {**ASHA, "groups": ["abhay-units"]}
    assert standing_of(of_unit, RULES) is Denial.NO_UNIT
    assert standing_of({**of_unit, "unit": ["kota-city", "bundi"]}, RULES) is Denial.NO_UNIT
    assert standing_of({**of_unit, "unit": "kota-city"}, RULES) == Standing("Asha Devi", Role.UNIT, "kota-city")
    mapped = replace(RULES, units={"RJ-KTA": "kota-city"})
    assert standing_of({**of_unit, "unit": "RJ-KTA"}, mapped) == Standing("Asha Devi", Role.UNIT, "kota-city")
    assert standing_of({**of_unit, "unit": "kota-city"}, mapped) is Denial.NO_UNIT
    assert standing_of({**ASHA, "unit": "kota-city"}, RULES) == Standing("Asha Devi", Role.OPERATOR, None)


def test_dots_lead_inward_and_a_whole_name_comes_first() -> None:
    assert values_of({"realm_access": {"roles": ["a", 1, None, "b"]}}, "realm_access.roles") == ("a", "b")
    assert values_of({"https://desk.example/roles": "a"}, "https://desk.example/roles") == ("a",)
    assert values_of({"a.b": "whole", "a": {"b": "inner"}}, "a.b") == ("whole",)
    assert values_of({"a": "text"}, "a.b.c") == ()


def test_the_provider_saw_a_second_factor_only_if_it_says_so_or_is_trusted_to() -> None:
    assert not shows_factor(ASHA, RULES)
    assert not shows_factor({**ASHA, "amr": ["pwd"]}, RULES)
    assert shows_factor({**ASHA, "amr": ["pwd", "mfa"]}, RULES)
    assert shows_factor(ASHA, replace(RULES, factor=""))


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": "  Asha\tDevi "}, "Asha Devi"),
        ({"name": "x" * 200}, "x" * 60),
        ({"name": "\x00\x01", "preferred_username": "asha"}, "asha"),
        ({"name": ["Asha", "Devi"]}, "Asha"),
        ({}, "7f3a"),
        ({"name": "   ", "sub": " "}, "–"),
    ],
)
def test_a_name_is_always_one_that_can_be_shown(claims: dict[str, Any], name: str) -> None:
    found = standing_of({"sub": "7f3a", "groups": "abhay-desk", **claims}, RULES)
    assert isinstance(found, Standing)
    assert found.name == name


@given(st.dictionaries(st.sampled_from(["groups", "unit", "name", "sub", "preferred_username"]), JSON))
def test_whatever_is_claimed_gives_a_role_of_the_rules_or_none(claims: dict[str, Any]) -> None:
    found = standing_of(claims, RULES)
    if isinstance(found, Standing):
        assert found.role in {RULES.roles[each] for each in values_of(claims, "groups") if each in RULES.roles}
        assert (found.unit is not None) == (found.role is Role.UNIT)
        assert 1 <= len(found.name) <= 60
