"""What a message says: one context, rendered as a subject and a body, Hindi first and English beneath.

Templates live in `templates/<channel>/<kind>/{subject,hi,en}.txt.j2`. A channel without words of its
own uses those of `templates/default`. Nothing about the person or the post can get in: the context
has no field for it.
"""

import logging
import re
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, select_autoescape
from pydantic import AfterValidator, AwareDatetime, Field

from abhay import clock, words
from abhay.words import Bilingual
from models.enums import MessageKind, MilestoneKind, Outcome, Severity
from models.payloads import Payload

_LOG = logging.getLogger(__name__)

DEFAULT_TEMPLATES: Final = "default"
_TEMPLATES: Final = Path(__file__).with_name("templates")
_FIRST_RUNGS: Final = frozenset({"desk", "district"})
_LONGEST_SUBJECT: Final = 200
_BLANK_LINES: Final = re.compile(r"\n\s*\n")

Line = Annotated[str, AfterValidator(words.one_line)]


class MessageContext(Payload):
    """Everything that a template may use.

    `rung` is the rung that the message belongs to, `post` the duty post that it goes to. `tried` are
    the rungs that were told before and did not answer. Minutes are whole, rounded down:
    `minutes_waiting` without an acknowledgement, `minutes_since_post` since the person wrote.
    `escalated_to` is the rung that the case has gone up to. `merged_into` is the ref of the case that
    goes on. `concerned` is the post or unit that a notice to the desk is about. `reason` is a word of
    `abhay.words.Reason`; others are told in general terms. `resend` is a message sent again,
    `possible_duplicate` one that may have arrived.
    """

    ref: Line
    kind: MessageKind
    severity: Severity
    rung: str
    rung_label: Bilingual
    post: Bilingual
    received_at: AwareDatetime
    reason: str = words.Reason.NEW_ALERT
    round: int = Field(default=1, ge=1)
    attempt: int = Field(default=1, ge=1)
    units: tuple[Bilingual, ...] = ()
    districts: tuple[Bilingual, ...] = ()
    tehsil: Bilingual | None = None
    other_state: Bilingual | None = None
    candidates: tuple[Bilingual, ...] = ()
    tried: tuple[Bilingual, ...] = ()
    posted_at: AwareDatetime | None = None
    minutes_waiting: int = Field(default=0, ge=0)
    minutes_since_post: int | None = None
    escalated_to: Bilingual | None = None
    acknowledged_by: Line | None = None
    acknowledged_post: Bilingual | None = None
    acknowledged_unit: Bilingual | None = None
    acknowledged_at: AwareDatetime | None = None
    milestone: MilestoneKind | None = None
    outcome: Outcome | None = None
    merged_into: Line | None = None
    concerned: Bilingual | None = None
    helplines: tuple[Bilingual, ...] = words.HELPLINES
    ack_url: str | None = None
    drill: bool = False
    possible_duplicate: bool = False
    resend: bool = False

    @property
    def climbed(self) -> bool:
        """Whether the rung is paged because one below it did not answer."""
        return bool(self.tried) or self.rung not in _FIRST_RUNGS

    @property
    def severity_words(self) -> Bilingual:
        """The severity in words."""
        return words.SEVERITY[self.severity]

    @property
    def reason_words(self) -> Bilingual:
        """The reason as a sentence."""
        return words.reason_words(self.reason)

    @property
    def reason_title(self) -> Bilingual:
        """The reason in two or three words."""
        return words.reason_title(self.reason)

    @property
    def waiting(self) -> Bilingual:
        """How long nobody has acknowledged."""
        return words.duration(self.minutes_waiting)

    @property
    def since_post(self) -> Bilingual | None:
        """How long ago the person wrote; None if unknown, or if the partner's clock is ahead of ours."""
        minutes = self.minutes_since_post
        return None if minutes is None or minutes < 0 else words.duration(minutes)

    @property
    def milestone_words(self) -> Bilingual | None:
        """The overdue milestone in words."""
        return None if self.milestone is None else words.MILESTONE[self.milestone]

    @property
    def outcome_words(self) -> Bilingual | None:
        """How the case ended, in words."""
        return None if self.outcome is None else words.OUTCOME[self.outcome]

    @property
    def area(self) -> Bilingual:
        """The place, down to the tehsil and no finer."""
        if self.districts or self.tehsil:
            return Bilingual(hi=self._area_hi(), en=self._area_en())
        if self.other_state:
            return Bilingual(hi=f"राज्य के बाहर: {self.other_state.hi}", en=f"out of the State: {self.other_state.en}")
        return Bilingual(hi="स्थान अज्ञात", en="place not known")

    @property
    def taker(self) -> Bilingual:
        """Who acknowledged: post and unit, and the name that was given, as far as they are known."""
        places = [place for place in (self.acknowledged_post, self.acknowledged_unit) if place]
        given = f" ({self.acknowledged_by})" if self.acknowledged_by and places else self.acknowledged_by or ""
        return Bilingual(
            hi=(", ".join(place.hi for place in places) + given) or "एक अन्य पद",
            en=(", ".join(place.en for place in places) + given) or "another post",
        )

    def _area_hi(self) -> str:
        tehsil = [f"तहसील {self.tehsil.hi}"] if self.tehsil else []
        districts = [f"ज़िला {' या '.join(d.hi for d in self.districts)}"] if self.districts else []
        return ", ".join(tehsil + districts)

    def _area_en(self) -> str:
        tehsil = [f"{self.tehsil.en} tehsil"] if self.tehsil else []
        districts = [f"{' or '.join(d.en for d in self.districts)} district"] if self.districts else []
        return ", ".join(tehsil + districts)


class RenderedMessage(Payload):
    """The words of one message: plain text, the subject one line."""

    subject: str
    body: str


def render(context: MessageContext, channel: str = DEFAULT_TEMPLATES) -> RenderedMessage:
    """The message in the channel's words, or in the default ones.

    A template that fails is logged and the message goes out in its barest form: a page must be sent.
    """
    try:
        return render_template(context, channel)
    except TemplateError:
        _LOG.exception("the template of %s on %s failed", context.kind, channel)
        return _bare(context)


def render_notice(reason: str, post: Bilingual, since: AwareDatetime) -> RenderedMessage:
    """A notice to the desk about the system itself, not about a case: in what state it is, and since when."""
    environment = _environment(_TEMPLATES, DEFAULT_TEMPLATES)
    title, sentence = words.reason_title(reason), words.reason_words(reason)
    values = {"title": title, "sentence": sentence, "post": post, "since": since, "ist": clock.ist}
    subject, body = (environment.get_template(f"notice/{name}.txt.j2").render(values) for name in ("subject", "body"))
    return RenderedMessage(subject=words.one_line(subject, _LONGEST_SUBJECT), body=body.strip() + "\n")


def render_template(
    context: MessageContext, channel: str = DEFAULT_TEMPLATES, folder: Path = _TEMPLATES
) -> RenderedMessage:
    """The message as the templates say it; raises `jinja2.TemplateError` where they are wrong."""
    environment = _environment(folder, channel)
    subject, body = (
        environment.get_template(name).render(m=context, words=words, ist=clock.ist)
        for name in (f"{context.kind}/subject.txt.j2", "_body.txt.j2")
    )
    subject = words.one_line(words.marked(subject.strip(), drill=context.drill), _LONGEST_SUBJECT)
    return RenderedMessage(subject=subject, body=_BLANK_LINES.sub("\n\n", body).strip() + "\n")


@cache
def _environment(folder: Path, channel: str) -> Environment:
    return Environment(
        loader=FileSystemLoader([folder / channel, folder / DEFAULT_TEMPLATES]),
        autoescape=select_autoescape(("html.j2",)),
        undefined=StrictUndefined,
        auto_reload=False,  # a dozen looks at the disk for each message; what is installed does not change
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _bare(context: MessageContext) -> RenderedMessage:
    """The least that lets somebody act: case, severity, area, link."""
    subject = words.marked(f"{context.ref}: {context.severity_words.both}", drill=context.drill)
    lines = (
        subject,
        f"{words.WELFARE_CHECK.both}: {context.ref}",
        context.severity_words.both,
        context.area.both,
        context.ack_url or "",
        *(line.both for line in context.helplines),
    )
    return RenderedMessage(subject=subject, body="\n".join(line for line in lines if line) + "\n")
