"""The form of a roster: whom it can name, what was typed in it, and how that meets what others changed."""

from datetime import UTC, datetime, timedelta

import pytest

from abhay.domain.rosters.weekly import DAYS
from abhay.services.tuning.overrides import TypedOverride, wanted_override
from abhay.services.tuning.rosters import (
    NO_DAY,
    WindowRow,
    choices,
    over,
    sent_windows,
    window_rows,
    with_mistakes,
    with_own,
)
from abhay.wording.screens.mistakes import in_both
from abhay.wording.screens.rosters import gap_name
from models.views import ContactView, WindowView

ROOM = "room"


def window(who: str, start: str = "06:00", end: str = "14:00", days: tuple[str, ...] = DAYS) -> WindowView:
    return WindowView(post=ROOM, contacts=(who,), days=days, start=start, end=end)


def sent(rows: list[WindowRow], **typed: str) -> list[WindowRow]:
    """The rows as a browser sends them, with something typed into the first one."""
    form: dict[str, str] = {}
    for number, row in enumerate(rows):
        begins = f"window.{number}."
        form |= {f"{begins}post": row.post, f"{begins}was": row.was}
        form |= {f"{begins}from": row.start, f"{begins}to": row.end}
        form |= {f"{begins}contact.{place}": each for place, each in enumerate(row.contacts)}
        form |= {f"{begins}day.{day}": "1" for day in row.days}
    return sent_windows({**form, **{f"window.0.{name}": value for name, value in typed.items()}})


def test_a_form_that_nobody_touched_changes_nothing() -> None:
    rows = sent(window_rows([window("Asha"), window("Bina", days=("sun",))], (ROOM, "sp")))
    assert [row.is_changed for row in rows] == [False] * 4
    assert [row.is_wanted for row in rows] == [True, True, False, False]
    assert [row.post for row in rows] == [ROOM, ROOM, ROOM, "sp"]


def test_what_was_typed_is_read_as_the_rules_for_rosters_read_it() -> None:
    first, _ = sent(window_rows([window("Asha", days=("mon",))], (ROOM,)), to="22")
    assert first.is_changed
    assert first.window() == {"post": ROOM, "contacts": ["Asha"], "days": ["mon"], "from": "06:00", "to": "22"}
    assert WindowRow(ROOM, ("Asha",), ()).window()["days"] == [NO_DAY], "no day is chosen: that is not every day"


def test_a_duty_that_is_removed_is_changed_and_not_wanted() -> None:
    first, _ = sent(window_rows([window("Asha")], (ROOM,)), remove="1")
    assert first.is_changed
    assert not first.is_wanted


def test_odd_fields_are_left_alone() -> None:
    assert sent_windows({"window.x.from": "1", "window.1.day.weekday": "1", "version": "1"}) == []
    assert sent_windows({"window.1.day.ab": "1"}) == [WindowRow("", days=())]


def test_mistakes_are_told_at_the_duties_that_were_sent_on() -> None:
    removed, kept, _ = sent(window_rows([window("Asha"), window("Bina")], (ROOM,)), remove="1")
    told = with_mistakes([removed, kept, WindowRow(ROOM, ("C",))], [("windows.1.from", "'' is no time of day: x")])
    assert [list(row.wrong) for row in told] == [[], [], ["from"]]


def test_typed_values_meet_the_roster_as_it_is_now() -> None:
    rows = sent(window_rows([window("Asha"), window("Bina", "14:00", "22:00")], (ROOM,)), to="13:00")
    rows = [*rows[:2], WindowRow(ROOM, ("Mine",), start="22:00", end="06:00")]
    kept = over(rows, [window("Asha"), window("Theirs", "14:00", "22:00")], (ROOM,))
    assert [(row.contacts, row.end) for row in kept if row.is_wanted] == [
        (("Asha",), "13:00"), (("Theirs",), "22:00"), (("Mine",), "06:00"),
    ]  # fmt: skip
    gone = over(rows, [], (ROOM,))
    assert [(row.contacts, row.is_new) for row in gone if row.is_wanted] == [(("Asha",), True), (("Mine",), True)]


def test_a_roster_names_people_by_name_and_the_rest_by_address() -> None:
    given = [
        ContactView(post=ROOM, channel="sms", address="+915555500001", active=True, name="Asha"),
        ContactView(post=ROOM, channel="voice", address="+915555500001", active=True, name="Asha"),
        ContactView(post=ROOM, channel="email", address="room@kota.example", active=True),
        ContactView(post=ROOM, channel="email", address="gone@kota.example", active=False),
    ]
    known = choices(given)[ROOM]
    assert [(each.key, each.channels) for each in known] == [
        ("Asha", ("sms", "voice")), ("room@kota.example", ("email",)),
    ]  # fmt: skip
    assert [each.key for each in with_own(known, ("Asha", "sms:+915555500001"))][-1] == "sms:+915555500001"


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-13-01T00:00", "0001-01-01T00:00", "9999-12-31T23:59"])
def test_an_override_needs_times_that_can_be_read(text: str) -> None:
    typed = wanted_override(TypedOverride(ROOM, text, text, ("Asha",), "leave"))
    assert isinstance(typed, TypedOverride)
    assert set(typed.wrong) == {"from", "to"}


def test_an_overrides_times_are_indian() -> None:
    found = wanted_override(TypedOverride(ROOM, "2030-01-01T08:00", "2030-01-01T20:00", ("Asha",), "leave"))
    assert not isinstance(found, TypedOverride)
    assert found.start == datetime(2030, 1, 1, 2, 30, tzinfo=UTC)


def test_a_gap_is_called_by_its_days_its_length_and_its_shift() -> None:
    night = datetime(2026, 11, 30, 16, 30, tzinfo=UTC)
    assert gap_name(night, night + timedelta(hours=8)).en == (
        "Mon 30-11-2026 22:00 – Tue 01-12-2026 06:00 IST (8 h, shift 3)"
    )
    assert "सोम 30-11-2026 22:00" in gap_name(night, night + timedelta(hours=8)).hi
    assert "shift" not in gap_name(night, night + timedelta(hours=32)).en
    assert "shift" not in gap_name(night, night + timedelta(hours=7)).en


def test_a_gap_that_began_within_a_shift_is_called_its_rest() -> None:
    now = datetime(2026, 11, 30, 17, 40, 46, tzinfo=UTC)
    said = gap_name(now, datetime(2026, 12, 1, 0, 30, tzinfo=UTC))
    assert said.en == "Mon 30-11-2026 23:10 – Tue 01-12-2026 06:00 IST (6 h 50 min, the rest of shift 3)"
    assert said.hi.endswith("(6 घं 50 मि, पाली 3 का बाकी समय)")


@pytest.mark.parametrize(
    "what",
    ["'' is no active contact of this post: x", "'x' is no time of day: y", "is not a mail address", "use one of a, b",
     "is needed for a new contact: six digits", "is no telephone number: give it", "Input should be less than or equal to 99"],
)  # fmt: skip
def test_a_common_mistake_is_said_in_hindi(what: str) -> None:
    assert any("\u0900" <= each <= "\u097f" for each in in_both(what).hi)


def test_a_rare_mistake_stays_as_the_rule_says_it() -> None:
    assert in_both("has an extension").hi == "has an extension"
