"""The packet for another State's police, in its three forms."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.handover.cap import CERTAINTY, SEVERITY, URGENCY, as_cap
from abhay.adapters.handover.packet import Desk, Whereabouts
from abhay.adapters.handover.sections import sections
from abhay.adapters.handover.written import as_html, as_text, content_security_policy
from abhay.wording.words import Bilingual
from models.enums import Severity
from models.payloads import PostContent, Subject
from models.views import Revealed
from tests.support.cap import check_cap, find, infos, parameters
from tests.unit.handover.packets import AT, EVENT, PACKET, POINT, WORDS, with_event

WRITERS = [as_cap, as_text, as_html]
ANYTHING = st.text(max_size=80)
BLAME = re.compile(r"accused|offen[cs]e|\bFIR\b|crime|अपराध|आरोपी|अभियुक्त|suicide|आत्महत्या|commit", re.IGNORECASE)


def test_the_cap_document_is_valid_and_says_what_the_case_says() -> None:
    root = check_cap(as_cap(PACKET))
    assert find(root, "identifier") == "RJ-2026-000042.1"
    assert find(root, "sent") == "2026-11-25T00:05:07+05:30"
    assert (find(root, "status"), find(root, "msgType"), find(root, "scope")) == ("Actual", "Alert", "Restricted")
    assert find(root, "incidents") == "RJ-2026-000042"
    blocks = infos(root)
    assert list(blocks) == ["hi-IN", "en-IN"], "Hindi first"
    for info in blocks.values():
        assert (find(info, "urgency"), find(info, "severity"), find(info, "certainty")) == (
            "Immediate", "Extreme", "Likely",
        )  # fmt: skip
        assert find(info, "contact") == "+91 55555 00100, desk@kota-police.example"
        assert find(info, "area/circle") == "24.47643,74.87241 0.050"
        told = parameters(info)
        assert told["person.phone"] == ["+91 55555 00001", "+91 55555 00002"]
        assert told["post.words"] == [WORDS]
        assert told["technical.login"] == ["203.0.113.7 port 40123, 24-11-2026 23:54:09 IST, Indore"]
    assert find(blocks["hi-IN"], "area/areaDesc") == "Neemuch, मध्य प्रदेश"
    assert find(blocks["en-IN"], "area/areaDesc") == "Neemuch, Madhya Pradesh"
    assert "point in Neemuch" in parameters(blocks["en-IN"])["place.evidence"][0]


def test_the_person_stands_in_parameters_and_not_in_what_every_screen_shows() -> None:
    for info in infos(check_cap(as_cap(PACKET))).values():
        for shown in ("event", "headline", "description", "instruction"):
            said = find(info, shown) or ""
            assert "Synthetic" not in said
            assert "55555 0000" not in said


@pytest.mark.parametrize("severity", Severity)
def test_each_severity_has_its_words(severity: Severity) -> None:
    for info in infos(check_cap(as_cap(replace(PACKET, severity=severity)))).values():
        said = find(info, "urgency"), find(info, "severity"), find(info, "certainty")
        assert said == (URGENCY[severity], SEVERITY[severity], CERTAINTY[severity])


def test_a_drill_is_an_exercise_and_says_so_everywhere() -> None:
    drill = replace(PACKET, drill=True)
    root = check_cap(as_cap(drill))
    assert find(root, "status") == "Exercise"
    for info in infos(root).values():
        assert (find(info, "headline") or "").startswith("[अभ्यास / DRILL]")
    for written in (as_text(drill), as_html(drill)):
        assert written.count("DRILL") >= 1
        assert written.count("अभ्यास") >= 1
        assert "अभ्यास" not in as_text(PACKET)


def test_a_later_packet_brings_the_earlier_ones_up_to_date() -> None:
    earlier = ((1, AT), (3, AT + timedelta(minutes=4)))
    root = check_cap(as_cap(replace(PACKET, number=4, earlier=earlier)))
    assert find(root, "msgType") == "Update"
    assert find(root, "references") == (
        "desk@kota-police.example,RJ-2026-000042.1,2026-11-25T00:05:07+05:30"
        " desk@kota-police.example,RJ-2026-000042.3,2026-11-25T00:09:07+05:30"
    )


def test_without_a_position_the_area_is_the_state() -> None:
    place = Whereabouts(Bilingual(hi="गुजरात", en="Gujarat"))
    info = infos(check_cap(as_cap(replace(PACKET, place=place))))["en-IN"]
    assert (find(info, "area/areaDesc"), find(info, "area/circle")) == ("Gujarat", None)


@pytest.mark.parametrize(("accuracy", "radius"), [(None, "1.000"), (10, "0.050"), (2500, "2.500")])
def test_the_circle_is_as_wide_as_the_position_is_unsure(accuracy: float | None, radius: str) -> None:
    point = POINT.model_copy(update={"accuracy_m": accuracy})
    info = infos(check_cap(as_cap(replace(PACKET, place=replace(PACKET.place, position=point)))))["en-IN"]
    assert (find(info, "area/circle") or "").split()[1] == radius


@pytest.mark.parametrize("write", WRITERS)
def test_everything_that_is_known_is_in_every_form(write) -> None:
    written = write(PACKET)
    for fact in (fact for section in sections(PACKET) for fact in section.facts):
        for value in (fact.value.hi, fact.value.en):
            assert all(line in written for line in value.split("\n")), fact.key
    for known in ("Synthetic Mother", "12 Station Road", "+91 55555 00003", "203.0.113.7", "RJ-2026-000042"):
        assert known in written


@pytest.mark.parametrize("write", [as_text, as_html])
def test_hindi_comes_first_and_english_under_it(write) -> None:
    written = write(PACKET)
    assert written.index("संकट में व्यक्ति") < written.index("person in distress")
    assert written.rindex("संकट में व्यक्ति") < written.index("person in distress")


@pytest.mark.parametrize("write", WRITERS)
def test_no_word_of_blame_and_none_of_a_method(write) -> None:
    nobody = replace(PACKET, revealed=Revealed(ref=PACKET.ref, events=()))
    assert not BLAME.search(write(nobody))


def test_without_a_call_back_the_receipt_goes_to_whoever_gave_the_packet() -> None:
    desk = Desk(PACKET.desk.name, None, None, PACKET.desk.cap_sender)
    packet = replace(PACKET, desk=desk)
    assert find(infos(check_cap(as_cap(packet)))["en-IN"], "contact") is None
    assert "to whoever gave you this" in as_text(packet)


def test_a_message_that_was_not_read_is_given_as_it_came() -> None:
    unread = with_event(subject=Subject(), content=PostContent(), problems=("body",), as_received="broken { words")
    assert "broken { words" in as_text(unread)
    assert parameters(infos(check_cap(as_cap(unread)))["en-IN"])["post.as_received"] == ["broken { words"]


def test_several_messages_are_numbered_the_newest_first() -> None:
    older = EVENT.model_copy(update={"subject": Subject(display_name="An Older Name")})
    text = as_text(replace(PACKET, revealed=Revealed(ref=PACKET.ref, events=(EVENT, older))))
    assert text.index("Synthetic Person") < text.index("An Older Name")
    assert "Person (1/2)" in text


HOSTILE = "<script>alert(1)</script>&\"'\x00\x0b\x1b[2J\u202e\ufffe\ud800 ]]> line\r\nX-Header: 1"


@pytest.mark.parametrize("write", WRITERS)
def test_what_people_wrote_steers_neither_parser_nor_screen(write) -> None:
    written = write(
        with_event(subject=Subject(display_name=HOSTILE, phones=(HOSTILE,)), content=PostContent(text=HOSTILE))
    )
    written.encode()
    assert not set("\x00\x0b\x1b\u202e\ufffe") & set(written)
    if write is as_cap:
        check_cap(written)
    if write is not as_text:
        assert "<script" not in written


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.loads: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.loads += [
            (name, value) for name, value in attrs if name in ("src", "href", "style") or name.startswith("on")
        ]


def test_the_page_loads_nothing_and_prints_on_paper() -> None:
    html = as_html(PACKET)
    page = _Page()
    page.feed(html)
    assert page.loads == []
    assert not page.tags & {"script", "img", "link", "iframe", "form"}
    assert "@media print" in html
    assert "sha256-" in content_security_policy()


@given(name=ANYTHING, text=ANYTHING, note=ANYTHING, at=st.datetimes(datetime(2020, 1, 1), datetime(2099, 1, 1)))  # noqa: DTZ001  the zone is added below
def test_any_words_make_a_valid_document(name: str, text: str, note: str, at: datetime) -> None:
    packet = with_event(
        subject=Subject(display_name=name, phones=(name,), city=text), content=PostContent(text=text), note=note
    )
    check_cap(as_cap(replace(packet, at=at.replace(tzinfo=UTC))))
    as_text(packet)
    as_html(packet)
