"""What must and must not stand in a message, whatever the case."""

import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from abhay.wording import message_reasons, words
from abhay.wording.messages import MessageContext, render_template
from abhay.wording.reasons import beside, titles
from abhay.wording.words import Bilingual
from models.enums import MessageKind, MilestoneKind, Outcome, Reason, Severity
from tests.support.wording import ACKNOWLEDGEABLE, assert_fit_to_send

RUNGS = ("desk", "district", "sp", "range", "dgp")
LATE_ACK = {"acknowledged_post": Bilingual(hi="नियंत्रण कक्ष", en="Control room"), "acknowledged_by": "S. Synthetic"}


@pytest.mark.parametrize("drill", [False, True])
@pytest.mark.parametrize("kind", MessageKind)
def test_every_kind_is_fit_to_send_at_every_severity_and_rung(context, kind: MessageKind, drill: bool):
    for severity, rung in itertools.product(Severity, RUNGS):
        message = render_template(context(kind=kind, severity=severity, rung=rung, drill=drill, minutes_waiting=8))
        assert_fit_to_send(message)
        assert "RJ-2026-000042" in message.subject
        assert message.body.count("RJ-2026-000042") == 2
        assert words.SEVERITY[severity].hi in message.body
        assert words.SEVERITY[severity].en in message.body


@pytest.mark.parametrize("kind", MessageKind)
def test_a_drill_is_marked_in_front_in_both_languages_and_a_real_case_is_not(context, kind: MessageKind):
    drill, real = (render_template(context(kind=kind, drill=drill)) for drill in (True, False))
    assert drill.subject.startswith("[अभ्यास / DRILL] ")
    assert drill.body.startswith("[अभ्यास / DRILL] ")
    assert all("DRILL" in half and "अभ्यास" in half for half in drill.body.split("-" * 40))
    assert "DRILL" not in real.subject + real.body
    assert "अभ्यास" not in real.subject + real.body


@pytest.mark.parametrize("rung", ["sp", "range", "dgp"])
def test_a_higher_rung_reads_for_how_long_nobody_acknowledged_and_who_was_told(context, rung: str):
    message = render_template(context(rung=rung, minutes_waiting=8, tried=(words.rung_words("district"),)))
    assert "no acknowledgement for 8 minutes" in message.body
    assert "8 मिनट से किसी ने पावती नहीं दी" in message.body
    assert "no acknowledgement for 8 minutes" in message.subject
    assert "Levels told so far: District." in message.body
    assert "इन स्तरों को सूचना दी गई: ज़िला।" in message.body


@pytest.mark.parametrize("rung", ["zone", "district"])
def test_the_first_rung_of_any_ladder_reads_of_a_new_alert_and_of_no_waiting(context, rung: str):
    first = render_template(context(rung=rung, climbed=False))
    assert "नई सूचना" in first.subject
    assert "new alert" in first.subject
    assert "Please send a team now" in first.body
    assert "कृपया तुरंत टीम भेजें" in first.body
    assert not [words for words in ("no acknowledgement", "पावती नहीं") if words in first.subject + first.body]
    climbed = render_template(context(rung=rung, climbed=True, minutes_waiting=3))
    assert "no acknowledgement for 3 minutes" in climbed.body
    assert "3 मिनट से किसी ने पावती नहीं दी" in climbed.body


def test_the_district_is_asked_to_send_a_team_and_not_told_of_waiting(context):
    message = render_template(context())
    assert "Please send a team now" in message.body
    assert "तुरंत टीम भेजें" in message.body
    assert "no acknowledgement" not in message.body
    assert "new alert" in message.subject


@pytest.mark.parametrize("kind", ACKNOWLEDGEABLE)
def test_whoever_can_acknowledge_gets_link_and_helplines_in_both_languages(context, kind: MessageKind):
    for half in render_template(context(kind=kind)).body.split("-" * 40):
        assert "https://abhay.example/a/token" in half
        assert "112" in half
        assert "14416" in half


@pytest.mark.parametrize("kind", [kind for kind in MessageKind if kind not in ACKNOWLEDGEABLE])
def test_whoever_has_nothing_to_do_gets_no_link(context, kind: MessageKind):
    assert "https://" not in render_template(context(kind=kind)).body


def test_times_are_indian_and_the_area_goes_down_to_the_tehsil(context):
    body = render_template(context()).body
    assert "Received: 12-11-2026 22:35 IST" in body
    assert "पोस्ट का समय: 12-11-2026 22:31 IST (4 मिनट पहले)" in body
    assert "Area: Ladpura tehsil, Kota district" in body
    assert "क्षेत्र: तहसील लाडपुरा, ज़िला कोटा" in body


def test_two_units_are_told_that_the_first_one_to_answer_has_the_case(context):
    units = (
        Bilingual(hi="कोटा शहर पुलिस", en="Kota City Police"),
        Bilingual(hi="कोटा ग्रामीण पुलिस", en="Kota Rural Police"),
    )
    message = render_template(context(units=units))
    assert "Police unit: Kota City Police, Kota Rural Police" in message.body
    assert "the first to acknowledge has the case" in message.body
    assert "more than one unit" not in render_template(context()).body


def test_the_desk_is_offered_the_candidates_of_an_unknown_place(context):
    candidates = (
        Bilingual(hi="जयपुर ग्रामीण पुलिस", en="Jaipur Rural Police"),
        Bilingual(hi="भीलवाड़ा पुलिस", en="Bhilwara Police"),
    )
    unknown = {
        "units": (),
        "districts": (),
        "tehsil": None,
        "reason": Reason.LOCATION_UNKNOWN,
        "candidates": candidates,
    }
    for kind in (MessageKind.PAGE, MessageKind.DESK):
        body = render_template(context(kind=kind, rung="desk", **unknown)).body
        assert "Possible units: Jaipur Rural Police, Bhilwara Police" in body
        assert message_reasons.REASON[Reason.LOCATION_UNKNOWN].hi in body
        assert "Area: place not known" in body
        assert "Police unit:" not in body
    climbed = render_template(context(rung="dgp", minutes_waiting=2, tried=(words.rung_words("desk"),), **unknown)).body
    assert beside.NO_UNIT_YET.en in climbed
    assert "choose the police unit" not in climbed, "that is the desk's"


@pytest.mark.parametrize("reason", [*Reason, "a reason of next year"])
def test_the_desk_is_told_why(context, reason: str):
    message = render_template(context(kind=MessageKind.DESK, rung="desk", reason=reason, minutes_waiting=3, **LATE_ACK))
    assert_fit_to_send(message)
    assert message_reasons.reason_words(reason).hi in message.body
    assert message_reasons.reason_words(reason).en in message.body
    assert titles.reason_title(reason).hi in message.subject


def test_out_of_the_state_the_other_state_is_named(context):
    elsewhere = Bilingual(hi="मध्य प्रदेश", en="Madhya Pradesh")
    message = render_template(
        context(
            kind=MessageKind.DESK,
            reason=Reason.OUT_OF_STATE,
            units=(),
            districts=(),
            tehsil=None,
            other_state=elsewhere,
        )
    )
    assert "Area: out of the State: Madhya Pradesh" in message.body
    assert "क्षेत्र: राज्य के बाहर: मध्य प्रदेश" in message.body


@pytest.mark.parametrize("milestone", MilestoneKind)
def test_an_overdue_milestone_is_named_and_not_mistaken_for_a_missing_acknowledgement(
    context, milestone: MilestoneKind
):
    for kind in (MessageKind.REMINDER, MessageKind.ESCALATED, MessageKind.DESK):
        message = render_template(
            context(
                kind=kind,
                milestone=milestone,
                reason=Reason.MILESTONE_OVERDUE,
                minutes_waiting=30,
                acknowledged_at=datetime(2026, 11, 12, 17, 9, tzinfo=UTC),
                **LATE_ACK,
            )
        )
        assert_fit_to_send(message)
        assert words.MILESTONE[milestone].hi in message.body
        assert words.MILESTONE[milestone].en in message.body
        assert "no acknowledgement for" not in message.body.lower()


def test_those_below_are_told_where_the_case_went_and_that_the_team_is_still_theirs(context):
    message = render_template(
        context(kind=MessageKind.ESCALATED, minutes_waiting=3, escalated_to=words.rung_words("sp"))
    )
    assert "no acknowledgement for 3 minutes, so this level has been told as well: SP / DCP" in message.body
    assert "still your unit that sends a team" in message.body
    assert message.subject.endswith("gone up to: SP / DCP")


def test_those_told_read_who_acknowledged_from_where_and_when(context):
    message = render_template(
        context(
            kind=MessageKind.ACKNOWLEDGED,
            acknowledged_unit=Bilingual(hi="कोटा शहर पुलिस", en="Kota City Police"),
            acknowledged_at=datetime(2026, 11, 12, 17, 9, tzinfo=UTC),
            **LATE_ACK,
        )
    )
    assert "Acknowledged by Control room, Kota City Police (S. Synthetic), 12-11-2026 22:39 IST." in message.body
    assert "पावती मिल गई है: नियंत्रण कक्ष, कोटा शहर पुलिस (S. Synthetic), 12-11-2026 22:39 IST।" in message.body


def test_a_name_that_somebody_typed_cannot_forge_a_line(context):
    message = render_template(
        context(kind=MessageKind.ACKNOWLEDGED, acknowledged_by="S.\nArea: \u202eelsewhere" + "x" * 200)
    )
    assert "\nArea: elsewhere" not in message.body
    assert "\u202e" not in message.body
    assert "x" * 80 not in message.body


def test_an_update_says_whether_somebody_has_the_case(context):
    open_case = render_template(context(kind=MessageKind.UPDATE)).body
    taken = render_template(
        context(kind=MessageKind.UPDATE, acknowledged_at=datetime(2026, 11, 12, tzinfo=UTC), **LATE_ACK)
    ).body
    assert "Nobody has acknowledged yet." in open_case
    assert "The case is with Control room (S. Synthetic)." in taken


@pytest.mark.parametrize("outcome", Outcome)
def test_closing_says_the_outcome_and_cares_for_those_who_lost_somebody(context, outcome: Outcome):
    message = render_template(context(kind=MessageKind.CLOSED, outcome=outcome))
    assert_fit_to_send(message)
    assert words.OUTCOME[outcome].hi in message.body
    assert words.OUTCOME[outcome].en in message.body
    assert ("14416" in message.body) == (outcome is Outcome.DIED)


def test_a_possible_duplicate_and_a_resend_are_labelled(context):
    assert words.POSSIBLE_DUPLICATE.en in render_template(context(possible_duplicate=True)).body
    assert words.POSSIBLE_DUPLICATE.hi in render_template(context(possible_duplicate=True, resend=True)).body
    assert words.RESENT.both in render_template(context(resend=True)).body
    ordinary = render_template(context()).body
    assert words.RESENT.en not in ordinary
    assert words.POSSIBLE_DUPLICATE.en not in ordinary


def test_a_clock_that_is_ahead_at_the_partner_says_no_nonsense(context):
    assert "ago" not in render_template(context(minutes_since_post=-3)).body


bilingual = st.builds(Bilingual, hi=st.just("कोटा"), en=st.just("Kota"))
some = st.lists(bilingual, max_size=3).map(tuple)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.builds(
        MessageContext,
        ref=st.just("RJ-2026-000042"),
        rung=st.sampled_from(RUNGS),
        rung_label=bilingual,
        post=bilingual,
        received_at=moments,
        posted_at=st.none() | moments,
        reason=st.sampled_from(Reason),
        units=some,
        districts=some,
        candidates=some,
        tried=some,
        climbed=st.booleans(),
        tehsil=st.none() | bilingual,
        other_state=st.none() | bilingual,
        minutes_waiting=st.integers(0, 10_000),
        minutes_since_post=st.none() | st.integers(-100, 10_000),
        escalated_to=st.none() | bilingual,
        acknowledged_by=st.none() | st.just("S. Synthetic"),
        acknowledged_post=st.none() | bilingual,
        acknowledged_unit=st.none() | bilingual,
        acknowledged_at=st.none() | moments,
        milestone=st.none() | st.sampled_from(MilestoneKind),
        outcome=st.none() | st.sampled_from(Outcome),
        concerned=st.none() | bilingual,
        helplines=st.just(()) | st.just(words.HELPLINES),
        ack_url=st.none() | st.just("https://abhay.example/a/token"),
    )
)
def test_whatever_is_known_or_unknown_the_message_is_fit_to_send(case: MessageContext):
    assert_fit_to_send(render_template(case))


def test_the_context_has_no_place_for_person_or_post():
    private = {
        "subject",
        "content",
        "text",
        "name",
        "display_name",
        "username",
        "phone",
        "phones",
        "email",
        "address",
        "url",
    }
    assert not private & set(MessageContext.model_fields)


def test_who_was_paged_for_a_merged_case_is_told_which_one_goes_on(context):
    message = render_template(
        context(kind=MessageKind.STOOD_DOWN, reason=Reason.MERGED, merged_into="RJ-2026-000017", ack_url=None)
    )
    assert_fit_to_send(message)
    assert "RJ-2026-000017" in message.subject
    hindi, english = message.body.split("-" * 40)
    assert all("RJ-2026-000017" in half for half in (hindi, english))
    assert "do not call it back" in english
    assert "another post" not in message.subject + message.body


def test_who_was_paged_for_a_case_that_was_split_is_asked_to_read_it_again(context):
    message = render_template(context(kind=MessageKind.UPDATE, reason=Reason.SPLIT, split_into="RJ-2026-000017"))
    assert_fit_to_send(message)
    assert all("RJ-2026-000017" in half for half in message.body.split("-" * 40)), "which case the others are now"
    assert message_reasons.REASON[Reason.SPLIT].hi in message.body
    assert message_reasons.REASON[Reason.SPLIT].en in message.body
    assert "New information" not in message.body
