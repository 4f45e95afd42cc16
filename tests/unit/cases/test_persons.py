"""Whose case a noted call is, by the number alone; nothing may speak against it."""

import pytest

from abhay.domain.intake.persons import Told, joins_by_number


def told(*accounts: str, note: bool = False, handle: str = "", name: str = "") -> Told:
    return Told(note, frozenset(accounts), frozenset({handle} if handle else ()), frozenset(name.split()))


CALL = told(note=True)


@pytest.mark.parametrize(
    ("message", "case", "joins"),
    [
        (CALL, [told("meta:id:1")], True),
        (told("meta:id:1"), [CALL], True),
        (told("meta:id:1"), [CALL, CALL], True),
        (CALL, [CALL, told("meta:id:1")], True),
        (told("meta:id:2"), [CALL, told("meta:id:1")], False),
        (told("meta:id:2"), [told("meta:id:1")], False),
        (told(), [told()], False),
        (told("phone:name:x", note=True, handle="x"), [told("instagram:name:x", handle="x")], True),
        (told("phone:name:x", note=True, handle="x"), [told("instagram:name:y", handle="y")], False),
        (told(note=True, name="mohan lal"), [told(note=True, name="mohan")], True),
        (told(note=True, name="mohan"), [told(note=True, name="lata")], False),
        (told(note=True, name="mohan"), [told(note=True, name="मोहन")], True),
        (told(note=True, name="mohan"), [told(note=True)], True),
        (told(note=True, name="mohan"), [told("meta:id:1", name="cool boy")], True),
    ],
)
def test_a_number_joins_a_call_and_what_it_is_about(message: Told, case: list[Told], joins: bool) -> None:
    assert joins_by_number(message, case) is joins
