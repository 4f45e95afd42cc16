"""What operators and units corrected comes out as labelled cases: what they mean together, and nobody's name."""

from datetime import UTC, datetime, timedelta

from abhay.adapters.store.cases.answers import Answer, acknowledge, close
from abhay.adapters.store.cases.rerouting import not_ours, route_to
from abhay.adapters.store.cases.undo.undoing import undo
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.views.corrections import corrected_cases
from models.enums import EvidenceKind, Outcome
from models.routes import Evidence
from tests.support import reading
from tests.support.actors import HOST, OPERATOR, of_unit
from tests.support.cases import KOTA, TWO, UNKNOWN, move_clock, open_case

PIECE = Evidence(kind=EvidenceKind.CITY, says="kota", weight=0.65, detail="Kota (town), read as written")
WITH_EVIDENCE = KOTA.model_copy(update={"evidence": (PIECE,)})
WHY = "Synthetic Person's mother said so"


async def exported(database: Database, since: datetime | None = None):
    return await corrected_cases(database, since, HOST, "monthly review")


async def labels(database: Database) -> list[tuple[str | None, str | None, str]]:
    return sorted(((each.district, each.unit, each.said_by) for each in (await exported(database))[0]), key=str)


async def test_a_case_that_nobody_corrected_is_none(database: Database) -> None:
    await open_case(database, WITH_EVIDENCE)
    assert await exported(database) == ([], 0)


async def test_an_operators_route_is_the_label_and_the_evidence_is_kept(database: Database) -> None:
    case = await open_case(database, WITH_EVIDENCE)
    await route_to(database, case.id, "bundi", OPERATOR, WHY)
    ((correction,), left_out) = await exported(database)
    assert (correction.district, correction.unit, correction.said_by, left_out) == ("bundi", "bundi", "rerouted", 0)
    assert correction.evidence == (PIECE,)


async def test_the_last_correction_counts(database: Database) -> None:
    case = await open_case(database, WITH_EVIDENCE)
    await route_to(database, case.id, "bundi", OPERATOR, WHY)
    await route_to(database, case.id, "kota-rural", OPERATOR, WHY)
    assert await labels(database) == [("kota", "kota-rural", "rerouted")]


async def test_not_ours_labels_the_suggestion_or_the_one_that_is_left(database: Database) -> None:
    suggested, left = await open_case(database, WITH_EVIDENCE), await open_case(database, TWO)
    await not_ours(database, suggested.id, "bundi", of_unit("kota-city"), "lives elsewhere")
    await not_ours(database, left.id, None, of_unit("kota-city"), "lives elsewhere")
    assert await labels(database) == [("bundi", "bundi", "not_ours"), ("kota", "kota-rural", "not_ours")]


async def test_a_not_ours_that_was_taken_back_corrects_nothing(database: Database) -> None:
    case = await open_case(database, WITH_EVIDENCE)
    await not_ours(database, case.id, "bundi", of_unit("kota-city"), "lives elsewhere")
    await undo(database, case.id, of_unit("kota-city"))
    assert await labels(database) == []


async def test_where_every_unit_refused_nobody_knows_the_place(database: Database) -> None:
    case = await open_case(database, WITH_EVIDENCE)
    await not_ours(database, case.id, "bundi", of_unit("kota-city"), "lives elsewhere")
    await not_ours(database, case.id, "kota-city", of_unit("bundi"), "lives elsewhere")
    assert await exported(database) == ([], 1)
    await route_to(database, case.id, "kota-city", OPERATOR, WHY)
    assert await labels(database) == [("kota", "kota-city", "rerouted")], "an operator knows better than a refusal"


async def test_a_case_that_ended_in_another_state_was_routed_wrongly(database: Database) -> None:
    case = await open_case(database, WITH_EVIDENCE)
    await acknowledge(database, case.id, OPERATOR, Answer())
    await close(database, case.id, Outcome.OUT_OF_STATE, OPERATOR, Answer())
    assert await labels(database) == [(None, None, "handed_over")]


async def test_a_drill_teaches_nothing(database: Database) -> None:
    case = await open_case(database, UNKNOWN, drill=True)
    await route_to(database, case.id, "bundi", OPERATOR, WHY)
    assert await exported(database) == ([], 0)


async def test_only_what_was_corrected_since(database: Database) -> None:
    first = await open_case(database, WITH_EVIDENCE)
    await route_to(database, first.id, "bundi", OPERATOR, WHY)
    await move_clock(database, 7200)
    assert (await exported(database, datetime.now(UTC) + timedelta(hours=1)))[0] == []
    second = await open_case(database, WITH_EVIDENCE)
    await route_to(database, second.id, "kota-rural", OPERATOR, WHY)
    (late,) = (await exported(database, datetime.now(UTC) + timedelta(hours=1)))[0]
    assert late.unit == "kota-rural"


async def test_nothing_of_it_names_a_case_or_a_person_and_the_reader_is_in_the_log(database: Database) -> None:
    cases = [await open_case(database, WITH_EVIDENCE) for _ in range(5)]
    for case in cases:
        await route_to(database, case.id, "bundi", OPERATOR, WHY)
    found, _ = await exported(database)
    said = repr(found)
    for case in cases:
        assert str(case.id) not in said
        assert case.ref not in said
    assert "Synthetic" not in said
    assert "mother" not in said
    assert [each.alias for each in found] == sorted(each.alias for each in found)
    (entry,) = await reading.audit(database, "routing.corrections")
    assert (entry.actor, entry.detail["cases"]) == ("cli:test", 5)
    assert await reading.typed_reasons(database, "routing.corrections") == ["monthly review"]
