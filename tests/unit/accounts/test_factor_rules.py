"""Who needs a second factor, and who is asked for its code."""

import pytest

from abhay.domain.accounts.factors import ASKS_AGAIN, asks_code, needs_factor
from models.actors import Act
from models.enums import Role


@pytest.mark.parametrize("role", Role)
def test_the_setting_says_who_needs_one(role: Role) -> None:
    assert needs_factor("all", role)
    assert needs_factor("admins", role) is (role is Role.ADMIN)
    assert not needs_factor("off", role)


def test_a_display_needs_none() -> None:
    assert not needs_factor("all", None)


def test_whoever_has_one_gives_its_code_unless_it_is_switched_off() -> None:
    assert asks_code("admins", has_factor=True)
    assert asks_code("all", has_factor=True)
    assert not asks_code("off", has_factor=True)
    assert not asks_code("all", has_factor=False)


def test_who_is_paged_and_when_and_who_comes_in_asks_for_the_password_again() -> None:
    assert {Act.SET_POLICY, Act.SET_CONTACTS, Act.MANAGE_ACCOUNTS} <= ASKS_AGAIN
