"""`abhay account …`: people who sign in, made at the terminal."""

import io
import json

import pytest

from tests.integration.cli.conftest import Command

PASSWORD = "synthetic horse battery"


def test_an_account_without_a_password_gets_a_link_alone_on_standard_output(abhay: Command) -> None:
    result = abhay("account", "create", "Asha", "--role", "operator")
    assert (result.code, result.err) == (0, "")
    assert "/set-up/" in result.out
    assert len(result.out.split()) == 1
    again = abhay("account", "link", "asha")
    assert again.out != result.out


def test_a_password_comes_from_standard_input(abhay: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    result = abhay("account", "create", "Asha", "--role", "unit", "--unit", "kota-city", "--password-stdin")
    assert (result.code, result.out) == (0, "Asha can sign in\n")
    (listed,) = json.loads(abhay("account", "list", "--json").out)["accounts"]
    assert (listed["name"], listed["role"], listed["unit"]) == ("Asha", "unit", "kota-city")
    assert listed["is_set_up"] is True


@pytest.mark.parametrize(
    "words",
    [
        ("--role", "integrator"),
        ("--role", "unit"),
        ("--role", "unit", "--unit", "nowhere"),
        ("--role", "admin", "--unit", "kota-city"),
    ],
)
def test_what_can_be_no_account(abhay: Command, words: tuple[str, ...]) -> None:
    result = abhay("account", "create", "Asha", *words)
    assert result.code == 2
    assert len(result.err.splitlines()) == 1


def test_a_name_is_taken_in_every_spelling(abhay: Command) -> None:
    assert abhay("account", "create", "Asha Devi", "--role", "admin").code == 0
    assert abhay("account", "create", "ASHA  devi", "--role", "operator").code == 2


def test_a_short_password_is_refused_and_not_repeated(abhay: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("pass12\n"))
    result = abhay("account", "create", "Asha", "--role", "operator", "--password-stdin")
    assert result.code == 2
    assert "pass12" not in result.err


def test_an_account_is_switched_off_and_on(abhay: Command) -> None:
    abhay("account", "create", "Asha", "--role", "operator")
    assert abhay("account", "disable", "Asha").code == 0
    assert abhay("account", "link", "Asha").code == 2
    assert abhay("account", "enable", "Asha").code == 0
    assert abhay("account", "end", "Asha").out == "0 ended\n"
    assert abhay("account", "end", "Nobody").code == 2
