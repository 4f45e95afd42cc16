"""Looking for places takes time in proportion to the words, and no longer than for the longest that is searched."""

import pytest

from abhay.adapters.gazetteer import gather, load
from abhay.adapters.gazetteer.names import spelling
from models.payloads import Address, Login, Subject
from tests.support.pumped import SEEDS, pumped
from tests.support.speed import MOST_UNITS, SHORT, assert_in_proportion, within
from tests.unit.gazetteer.test_route_payload import NOW, alert

TEXT = 4_000
FIELD = 300
LONGEST_POST = 100_000


def without_caches() -> None:
    for cached in (spelling.folded, spelling.sounds, spelling.rough_sounds):
        cached.cache_clear()


@pytest.mark.parametrize("seed", SEEDS.values(), ids=SEEDS)
def test_a_text_is_searched_in_proportion(seed):
    def work(text):
        without_caches()
        load().text(text)

    assert_in_proportion(work, pumped(seed), TEXT, negligible=SHORT)


@pytest.mark.parametrize("seed", SEEDS.values(), ids=SEEDS)
def test_a_field_is_searched_in_proportion(seed):
    def work(value):
        without_caches()
        load().field(value)

    assert_in_proportion(work, pumped(seed), FIELD, negligible=SHORT)


def everywhere(words: str):
    subject = Subject(
        address=Address(line=words[:2_000], city=words[:2_000], district=words[:2_000], state=words[:2_000]),
        city=words[:2_000],
        hometown=words[:2_000],
        self_reported_location=words[:2_000],
        phones=(words[:100],) * 100,
    )
    return alert(words, subject, logins=(Login(ip="203.0.113.1", geo_city=words[:2_000]),))


@pytest.mark.parametrize("seed", SEEDS.values(), ids=SEEDS)
def test_an_alert_of_the_longest_words_gives_its_evidence_soon(seed):
    payload = everywhere(pumped(seed)(LONGEST_POST))

    def work():
        without_caches()
        return gather(payload, load(), NOW)

    assert len(within(MOST_UNITS, work)) < 600
