"""Renders messages: one context becomes a subject and a body, Hindi first, then English.

Templates live in `templates/<channel>/<kind>/{subject,hi,en}.txt.j2`. A channel without words of its
own uses those of `templates/default`. Nothing about the person or the content can get in: the context
has no field for it.
"""

import logging
import re
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from pydantic import AfterValidator, AwareDatetime, Field

from abhay import clock
from abhay.domain.messages.audience import SIGHTS, Audience, Sight
from abhay.wording import message_reasons, words
from abhay.wording.least import RenderedMessage, least_message
from abhay.wording.reasons import beside, titles
from abhay.wording.words import Bilingual
from models.enums import MessageKind, MilestoneKind, Outcome, Reason, Severity
from models.payloads import Payload
from models.policy import DESK

_LOG = logging.getLogger(__name__)

DEFAULT_TEMPLATES: Final = "default"
TEMPLATES: Final = Path(__file__).with_name("templates")
LONGEST_SUBJECT: Final = 200
_BLANK_LINES: Final = re.compile(r"\n\s*\n")

_ASKS_NOTHING_ABOVE: Final = (
    MessageKind.ACKNOWLEDGED,
    MessageKind.UPDATE,
    MessageKind.STOOD_DOWN,
    MessageKind.CLOSED,
)
"""The kinds that ask a level above for nothing unless it took the case, or nobody did."""

_OVER: Final = (MessageKind.ACKNOWLEDGED, MessageKind.STOOD_DOWN, MessageKind.CLOSED)
"""The kinds after which nobody is waited for."""

Line = Annotated[str, AfterValidator(words.one_line)]


class MessageContext(Payload):
    """All values that a template may use.

    `rung` is the rung of the message, `post` its duty post. `tried` holds the rungs that were paged before and did
    not answer; `climbed` is whether some were, or the rung is above the one at which the case begins, and `above`
    whether it is: then its post has a team sent and sends none. Minutes are whole, rounded down: `minutes_waiting`
    without an acknowledgement, `minutes_since_post` since the person wrote. `escalated_to` is the rung to which the
    case was escalated. `due_at` is until when an acknowledgement is awaited, `told_next` the rung that is told then:
    both are None where no rung follows. `merged_into` is the ref of the case that goes on, `split_into` of the case
    that has the messages about somebody else, `maybe_same` of open cases that may be about the same person.
    `pointed_at` are the districts that the
    evidence names after a unit gave the case back and while no other has it. `beside` is whether the recipient's unit
    does not have the case and is told because it may be the nearest; `yours` whether the recipient's post is the one
    that acknowledged, `colleague` whether another post of its unit is; `ordered` whether the case was acknowledged
    from outside, and the recipient's unit still has to send a team. `concerned` is the post or unit that a notice to
    the desk is about. `callees` are the telephones of whom the notice asks to phone, `desk_phone` is the desk's own.
    `reason` is a value of `models.enums.Reason`; others have a general sentence.
    `audience` is what the rung is to the case; where it does not see the place, `area` is the district alone and no
    template says when the post was written. `tries` says of each rung in `tried` since when and how it was asked.
    `is_test`: the sender marked the alert as a test; it is handled all the same.
    `resend` marks a message that is sent again, `possible_duplicate` one whose original may have arrived.
    """

    ref: Line
    kind: MessageKind
    severity: Severity
    rung: str
    rung_label: Bilingual
    post: Bilingual
    received_at: AwareDatetime
    reason: str = Reason.NEW_ALERT
    round: int = Field(default=1, ge=1)
    attempt: int = Field(default=1, ge=1)
    units: tuple[Bilingual, ...] = ()
    districts: tuple[Bilingual, ...] = ()
    tehsil: Bilingual | None = None
    other_state: Bilingual | None = None
    candidates: tuple[Bilingual, ...] = ()
    audience: Audience = Audience.UNIT
    tried: tuple[Bilingual, ...] = ()
    tries: tuple[Bilingual, ...] = ()
    climbed: bool = False
    above: bool = False
    posted_at: AwareDatetime | None = None
    minutes_waiting: int = Field(default=0, ge=0)
    minutes_since_post: int | None = None
    escalated_to: Bilingual | None = None
    acknowledged_by: Line | None = None
    acknowledged_post: Bilingual | None = None
    acknowledged_unit: Bilingual | None = None
    acknowledged_at: AwareDatetime | None = None
    pointed_at: tuple[Bilingual, ...] = ()
    beside: bool = False
    ordered: bool = False
    yours: bool = False
    colleague: bool = False
    milestone: MilestoneKind | None = None
    outcome: Outcome | None = None
    merged_into: Line | None = None
    split_into: Line | None = None
    maybe_same: tuple[Line, ...] = ()
    due_at: AwareDatetime | None = None
    told_next: Bilingual | None = None
    concerned: Bilingual | None = None
    callees: tuple[Bilingual, ...] = ()
    desk_phone: Line | None = None
    helplines: tuple[Bilingual, ...] = words.HELPLINES
    ack_url: str | None = None
    drill: bool = False
    is_test: bool = False
    possible_duplicate: bool = False
    resend: bool = False

    @property
    def beside_words(self) -> Bilingual:
        """What a unit beside the case may conclude, and what it may do."""
        if self.drill:
            return beside.BESIDE_IN_A_DRILL
        if self.reason == Reason.LOCATION_UNKNOWN or not (self.units or self.other_state):
            return beside.LIKELY_UNIT
        return message_reasons.reason_words(self.reason) if self.units else beside.NEAR_ANOTHER_STATE

    @property
    def sight(self) -> Sight:
        """What the recipient's level sees of a case."""
        return SIGHTS[self.audience]

    @property
    def stands_in(self) -> Bilingual | None:
        """For whom the reader stands in, where the roster of the post that should be paged has nobody; else None."""
        in_place = self.reason == Reason.ROSTER_GAP and not self.at_desk and self.concerned
        return beside.stands_in(in_place) if in_place else None

    @property
    def climb_reason(self) -> Bilingual | None:
        """What a level above must know beside the climb: nothing that is asked of the desk."""
        if self.units:
            return None
        return beside.HAND_OVER_FIRST if self.other_state else beside.NO_UNIT_YET

    @property
    def nothing_unless_asked(self) -> Bilingual | None:
        """That a level above has nothing to do in a case of another State's police; None where it is asked to act."""
        is_asked = self.yours or (self.kind is MessageKind.UPDATE and self.acknowledged_at is None)
        if is_asked or self.kind not in _ASKS_NOTHING_ABOVE or not self.above or self.units or not self.other_state:
            return None
        return beside.nothing_unless_asked(self.other_state)

    @property
    def climbs_at(self) -> AwareDatetime | None:
        """Until when the reader's acknowledgement is awaited before the next rung is told."""
        is_page = self.kind in (MessageKind.PAGE, MessageKind.REMINDER) and self.milestone is None
        return self.due_at if is_page and self.told_next and not (self.beside or self.ordered) else None

    @property
    def at_desk(self) -> bool:
        """Whether the message belongs to the desk, which stands beside every ladder."""
        return self.rung == DESK

    @property
    def severity_words(self) -> Bilingual:
        """The severity in words, in both languages."""
        return words.SEVERITY[self.severity]

    @property
    def reason_words(self) -> Bilingual:
        """The reason as a sentence."""
        return message_reasons.reason_words(self.reason)

    @property
    def reason_title(self) -> Bilingual:
        """The reason in two or three words."""
        return titles.reason_title(self.reason)

    @property
    def waiting(self) -> Bilingual:
        """The time without an acknowledgement, in words."""
        return words.duration(self.minutes_waiting)

    @property
    def unanswered_for(self) -> Bilingual | None:
        """The time without an acknowledgement, for a level that is told of it; None once somebody answered."""
        over = self.acknowledged_at is not None or self.kind in _OVER
        return None if over or not (self.sight.tried and self.climbed) else self.waiting

    @property
    def climb_minutes(self) -> int | None:
        """Minutes without an acknowledgement, for a level above the one that acts; None for any other."""
        above = self.audience in (Audience.OFFICE, Audience.STATE) and not self.beside
        return self.minutes_waiting if above and self.unanswered_for else None

    @property
    def since_post(self) -> Bilingual | None:
        """The time since the person wrote, in words; None if unknown, or if the partner's clock is ahead of ours."""
        minutes = self.minutes_since_post
        return None if minutes is None or minutes < 0 else words.duration(minutes)

    @property
    def milestone_words(self) -> Bilingual | None:
        """The overdue milestone in words."""
        return None if self.milestone is None else words.MILESTONE[self.milestone]

    @property
    def outcome_words(self) -> Bilingual | None:
        """The outcome in words."""
        return None if self.outcome is None else words.OUTCOME[self.outcome]

    @property
    def area(self) -> Bilingual:
        """The place, down to the tehsil and no finer; to a post of the whole State the district alone."""
        if self.districts or (self.tehsil and self.sight.place):
            return Bilingual(hi=self._area_hi(), en=self._area_en())
        if self.pointed_at:
            hi, en = " या ".join(d.hi for d in self.pointed_at), " or ".join(d.en for d in self.pointed_at)
            return Bilingual(hi=f"संकेत ज़िला {hi} के, इकाई तय नहीं", en=f"evidence of {en} district, unit not settled")
        if self.other_state:
            return Bilingual(hi=f"राज्य के बाहर: {self.other_state.hi}", en=f"out of the State: {self.other_state.en}")
        return Bilingual(hi="स्थान अज्ञात", en="place not known")

    @property
    def taker(self) -> Bilingual:
        """The known facts of who acknowledged: post, unit, and the given name if it says more than these."""
        post = self._taking_post()
        if not self.acknowledged_by or (post and self.acknowledged_by in (post.hi, post.en)):
            return self.taker_post
        if post is None:
            return Bilingual.same(self.acknowledged_by)
        return Bilingual(hi=f"{post.hi} ({self.acknowledged_by})", en=f"{post.en} ({self.acknowledged_by})")

    @property
    def taker_post(self) -> Bilingual:
        """The post and unit that acknowledged, without the name of a person."""
        return self._taking_post() or Bilingual(hi="एक अन्य पद", en="another post")

    def _taking_post(self) -> Bilingual | None:
        places = [place for place in (self.acknowledged_post, self.acknowledged_unit) if place]
        return words.listed(places) if places else None

    def _area_hi(self) -> str:
        tehsil = [f"तहसील {self.tehsil.hi}"] if self.tehsil and self.sight.place else []
        districts = [f"ज़िला {' या '.join(d.hi for d in self.districts)}"] if self.districts else []
        return ", ".join(tehsil + districts)

    def _area_en(self) -> str:
        tehsil = [f"{self.tehsil.en} tehsil"] if self.tehsil and self.sight.place else []
        districts = [f"{' or '.join(d.en for d in self.districts)} district"] if self.districts else []
        return ", ".join(tehsil + districts)


def render(
    context: MessageContext, channel: str = DEFAULT_TEMPLATES, folder: Path = TEMPLATES, *, phone: str | None = None
) -> RenderedMessage:
    """Returns the message in the channel's words, else in those that come with the program, else in its least form.

    `folder` holds the templates, `phone` is the desk's telephone for the least form. Whatever is wrong with a
    template, its failure is logged and the message is made: a page must be sent.
    """
    for place, name in dict.fromkeys(((folder, channel), (TEMPLATES, DEFAULT_TEMPLATES))):
        try:
            message = render_template(context, name, place)
        except Exception:  # noqa: BLE001  a template may raise anything, and somebody must be paged
            _LOG.exception("the template of %s on %s failed", context.kind, channel)
        else:
            return message.model_copy(update={"replaced": (place, name) != (folder, channel)})
    link, area = context.ack_url, context.area
    return least_message(context.ref, context.severity, link=link, phone=phone, area=area, drill=context.drill)


def render_template(
    context: MessageContext, channel: str = DEFAULT_TEMPLATES, folder: Path = TEMPLATES
) -> RenderedMessage:
    """Returns the message from the templates. Raises `jinja2.TemplateError` if they are wrong."""
    environment = environment_of(folder, channel)
    subject, body = (
        environment.get_template(name).render(m=context, words=words, message_reasons=message_reasons, ist=clock.ist)
        for name in (f"{context.kind}/subject.txt.j2", "_body.txt.j2")
    )
    subject = words.one_line(words.marked(subject.strip(), drill=context.drill), LONGEST_SUBJECT)
    return RenderedMessage(subject=subject, body=_BLANK_LINES.sub("\n\n", body).strip() + "\n")


@cache
def environment_of(folder: Path, channel: str) -> Environment:
    """Returns the templates of a channel, its own before the default ones."""
    return Environment(
        loader=FileSystemLoader([folder / channel, folder / DEFAULT_TEMPLATES]),
        autoescape=select_autoescape(("html.j2",)),
        undefined=StrictUndefined,
        auto_reload=False,  # saves a dozen looks at the disk for each message: installed templates do not change
        trim_blocks=True,
        lstrip_blocks=True,
    )
