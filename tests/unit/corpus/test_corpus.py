"""Posts as people write them: the bounds that routing is held to, and how an answer is judged."""

from collections import Counter
from pathlib import Path

import pytest

from tests.corpus.cases import Case, read, routed
from tests.corpus.verdicts import Verdict, has_one_place, judge, said

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.mark.parametrize(("file", "least"), [("open", 0.92), ("tuned", 0.95), ("aside", 0.93)])
def test_posts_are_routed_right_and_none_dangerously(file: str, least: float) -> None:
    judged = [(case, judge(said(routed(case)), case)) for case in read(CORPUS / f"{file}.jsonl")]
    counts = Counter(verdict for _, verdict in judged)
    bad = [(case.id, verdict) for case, verdict in judged if verdict not in (Verdict.RIGHT, Verdict.HONEST)]
    assert len(judged) > 100
    assert counts[Verdict.DANGEROUS] == counts[Verdict.WRONG] == 0, bad
    single = [verdict for case, verdict in judged if has_one_place(case)]
    assert single.count(Verdict.RIGHT) / len(single) >= least, bad


def case(*accept: str, never: tuple[str, ...] = ()) -> Case:
    return Case(id="c", group="g", accept=accept, never=never)


@pytest.mark.parametrize(
    ("got", "wanted", "verdict"),
    [
        ("kota", case("kota"), Verdict.RIGHT),
        ("kota", case("unresolved", never=("kota",)), Verdict.DANGEROUS),
        ("out_of_state", case("kota", never=("out_of_state",)), Verdict.DANGEROUS),
        ("unresolved", case("unresolved"), Verdict.HONEST),
        ("ambiguous:bundi+kota", case("ambiguous:kota+bundi"), Verdict.HONEST),
        ("ambiguous:bundi+kota", case("unresolved"), Verdict.HONEST),
        ("ambiguous:bundi+kota", case("unresolved", never=("bundi", "kota")), Verdict.NOISY),
        ("unresolved", case("kota"), Verdict.CAUTIOUS),
        ("ambiguous:bundi+kota", case("kota"), Verdict.CAUTIOUS),
        ("bundi", case("kota"), Verdict.WRONG),
        ("ambiguous:bundi+tonk", case("kota"), Verdict.WRONG),
    ],
)
def test_an_answer_is_judged_by_the_first_line_that_fits(got: str, wanted: Case, verdict: Verdict) -> None:
    assert judge(got, wanted) is verdict


def test_one_place_is_one_that_nobody_has_to_ask_for() -> None:
    assert has_one_place(case("kota", "ambiguous:kota+bundi"))
    assert not has_one_place(case("kota", "unresolved"))
