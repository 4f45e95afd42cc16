"""The page after the PIN: the whole job from a telephone, with nothing but the link, the PIN and plain forms."""

import asyncio
import html
import re
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from models.enums import EvidenceKind, Role, RouteState
from models.routes import Candidate, Evidence, Route
from tests.integration.gateway.support import SAMPLES, Gateway, Page, alert
from tests.support.cases import KOTA, TWO, UNKNOWN, column, move_clock

ACTS = ("route", "not-ours", "milestone", "closure")
PERSON = "Synthetic Person"
FORM_SECONDS = 900
DOUBTFUL = Route(
    state=RouteState.UNRESOLVED,
    candidates=(
        Candidate(district="bhilwara", unit="bhilwara", score=0.25),
        Candidate(district="jaipur", unit="jaipur-rural", score=0.15),
    ),
    evidence=(
        Evidence(kind=EvidenceKind.CITY, says="bhilwara", weight=0.28, detail="Shahpura (tehsil), read as written"),
        Evidence(kind=EvidenceKind.GPS, says="out_of_state", weight=0, detail="a reason of a new form"),
    ),
)


@dataclass
class Phone:
    """A browser without scripts: it knows only what stands in the page it was given last."""

    gateway: Gateway
    page: Page
    shown: httpx.Response

    @property
    def text(self) -> str:
        return html.unescape(self.shown.text)

    def hidden(self) -> dict[str, str]:
        return dict(re.findall(r'<input type="hidden" name="(proof|by)" value="([^"]*)">', self.shown.text))

    def acts(self) -> set[str]:
        """Where the forms of the page lead."""
        return {path.rpartition("/")[2] for path in re.findall(r'action="([^"]*)"', self.shown.text)} & set(ACTS)

    async def send(self, act: str = "", **fields: str) -> str:
        path = f"/a/{self.page.token}" + (f"/{act}" if act else "")
        self.shown = await self.gateway.client.post(path, data={**self.hidden(), **fields})
        return self.text


async def unlocked(gateway: Gateway, page: Page, **fields: str) -> Phone:
    """The page after its PIN."""
    phone = Phone(gateway, page, await gateway.client.get(f"/a/{page.token}"))
    await phone.send(pin=page.pin, **fields)
    assert phone.shown.status_code == 200, phone.text
    return phone


async def facts(gateway: Gateway, ref: str) -> dict[str, Any]:
    return {key: value for key, value in (await gateway.view(ref)).items() if key != "flow_run_state"}


def told(view: dict[str, Any], kind: str) -> list[tuple[str, str]]:
    return [(m["unit"], m["post"]) for m in view["notifications"] if m["kind"] == kind]


def reason_of(gateway: Gateway, entry: dict[str, Any]) -> str:
    """What somebody wrote about why: sealed in the audit log, since it may name a person."""
    return gateway.database.vault.open_text(bytes.fromhex(entry["sealed_reason"].removeprefix("\\x"))) or ""


async def held_mail(gateway: Gateway) -> tuple[str, Page]:
    """A spoofed mail at the desk, routed by its words as a mover would."""
    from abhay.services.routing import route_case
    from models.enums import Mover

    mail = (SAMPLES / "eml_07_spoofed_sender.eml").read_bytes()
    answer = await gateway.ask("POST", "/v1/sources/meta/mail", Role.INTEGRATOR, content=mail)
    ref = answer.json()["ref"]
    await route_case(gateway.runtime, await gateway.id_of(ref), Mover.FLOW)
    await gateway.advance(ref)
    (page,) = await gateway.pages(ref)
    return ref, page


# where and why --------------------------------------------------------------------------------------------


async def test_the_page_says_where_and_why_in_both_languages(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged(DOUBTFUL)
    text = (await unlocked(gateway, page)).text
    for shown in ("प्रोफ़ाइल का शहर", "city in the profile", "ज़िला भीलवाड़ा", "Bhilwara district", "कमज़ोर संकेत", "weak"):
        assert shown in text
    assert "Shahpura (तहसील), जैसा लिखा है" in text
    assert "Shahpura (tehsil), read as written" in text
    assert "a reason of a new form" in text
    assert "केवल जानकारी" in text


@pytest.mark.parametrize(("confidence", "said"), [(0.97, "almost certain"), (0.7, "likely right"), (0.45, "by phone")])
async def test_confidence_is_said_in_words(gateway: Gateway, confidence: float, said: str) -> None:
    _, (page,) = await gateway.paged(KOTA.model_copy(update={"confidence": confidence}))
    text = (await unlocked(gateway, page)).text
    assert f"Confidence: {said}" in text or said in text
    assert str(confidence) not in text


async def test_messages_stand_in_order_with_their_times(gateway: Gateway) -> None:
    event = alert()
    ref, (page,) = await gateway.paged(**event)
    await move_clock(gateway.database, 60)
    more = {**event, "event": "alert.updated", "content": {**event["content"], "text": "I am on the roof now."}}
    assert (await gateway.webhook(more)).json()["ref"] == ref
    text = (await unlocked(gateway, page)).text
    assert text.index("Message 2 of 2, the newest") < text.index("I am on the roof now.")
    assert text.index("I am on the roof now.") < text.index("Message 1 of 2") < text.index("nobody would miss me")
    times = re.findall(r"received (\d\d-\d\d-\d{4} \d\d:\d\d IST)", text)
    assert len(times) == 2
    assert times[0] != times[1]
    assert text.count(f'href="tel:{event["subject"]["phones"][0]}"') == 1, "a number to call stands there once"


# the desk -------------------------------------------------------------------------------------------------


async def test_the_desk_routes_a_case_of_unknown_place_by_one_click(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged(DOUBTFUL)
    phone = await unlocked(gateway, page, look="1")
    assert (await gateway.view(ref))["acknowledgement"] is None, "looking takes no case"
    assert '<button type="submit" name="unit" value="bhilwara">' in phone.shown.text
    assert '<option value="jaisalmer">' in phone.shown.text
    text = await phone.send("route", unit="bhilwara", why="phone", reason="the mother said so")
    assert "has been given to the unit" in text
    await gateway.advance(ref)
    view = await gateway.view(ref)
    assert (view["status"], view["route"]["units"]) == ("awaiting", ["bhilwara"])
    assert told(view, "page")[-1] == ("bhilwara", "control-room")
    (entry,) = await gateway.audit("alert.route")
    assert (entry["actor"], entry["role"]) == ("abhay-desk state", "post")
    assert reason_of(gateway, entry).startswith("learnt by telephone: the mother said so (")


async def test_the_desk_may_choose_any_unit_of_the_list(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged(UNKNOWN)
    phone = await unlocked(gateway, page, look="1")
    groups = re.findall(r'<optgroup label="[^"]*">\s*(?:<option[^>]*>[^<]*</option>\s*)+', phone.shown.text)
    assert len(groups) == 41
    await phone.send("route", unit="", other="bundi")
    assert (await gateway.view(ref))["route"]["units"] == ["bundi"]


async def test_one_of_two_units_is_chosen_and_the_other_stands_down(gateway: Gateway) -> None:
    candidates = (Candidate(district="kota", unit="kota-city", score=0.5),)
    ref, _ = await gateway.paged(TWO.model_copy(update={"candidates": candidates}))
    await gateway.ask(
        "POST", f"/v1/alerts/{ref}/route", Role.UNIT, unit="kota-rural", json={"not_ours": True, "reason": "x"}
    )
    desk = await desk_page(gateway, ref)
    phone = await unlocked(gateway, desk, look="1")
    assert "Give to another unit" in phone.text
    await phone.send("route", unit="bundi")
    view = await gateway.view(ref)
    assert view["route"]["units"] == ["bundi"]
    assert ("kota-city", "control-room") in told(view, "stood_down")


async def desk_page(gateway: Gateway, ref: str) -> Page:
    """The desk's newest notice of a case."""
    query = (
        "SELECT json_build_array(n.id, c.dev_pin) FROM notification n JOIN contact_point c ON c.id = n.contact_id"
        " JOIN alert a ON a.id = n.alert_id WHERE a.ref = :ref AND n.rung = 'desk' ORDER BY n.queued_at DESC"
    )
    from uuid import UUID

    from abhay.links import make_token

    id_, pin = (await column(gateway.database, query, ref=ref))[0]
    return Page(UUID(id_), make_token(UUID(id_), gateway.runtime.secrets.link_key), pin, None, "abhay-desk")


async def test_a_held_mail_says_why_it_is_held_and_one_click_routes_it(gateway: Gateway) -> None:
    ref, page = await held_mail(gateway)
    phone = await unlocked(gateway, page, look="1")
    for shown in (
        "Held: the sender is not proven",
        "Meta Safety Escalations <escalations@meta-partner.example>",
        "collector@bulk.example.net",
        "FAILED",
        "dkim=none · spf=fail · dmarc=fail",
    ):
        assert shown in phone.text
    assert '<option value="checked" selected>' in phone.shown.text
    await phone.send("route", unit="udaipur", why="checked")
    await gateway.advance(ref)
    view = await gateway.view(ref)
    assert (view["route"]["state"], view["rung"]) == ("resolved", "district")
    assert told(view, "page")[-1] == ("udaipur", "control-room")
    assert "Held" not in phone.text


async def test_the_desk_that_took_a_held_mail_gives_it_away_all_the_same(gateway: Gateway) -> None:
    ref, page = await held_mail(gateway)
    phone = await unlocked(gateway, page)
    assert (await gateway.view(ref))["status"] == "acknowledged"
    await phone.send("route", unit="udaipur")
    await gateway.advance(ref)
    view = await gateway.view(ref)
    assert (view["status"], view["acknowledgement"]) == ("awaiting", None)


async def test_the_desk_that_looked_may_take_the_case_after_all(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged(UNKNOWN)
    phone = await unlocked(gateway, page, look="1")
    assert "Acknowledge for the desk" in phone.text
    assert "The case is yours" in await phone.send()
    assert (await gateway.view(ref))["acknowledgement"]["post"] == "abhay-desk"
    assert "Acknowledge for the desk" not in phone.text


async def test_a_unit_cannot_look_without_acknowledging(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await unlocked(gateway, page, look="1")
    assert (await gateway.view(ref))["status"] == "acknowledged"


@pytest.mark.parametrize("form", [{}, {"unit": "nowhere"}, {"other": ""}])
async def test_without_a_unit_nothing_is_routed_and_the_reason_is_kept(gateway: Gateway, form: dict) -> None:
    ref, (page,) = await gateway.paged(UNKNOWN)
    phone = await unlocked(gateway, page, look="1")
    before = await facts(gateway, ref)
    text = await phone.send("route", why="other", reason="typed with one thumb", **form)
    assert phone.shown.status_code == 422
    assert "typed with one thumb" in text
    assert '<option value="other" selected>' in phone.shown.text
    after = await facts(gateway, ref)
    assert {k: v for k, v in after.items() if k != "timeline"} == {k: v for k, v in before.items() if k != "timeline"}


async def test_only_the_desk_routes(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    assert "route" not in phone.acts()
    await phone.send("route", unit="bundi")
    assert phone.shown.status_code == 403
    assert "phone the desk" in phone.text
    assert (await gateway.view(ref))["route"]["units"] == ["kota-city"]


async def test_routing_twice_is_harmless(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged(UNKNOWN)
    phone = await unlocked(gateway, page, look="1")
    await phone.send("route", unit="bundi")
    assert "with this unit already" in await phone.send("route", unit="bundi")
    assert [e["event"] for e in (await gateway.view(ref))["timeline"]].count("rerouted") == 1


# not ours -------------------------------------------------------------------------------------------------


async def test_not_ours_goes_to_the_suggested_unit_and_the_clock_runs_on(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    due = (
        await column(gateway.database, "SELECT rung_entered_at + interval '180 s' FROM alert WHERE ref = :r", r=ref)
    )[0]
    text = await phone.send("not-ours", why="moved", reason="seen at the bus stand", suggest="bundi")
    assert "not your area" in text
    assert "with another unit now" in text
    assert PERSON not in text
    view = await gateway.view(ref)
    assert (view["route"]["units"], view["status"]) == (["bundi"], "awaiting")
    assert view["due_at"].startswith(due.strftime("%Y-%m-%dT%H:%M:%S"))
    (entry,) = await gateway.audit("alert.route")
    assert entry["actor"] == "control-room kota-city"
    assert "seen at the bus stand" in reason_of(gateway, entry)
    assert "bus stand" not in str(entry)
    assert "seen at the bus stand" not in str(view)


async def test_not_ours_without_a_suggestion_is_the_desks(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    assert "with the desk now" in await phone.send("not-ours")
    view = await gateway.view(ref)
    assert (view["rung"], view["route"]["units"]) == ("desk", [])
    assert "not_ours" in await gateway.desk_reasons(ref)


async def test_not_ours_twice_says_how_it_stands(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    await phone.send("not-ours", suggest="bundi")
    text = await phone.send("not-ours", suggest="baran")
    assert (phone.shown.status_code, "no longer with your unit" in text) == (200, True)
    assert (await gateway.view(ref))["route"]["units"] == ["bundi"]


async def test_a_suggestion_that_is_no_unit_changes_nothing(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    await phone.send("not-ours", suggest="nowhere", reason="kept")
    assert phone.shown.status_code == 422
    assert "kept" in phone.text
    assert (await gateway.view(ref))["route"]["units"] == ["kota-city"]


# steps and the outcome ------------------------------------------------------------------------------------


async def test_each_step_is_noted_with_its_time_and_note(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page, by="SI Synthetic")
    assert "left" in phone.text
    for kind in ("dispatched", "reached", "family_informed"):
        assert f'name="kind" value="{kind}"' in phone.shown.text
        assert "Noted." in await phone.send("milestone", kind=kind, note=f"note of {kind}")
        assert f'name="kind" value="{kind}"' not in phone.shown.text
    view = await gateway.view(ref)
    assert all(view["milestones"][kind] for kind in ("dispatched", "reached", "family_informed"))
    assert {e["actor"] for e in await gateway.audit("alert.milestone")} == {"control-room kota-city"}
    assert "note of reached" in phone.text
    assert phone.text.count("SI Synthetic") >= 3


async def test_an_overdue_step_is_marked_in_words(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    assert "OVERDUE" not in phone.text
    await move_clock(gateway.database, 420)
    text = await phone.send(look="1")
    assert "समय निकल गया" in text
    assert "OVERDUE" in text
    assert "2 minutes" in text
    await phone.send("milestone", kind="dispatched")
    assert "2 minutes late" in phone.text


async def test_a_step_noted_twice_keeps_its_first_time(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    await phone.send("milestone", kind="reached")
    first = (await gateway.view(ref))["milestones"]["reached"]
    await move_clock(gateway.database, 30)
    text = await phone.send("milestone", kind="reached", note="typed again")
    assert "noted already" in text
    assert "typed again" in text
    view = await gateway.view(ref)
    assert view["milestones"]["reached"] == first
    assert len(await gateway.audit("alert.milestone")) == 1


@pytest.mark.parametrize("kind", ["", "closed", "handed_over", "flown"])
async def test_what_is_no_step_of_a_post_is_not_noted(gateway: Gateway, kind: str) -> None:
    _, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    await phone.send("milestone", kind=kind)
    assert phone.shown.status_code == 422
    assert await gateway.audit("alert.milestone") == []


async def test_closing_asks_once_more_and_then_ends_the_case(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    text = await phone.send("closure", outcome="hospital", note="with her brother")
    assert "Close the case?" in text
    assert "taken to a hospital" in text
    assert "with her brother" in text
    assert "person reached" in text, "what was not noted is named"
    assert (await gateway.view(ref))["status"] == "acknowledged"
    text = await phone.send("closure", outcome="hospital", note="with her brother", confirm="1")
    assert "the case is closed" in text
    assert PERSON not in text
    view = await gateway.view(ref)
    assert (view["status"], view["outcome"]) == ("closed", "hospital")
    (entry,) = await gateway.audit("alert.close")
    assert (entry["actor"], entry["role"]) == ("control-room kota-city", "post")


async def test_a_closed_case_presses_nobody_about_its_steps(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    await phone.send("milestone", kind="dispatched")
    await move_clock(gateway.database, FORM_SECONDS - 30)
    await phone.send(look="1")
    await move_clock(gateway.database, FORM_SECONDS - 30)
    text = await phone.send("closure", outcome="safe", confirm="1")
    assert "not noted" in text
    assert "OVERDUE" not in text


async def test_going_back_from_the_confirmation_changes_nothing(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    await phone.send("closure", outcome="safe")
    assert "The case is yours" in await phone.send(look="1")
    assert (await gateway.view(ref))["status"] == "acknowledged"


@pytest.mark.parametrize("outcome", ["", "perfect"])
async def test_an_outcome_is_needed_and_the_note_is_kept(gateway: Gateway, outcome: str) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    text = await phone.send("closure", outcome=outcome, note="long words", confirm="1")
    assert (phone.shown.status_code, "long words" in text) == (422, True)
    assert (await gateway.view(ref))["status"] == "acknowledged"


async def test_whatever_is_done_on_a_closed_case_is_answered_kindly(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    await gateway.ask("POST", f"/v1/alerts/{ref}/closure", Role.OPERATOR, json={"outcome": "safe"})
    before = await facts(gateway, ref)
    forms = {
        "milestone": {"kind": "reached"},
        "closure": {"outcome": "died", "confirm": "1"},
        "not-ours": {"suggest": "bundi"},
    }
    for act, form in forms.items():
        text = await phone.send(act, **form)
        assert (phone.shown.status_code, "Thank you. The case had been closed before" in text) == (200, True)
    assert phone.acts() == set()
    assert await facts(gateway, ref) == before


async def test_a_stood_down_unit_is_told_how_it_stands_and_changes_nothing(gateway: Gateway) -> None:
    ref, (first, second) = await gateway.paged(TWO)
    phone = await unlocked(gateway, first)
    await gateway.ask("POST", f"/v1/alerts/{ref}/route", Role.OPERATOR, json={"unit": second.unit, "reason": "x"})
    before = await facts(gateway, ref)
    for act, form in (("milestone", {"kind": "reached"}), ("closure", {"outcome": "safe", "confirm": "1"})):
        text = await phone.send(act, **form)
        assert (phone.shown.status_code, "no longer with your unit" in text) == (200, True)
        assert PERSON not in text
    assert await facts(gateway, ref) == before


async def test_the_dgp_reads_the_skeleton_and_has_nothing_to_press(gateway: Gateway) -> None:
    ref, _ = await gateway.paged(KOTA.model_copy(update={"evidence": DOUBTFUL.evidence}))
    for wait in (180, 300):
        await move_clock(gateway.database, wait)
        await gateway.advance(ref)
    (page,) = await gateway.pages(ref, "dgp")
    phone = await unlocked(gateway, page)
    assert phone.acts() == set()
    assert PERSON not in phone.text
    assert "Shahpura" not in phone.text
    for act, form in (
        ("route", {"unit": "bundi"}),
        ("not-ours", {}),
        ("milestone", {"kind": "reached"}),
        ("closure", {"outcome": "safe", "confirm": "1"}),
    ):
        await phone.send(act, **form)
        assert phone.shown.status_code == 403
    assert await gateway.audit("alert.reveal") == []
    view = await gateway.view(ref)
    assert (view["status"], view["route"]["units"], view["milestones"]["reached"]) == (
        "acknowledged",
        ["kota-city"],
        None,
    )


async def test_a_neighbour_that_took_the_case_acts_on_it(gateway: Gateway) -> None:
    ref, pages = await gateway.paged(KOTA.model_copy(update={"copies": ("bundi",)}))
    (page,) = [each for each in pages if each.unit == "bundi"]
    phone = await unlocked(gateway, page)
    assert PERSON in phone.text
    assert "milestone" in phone.acts()
    await phone.send("milestone", kind="dispatched")
    assert (await gateway.view(ref))["milestones"]["dispatched"]


# the form token -------------------------------------------------------------------------------------------


async def test_after_the_pin_no_form_asks_for_it_until_the_token_ends(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    stale = phone.hidden()
    await move_clock(gateway.database, FORM_SECONDS - 30)
    await phone.send("milestone", kind="dispatched")
    assert phone.shown.status_code == 200, "fourteen minutes later it still holds"
    await move_clock(gateway.database, FORM_SECONDS - 30)
    await phone.send("milestone", kind="reached")
    assert phone.shown.status_code == 200, "each page has a new one"
    text = await phone.send("closure", **stale, outcome="safe", note="उसे घर छोड़ा", confirm="1")
    assert phone.shown.status_code == 403
    assert 'name="pin"' in text
    assert "उसे घर छोड़ा" in text
    assert PERSON not in text
    assert (await gateway.view(ref))["status"] == "acknowledged"
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', phone.shown.text))
    assert fields == {"outcome": "safe"}
    text = await phone.send("closure", pin=page.pin, note="उसे घर छोड़ा", **fields)
    assert "Close the case?" in text, "a confirmation is asked for once more"
    await phone.send("closure", **fields, note="उसे घर छोड़ा", confirm="1")
    assert (await gateway.view(ref))["status"] == "closed"


async def test_typed_text_survives_a_wrong_pin(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    wrong = "507318" if page.pin != "507318" else "507319"
    text = await phone.send("milestone", proof="", pin=wrong, kind="reached", note="<b>at the door</b>")
    assert phone.shown.status_code == 403
    assert "<textarea" in phone.shown.text
    assert "&lt;b&gt;at the door&lt;/b&gt;" in phone.shown.text
    assert "Tries left: 4" in text
    await phone.send("milestone", pin=page.pin, kind="reached", note="at the door")
    assert phone.shown.status_code == 200


@pytest.mark.parametrize("act", ACTS)
async def test_wrong_pins_lock_at_every_door_and_tell_the_desk(gateway: Gateway, act: str) -> None:
    ref, (page,) = await gateway.paged()
    wrong = "507318" if page.pin != "507318" else "507319"
    path = f"/a/{page.token}/{act}"
    answers = [await gateway.client.post(path, data={"pin": wrong, "kind": "reached"}) for _ in range(6)]
    assert {answer.status_code for answer in answers} == {403}
    assert "locked" in answers[-1].text
    assert (await gateway.client.post(path, data={"pin": page.pin})).status_code == 403
    assert await gateway.desk_reasons(ref) == ["pin_locked"]


async def test_who_guesses_pins_does_not_take_the_page_from_who_works_on_it(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    wrong = "507318" if page.pin != "507318" else "507319"
    for _ in range(5):
        await gateway.answer_link(page, wrong)
    await phone.send("milestone", kind="dispatched")
    assert phone.shown.status_code == 200
    assert (await gateway.view(ref))["milestones"]["dispatched"]


async def test_a_token_of_another_link_or_made_up_is_none(gateway: Gateway) -> None:
    ref, (first, second) = await gateway.paged(TWO)
    foreign = (await unlocked(gateway, second)).hidden()["proof"]
    own = (await unlocked(gateway, first)).hidden()["proof"]
    until, signature = own.split(".")
    later = f"{int(until) + 3600}.{signature}"
    for proof in (
        foreign,
        later,
        f"{until}.",
        signature,
        "x" * 60,
        f"{until}.{signature[:-2]}ss",
        "é",
        f"{until}.{signature}\n",
    ):
        answer = await gateway.client.post(f"/a/{first.token}/milestone", data={"proof": proof, "kind": "reached"})
        assert answer.status_code == 403
        assert PERSON not in answer.text
    assert (await gateway.view(ref))["milestones"]["reached"] is None
    assert await column(gateway.database, "SELECT failures FROM pin_failure") == [], "that is nobody's wrong PIN"


async def test_a_new_pin_ends_the_tokens_of_the_old_one(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    contact = {"post": "control-room", "channel": "outbox", "pin": "507318"}
    contacts = (await gateway.ask("GET", "/v1/units/kota-city/contacts", Role.ADMIN)).json()["contacts"]
    old = next(each for each in contacts if each["post"] == "control-room")
    body = {"contacts": [{**contact, "address": old["address"]}]}
    assert (await gateway.ask("PUT", "/v1/units/kota-city/contacts", Role.ADMIN, json=body)).status_code == 200
    await phone.send("milestone", kind="reached")
    assert phone.shown.status_code == 403


async def test_neither_token_nor_name_stands_in_any_address(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page, by="SI Synthetic")
    proof = phone.hidden()["proof"]
    for address in re.findall(r'(?:href|action|src)="([^"]*)"', phone.shown.text):
        assert proof not in address
        assert "Synthetic" not in address
    assert phone.shown.headers["cache-control"] == "no-store"
    assert phone.shown.headers["referrer-policy"] == "no-referrer"
    assert "form-action 'self'" in phone.shown.headers["content-security-policy"]
    assert "<script" not in phone.shown.text


@pytest.mark.parametrize("act", ["", *ACTS])
async def test_a_foreign_page_or_a_scanner_that_sends_forms_gets_nothing(gateway: Gateway, act: str) -> None:
    ref, (page,) = await gateway.paged()
    before, audit = await facts(gateway, ref), await gateway.audit()
    path = f"/a/{page.token}" + (f"/{act}" if act else "")
    form = {"kind": "reached", "outcome": "died", "confirm": "1", "unit": "bundi", "suggest": "bundi", "look": "1"}
    for data in ({}, form, {**form, "proof": "guessed"}, {**form, "pin": " "}):
        answer = await gateway.client.post(path, data=data)
        assert answer.status_code == 403
        assert PERSON not in answer.text
    assert await facts(gateway, ref) == before
    assert await gateway.audit() == audit


async def test_looking_changes_nothing_wherever_one_looks(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await unlocked(gateway, page)
    before, audit = await facts(gateway, ref), await gateway.audit()
    for act in ("", *(f"/{act}" for act in ACTS), "/nonsense"):
        for query in ("", f"?pin={page.pin}&kind=reached&outcome=safe&confirm=1&unit=bundi"):
            answer = await gateway.client.get(f"/a/{page.token}{act}{query}")
            assert answer.status_code == (303 if act else 200)
            if act:
                assert answer.headers["location"] == f"/a/{page.token}"
    assert await facts(gateway, ref) == before
    assert await gateway.audit() == audit


async def test_two_taps_at_once_are_one_act(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    path, proof = f"/a/{page.token}", phone.hidden()["proof"]
    send = gateway.client.post
    for act, form in (
        ("milestone", {"kind": "reached"}),
        ("closure", {"outcome": "safe", "confirm": "1"}),
    ):
        answers = await asyncio.gather(*(send(f"{path}/{act}", data={"proof": proof, **form}) for _ in range(4)))
        assert {answer.status_code for answer in answers} == {200}
    view = await gateway.view(ref)
    assert (view["status"], view["outcome"]) == ("closed", "safe")
    assert len(told(view, "closed")) == len(set(told(view, "closed")))


async def test_a_case_that_is_open_anew_is_taken_by_an_old_link_of_its_unit(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await unlocked(gateway, page)
    move = {"reason": "x"}
    for unit in ("bundi", "kota-city"):
        await gateway.ask("POST", f"/v1/alerts/{ref}/route", Role.OPERATOR, json={"unit": unit, **move})
    assert (await gateway.view(ref))["acknowledgement"] is None
    phone = await unlocked(gateway, page)
    assert "The case is yours" in phone.text
    assert (await gateway.view(ref))["acknowledgement"]["unit"] == "kota-city"


async def test_what_was_typed_cannot_become_markup(gateway: Gateway) -> None:
    nasty = '"><img src=x onerror=alert(1)></textarea>{{ 7 * 7 }}'
    _, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page, by=nasty)
    for act, form in (
        ("milestone", {"kind": "reached", "note": nasty}),
        ("not-ours", {"suggest": nasty, "reason": nasty, "why": nasty}),
        ("closure", {"outcome": nasty, "note": nasty}),
        ("closure", {"outcome": "safe", "note": nasty}),
        ("closure", {"outcome": nasty, "note": nasty, "proof": "ended"}),
    ):
        await phone.send(act, **form)
        assert "<img" not in phone.shown.text
        assert "49" not in re.findall(r"{{|49}}", phone.shown.text)
