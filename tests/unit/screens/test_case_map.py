"""The small map of a case: what is marked, which positions are drawn, and that one far away hides nothing."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.gazetteer.district_map import district_map
from abhay.services.case_screen.map import LEAST_RADIUS, MOST_SPOTS, map_of
from models.enums import IntakeChannel, RouteState, Trust
from models.payloads import Position, PostContent, Subject, Technical
from models.routes import Candidate, Route
from models.views import Revealed, RevealedEvent

KOTA = Route(
    state=RouteState.RESOLVED, district="kota", candidates=(Candidate(district="bundi", unit="bundi", score=0.2),)
)
SOMEWHERE = Route(state=RouteState.UNRESOLVED)


def revealed(*positions: Position) -> Revealed:
    event = RevealedEvent(
        received_at=datetime(2026, 11, 24, tzinfo=UTC),
        posted_at=None,
        source="meta",
        channel=IntakeChannel.WEBHOOK,
        kind="alert",
        trust=Trust.VERIFIED,
        subject=Subject(),
        technical=Technical(positions=positions),
        content=PostContent(),
    )
    return Revealed(ref="RJ-2026-000042", events=(event,))


def test_where_nothing_is_known_nothing_is_drawn() -> None:
    assert map_of(SOMEWHERE, None) is None
    assert map_of(None, revealed()) is None
    assert map_of(SOMEWHERE, revealed(Position(lat=51.5, lon=-0.1))) is None


def test_the_district_and_the_candidates_are_marked_and_fit_into_the_picture() -> None:
    drawn = map_of(KOTA, None)
    assert drawn is not None
    assert drawn.marked == {"kota", "bundi"}
    assert drawn.spots == ()
    left, top, width, height = map(float, drawn.view_box.split())
    for shape in district_map().shapes:
        x, y, across, down = shape.box
        inside = left <= x and top <= y and x + across <= left + width and y + down <= top + height
        assert inside or shape.id not in drawn.marked


@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180), st.none() | st.floats(0, 5000)), max_size=40))
def test_positions_in_the_state_are_drawn_and_others_move_nothing(
    given_: list[tuple[float, float, float | None]],
) -> None:
    positions = [Position(lat=lat, lon=lon, accuracy_m=accuracy) for lat, lon, accuracy in given_]
    whole = district_map()
    drawn = map_of(KOTA, revealed(Position(lat=25.17, lon=75.83), *positions))
    assert drawn is not None
    assert 1 <= len(drawn.spots) <= MOST_SPOTS
    for spot in drawn.spots:
        assert 0 <= spot.x <= whole.width
        assert 0 <= spot.y <= whole.height
        assert spot.radius >= LEAST_RADIUS
