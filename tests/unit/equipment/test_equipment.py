"""What cases' runs lack in the engine, by name, in both languages."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.equipment import (
    BARRIERS,
    ELSEWHERE,
    Deployed,
    Equipment,
    Gate,
    Lack,
    Need,
    can_be_met,
    is_ours,
    lacks,
)
from abhay.wording.equipment_words import LACKS, in_words, put_right, words_of
from tests.support.wording import DEVANAGARI, UNRENDERED

NAMES = ("escalate-alert/abhay", "tune-policy/abhay")
WHOLE = Equipment(Gate(), Gate(), dict.fromkeys(NAMES, Deployed()))


def found(equipment: Equipment) -> tuple[Lack, ...]:
    return lacks(equipment, pool="abhay", queue="default", deployments=NAMES)


@pytest.mark.parametrize(
    ("equipment", "missing"),
    [
        (WHOLE, ()),
        (replace(WHOLE, pool=Gate(limit=1), queue=Gate(limit=8)), ()),
        (replace(WHOLE, pool=None, queue=None), (Lack(Need.POOL, "abhay"),)),
        (replace(WHOLE, queue=None), (Lack(Need.QUEUE, "default"),)),
        (
            replace(WHOLE, pool=Gate(paused=True, limit=0)),
            (Lack(Need.POOL_PAUSED, "abhay"), Lack(Need.POOL_LIMIT, "abhay")),
        ),
        (
            replace(WHOLE, queue=Gate(paused=True, limit=0)),
            (Lack(Need.QUEUE_PAUSED, "default"), Lack(Need.QUEUE_LIMIT, "default")),
        ),
        (replace(WHOLE, deployments={NAMES[0]: Deployed()}), (Lack(Need.DEPLOYMENT, NAMES[1]),)),
        (
            replace(WHOLE, deployments={NAMES[0]: Deployed(paused=True), NAMES[1]: Deployed(queued=False)}),
            (Lack(Need.DEPLOYMENT_PAUSED, NAMES[0]), Lack(Need.DEPLOYMENT_QUEUE, NAMES[1])),
        ),
        (
            replace(WHOLE, stopped_tags={"unit:kota-city", "case", "somebody-elses", "severity"}),
            (Lack(Need.TAG_LIMIT, "case"), Lack(Need.TAG_LIMIT, "unit:kota-city")),
        ),
    ],
)
def test_what_is_missing_is_named(equipment: Equipment, missing: tuple[Lack, ...]) -> None:
    assert found(equipment) == missing


@pytest.mark.parametrize(("tag", "ours"), [("rung:sp", True), ("form", True), ("forms", False), ("sp", False)])
def test_a_tag_of_another_program_is_its_own_business(tag: str, *, ours: bool) -> None:
    assert is_ours(tag) is ours


@given(st.lists(st.sampled_from(Need)))
def test_only_what_the_engines_server_lacks_itself_cannot_be_applied(needs: list[Need]) -> None:
    missing = [Lack(need) for need in needs]
    assert can_be_met(missing) is (bool(needs) and not ELSEWHERE.intersection(needs))


@pytest.mark.parametrize("need", Need)
def test_every_need_has_its_words_in_both_languages(need: Need) -> None:
    words = words_of(Lack(need, "abhay"))
    assert DEVANAGARI.search(words.hi)
    assert not DEVANAGARI.search(words.en)
    for text in (words.hi, words.en):
        assert not UNRENDERED.search(text)
        assert ("abhay" in text) is ("{name}" in LACKS[need].en)


def test_many_findings_are_counted() -> None:
    missing = [Lack(Need.DEPLOYMENT, name) for name in "abcde"]
    words = in_words(missing)
    assert words.en.endswith("the deployment c is missing; and 2 more")
    assert words.hi.endswith("; और 2 बातें")
    assert "more" not in in_words(missing[:3]).en


@pytest.mark.parametrize("need", sorted(BARRIERS))
def test_the_desk_reads_what_was_undone_and_how_abhay_is_stopped(need: Need) -> None:
    words = put_right([Lack(need, "abhay")])
    assert words_of(Lack(need, "abhay")).en in words.en
    assert "technical team" in words.en
    assert "तकनीकी टीम" in words.hi
