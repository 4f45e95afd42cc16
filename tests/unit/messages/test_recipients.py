"""Which contact points a rung, an overdue milestone or an answer concerns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.messages.paging import About, of_post, unreached
from abhay.domain.rosters.staffing import of_rung_now
from models.policy import RungPolicy, Scope

UNITS = ("kota-city", "kota-rural", "bundi")
POSTS = ("control-room", "sp-office", "abhay-desk")


@dataclass(frozen=True)
class Contact:
    unit_id: str | None
    post_id: str
    name: str | None = None
    channel: str = "outbox"
    address: str = "synthetic"


DISTRICT = RungPolicy(label="District", posts=("control-room",), scope=Scope.UNIT)
DESK = RungPolicy(label="Desk", posts=("abhay-desk", "sp-office"), scope=Scope.STATE)

KOTA = Contact("kota-city", "control-room")
BUNDI = Contact("bundi", "control-room")
KOTA_SP = Contact("kota-city", "sp-office")
THE_DESK = Contact(None, "abhay-desk")

contacts = st.lists(st.builds(Contact, st.sampled_from([*UNITS, None]), st.sampled_from(POSTS)), max_size=20)
rules = st.builds(
    RungPolicy,
    label=st.just("Rung"),
    posts=st.lists(st.sampled_from(POSTS), min_size=1, unique=True).map(tuple),
    scope=st.sampled_from(Scope),
)
some_units = st.lists(st.sampled_from(UNITS), unique=True).map(tuple)


def of_rung(everybody: Sequence[Contact], rule: RungPolicy, units: Sequence[str]) -> list[Contact]:
    """Who is reached where no post has a roster."""
    reached = of_rung_now(everybody, {}, datetime(2026, 11, 24, tzinfo=UTC), (rule,), units).reached
    return [each for each, _ in reached]


def test_a_units_rung_reaches_the_posts_of_the_units_that_have_the_case() -> None:
    everybody = [BUNDI, THE_DESK, KOTA_SP, KOTA]
    assert of_rung(everybody, DISTRICT, ("kota-city",)) == [KOTA]
    assert of_rung(everybody, DISTRICT, ("kota-city", "bundi")) == [BUNDI, KOTA]
    assert of_rung(everybody, DISTRICT, ()) == []


def test_the_desk_is_reached_whoever_has_the_case() -> None:
    assert of_rung([KOTA, THE_DESK], DESK, ()) == of_rung([KOTA, THE_DESK], DESK, ("kota-city",)) == [THE_DESK]


@given(contacts, rules, some_units)
def test_nobody_of_another_unit_or_post_is_reached_and_nobody_is_left_out(
    given_contacts: list[Contact], rule: RungPolicy, units: tuple[str, ...]
) -> None:
    reached = of_rung(given_contacts, rule, units)
    for each in given_contacts:
        right_place = each.unit_id is None if rule.scope is Scope.STATE else each.unit_id in units
        assert (each in reached) is (right_place and each.post_id in rule.posts)
    assert reached == [each for each in given_contacts if each in reached], "in the order in which they came"


def test_a_rung_without_contacts_is_named_by_the_post_that_lacks_them() -> None:
    assert unreached(DISTRICT, ("kota-city", "bundi")) == About("kota-city", "control-room")
    assert unreached(DISTRICT, ()) == About(None, "control-room")
    assert unreached(DESK, ("kota-city",)) == About(None, "abhay-desk")


def test_the_post_that_acknowledged_is_asked_and_without_one_everybody() -> None:
    assert of_post([KOTA, KOTA_SP, BUNDI], "control-room") == [KOTA, BUNDI]
    assert of_post([KOTA, KOTA_SP], None) == [KOTA, KOTA_SP]
    assert of_post([KOTA], "dgp-control-room") == [KOTA]


@given(contacts, st.one_of(st.none(), st.sampled_from(POSTS)))
def test_somebody_is_asked_wherever_anybody_was_paged(paged: list[Contact], post: str | None) -> None:
    assert bool(of_post(paged, post)) is bool(paged)
