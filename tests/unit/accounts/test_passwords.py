"""Passwords are stored as Argon2id, two at a time, and nobody learns from the time whether a name exists."""

import pytest
from argon2 import PasswordHasher

from abhay.security import passwords
from abhay.security.passwords import check_password, hash_password


async def test_the_right_password_is_right_and_every_other_is_wrong() -> None:
    hashed = await hash_password("synthetic horse")
    assert (await check_password("synthetic horse", hashed)).right
    assert not (await check_password("synthetic house", hashed)).right
    assert not (await check_password("", hashed)).right


async def test_without_an_account_the_same_work_is_done_and_nothing_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    class Counting:
        def verify(self, hashed: str, password: str) -> bool:
            seen.append(hashed)
            return True

    monkeypatch.setattr(passwords, "_HASHER", Counting())
    monkeypatch.setattr(passwords, "_of_nobody", lambda: "of nobody")
    assert not (await check_password("anything", None)).right
    assert seen == ["of nobody"]


async def test_a_hash_of_another_cost_is_made_anew() -> None:
    older = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("synthetic horse")
    checked = await check_password("synthetic horse", older)
    assert checked.right
    assert checked.again is not None
    assert (await check_password("synthetic horse", checked.again)) == passwords.Checked(right=True)


async def test_a_hash_that_cannot_be_read_matches_nothing_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    assert not (await check_password("synthetic horse", "scrypt$14")).right
    assert "cannot be read" in caplog.text
    assert "synthetic horse" not in caplog.text


def test_two_at_a_time() -> None:
    assert passwords._THREADS._max_workers == passwords.AT_ONCE == 2
