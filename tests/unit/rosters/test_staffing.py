"""Whom a rung pages by the rosters of its posts, and who stands in where nobody is on duty."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.messages.paging import About
from abhay.domain.rosters.duty import DutySpan, DutyWindow, Roster
from abhay.domain.rosters.staffing import keys_of, of_post_now, of_rung_now
from models.policy import RungPolicy, Scope

NOON = datetime(2026, 11, 30, 12, tzinfo=ZoneInfo("Asia/Kolkata"))
NIGHT = NOON + timedelta(hours=12)
KOTA, BUNDI = "kota-city", "bundi"


@dataclass(frozen=True)
class Contact:
    unit_id: str | None
    post_id: str
    name: str | None
    channel: str = "sms"
    address: str = "+915555500000"


DISTRICT = RungPolicy(label="District", posts=("room",), scope=Scope.UNIT)
HEAD = RungPolicy(label="Head", posts=("head",), scope=Scope.UNIT)
STATE = RungPolicy(label="State", posts=("top",), scope=Scope.STATE)
RUNGS = (DISTRICT, HEAD, STATE)
ROOM = About(KOTA, "room")

ASHA, ASHA_CALLED = Contact(KOTA, "room", "Asha"), Contact(KOTA, "room", "Asha", "voice")
BINA = Contact(KOTA, "room", "Bina", address="+915555500001")
LANDLINE = Contact(KOTA, "room", None, "voice", "+915555500002")
HEAD_OF_KOTA = Contact(KOTA, "head", "Head")
ROOM_OF_BUNDI = Contact(BUNDI, "room", None)
TOP = Contact(None, "top", "Top")
EVERYBODY = (TOP, ROOM_OF_BUNDI, LANDLINE, ASHA, HEAD_OF_KOTA, BINA, ASHA_CALLED)


def by_day(*who: str) -> Roster:
    return Roster(tuple(DutyWindow(each, day * 1440 + 360, 960) for each in who for day in range(7)))


def test_without_a_roster_a_post_is_reached_at_all_of_its_contact_points() -> None:
    there = of_rung_now(EVERYBODY, {}, NIGHT, RUNGS, (KOTA, BUNDI))
    assert there.reached == tuple((each, None) for each in (ROOM_OF_BUNDI, LANDLINE, ASHA, BINA, ASHA_CALLED))
    assert there.gaps == ()


def test_only_those_on_duty_are_reached_by_each_of_their_contact_points() -> None:
    there = of_rung_now(EVERYBODY, {ROOM: by_day("Asha")}, NOON, RUNGS, (KOTA,))
    assert there.reached == ((ASHA, None), (ASHA_CALLED, None))


def test_a_contact_point_answers_to_its_name_its_address_and_its_channel() -> None:
    assert keys_of(ASHA) == {"Asha", "+915555500000", "sms:+915555500000"}
    assert of_post_now([ASHA, ASHA_CALLED], by_day("voice:+915555500000"), NOON).contacts == (ASHA_CALLED,)
    assert of_post_now([ASHA, ASHA_CALLED], by_day("+915555500000"), NOON).contacts == (ASHA, ASHA_CALLED)


def test_where_nobody_is_on_duty_the_permanent_contact_points_stand_in() -> None:
    there = of_rung_now(EVERYBODY, {ROOM: by_day("Asha", "Bina")}, NIGHT, RUNGS, (KOTA,))
    assert there.reached == ((LANDLINE, ROOM),)
    assert there.gaps == (ROOM,)


def test_whoever_has_duty_and_was_switched_off_leaves_a_gap() -> None:
    active = tuple(each for each in EVERYBODY if each.name != "Asha")
    there = of_rung_now(active, {ROOM: by_day("Asha")}, NOON, RUNGS, (KOTA,))
    assert there.reached == ((LANDLINE, ROOM), (BINA, ROOM))


def test_without_a_permanent_one_the_units_post_of_the_next_rung_stands_in() -> None:
    active = tuple(each for each in EVERYBODY if each != LANDLINE)
    there = of_rung_now(active, {ROOM: by_day("Asha", "Bina")}, NIGHT, RUNGS, (KOTA, BUNDI))
    assert there.reached == ((ROOM_OF_BUNDI, None), (HEAD_OF_KOTA, ROOM))
    assert there.gaps == (ROOM,)


def test_without_that_nobody_is_reached_and_the_gap_is_named_for_the_desk() -> None:
    active = tuple(each for each in EVERYBODY if each not in (LANDLINE, HEAD_OF_KOTA))
    there = of_rung_now(active, {ROOM: by_day("Asha", "Bina")}, NIGHT, RUNGS, (KOTA,))
    assert (there.reached, there.gaps) == ((), (ROOM,))


def test_an_override_is_on_duty_alone_and_whoever_is_in_it_only_stays_permanent() -> None:
    override = DutySpan(frozenset({"Bina"}), NOON, NOON + timedelta(hours=1))
    roster = Roster(by_day("Asha").windows, overrides=(override,))
    assert of_post_now([ASHA, BINA], roster, NOON).contacts == (BINA,)
    assert of_post_now([ASHA, BINA], roster, NIGHT).contacts == (BINA,), "stands in: she has no regular duty"


contacts = st.lists(
    st.builds(
        Contact,
        st.sampled_from([KOTA, BUNDI, None]),
        st.sampled_from(["room", "head", "top"]),
        st.sampled_from(["Asha", "Bina", None]),
        st.sampled_from(["sms", "voice"]),
        st.sampled_from(["+915555500000", "+915555500001"]),
    ),
    max_size=12,
)
rosters = st.dictionaries(
    st.builds(About, st.sampled_from([KOTA, BUNDI]), st.sampled_from(["room", "head"])),
    st.lists(st.sampled_from(["Asha", "Bina", "Chand"]), max_size=3).map(lambda who: by_day(*who)),
)


@given(contacts, rosters, st.sampled_from([NOON, NIGHT]), st.sampled_from([(KOTA,), (BUNDI, KOTA), ()]))
def test_a_post_that_somebody_can_reach_is_never_silent_without_a_gap_being_named(
    given_contacts: list[Contact], given_rosters: dict[About, Roster], at: datetime, units: tuple[str, ...]
) -> None:
    there = of_rung_now(given_contacts, given_rosters, at, RUNGS, units)
    reached = [each for each, _ in there.reached]
    assert reached == [each for each in given_contacts if any(each is one for one in reached)], "in their order"
    for unit in units:
        own = [each for each in given_contacts if (each.unit_id, each.post_id) == (unit, "room")]
        head = [each for each in given_contacts if (each.unit_id, each.post_id) == (unit, "head")]
        silent = not any(each.unit_id == unit for each in reached)
        assert (About(unit, "room") in there.gaps) or not (silent and own)
        if silent and About(unit, "room") in there.gaps:
            assert not head or About(unit, "head") in given_rosters, "the head's post stands in"
    assert all(each.unit_id in units for each in reached)
