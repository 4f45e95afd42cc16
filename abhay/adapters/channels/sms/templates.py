"""The DLT templates of an installation: read from their file, checked, and chosen for each message."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydantic import ConfigDict, Field, ValidationError

from abhay.domain.sms.dlt import Slot, TextTemplate, Wanted, choose, fill, value_problems
from abhay.domain.sms.linting import Problem, gaps, template_problems, text_problems
from abhay.errors import ChannelRefused, SetupError
from models.enums import OutsideKind
from models.payloads import Payload

SAMPLE: Final = Path(__file__).parents[3] / "wording" / "sms_templates.toml"
SAMPLE_IDS: Final = "1007000000000"
"""The beginning of the sample's ids, which are made up."""

SETTING: Final = "ABHAY_CHANNELS__SMS__TEMPLATES"
_REF: Final = "RJ2026000042"
_TEST: Final = "T" + "A" * 22
_PROOF: Final = "AAAAAAAAAAAAAAAA"
_CODE: Final = "482916"
_MINUTES: Final = "99999"


class _File(Payload):
    """The file as it is written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    links: tuple[str, ...] = ()
    template: Mapping[str, TextTemplate] = Field(default_factory=dict)


@dataclass(frozen=True)
class Filled:
    """The text of one message, and the template that it was made from, by its name."""

    name: str
    template: TextTemplate
    text: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class TextTemplates:
    """The templates by name. `problems` are those of each template that is not sent for them."""

    templates: Mapping[str, TextTemplate]
    links: tuple[str, ...] = ()
    problems: Mapping[str, list[str]] = field(default_factory=dict[str, list[str]])

    def filled(self, wanted: Wanted, values: Mapping[Slot, str]) -> Filled:
        """Returns the text for a message. Raises `ChannelRefused` if no operator would let one through."""
        name = choose(self.templates, wanted)
        if name is None:
            raise ChannelRefused(
                f"There is no DLT template for {wanted.kind} in {wanted.language}: see `abhay template lint`."
            )
        template = self.templates[name]
        if problems := self.problems.get(name) or [
            *self._link_problems(template, values),
            *value_problems(template, values),
        ]:
            raise ChannelRefused(f"The DLT template {name} is not sent: {problems[0]}.")
        text = fill(template, values)
        if problems := list(text_problems(template, text)):
            raise ChannelRefused(f"The DLT template {name} is not sent: {problems[0]}.")
        return Filled(name, template, text, tuple(values[slot] for slot in template.variables))

    def _link_problems(self, template: TextTemplate, values: Mapping[Slot, str]) -> list[str]:
        if Slot.LINK not in template.variables or not self.links or values[Slot.LINK].startswith(self.links):
            return []
        return ["link: does not begin as one that was registered"]


def load_templates(file: Path | None, base_url: str, reply_number: str | None) -> TextTemplates:
    """Returns the templates of a file, None for the sample. Raises `SetupError` if it cannot be read at all."""
    try:
        found = _File.model_validate(tomllib.loads((file or SAMPLE).read_text(encoding="utf-8")))
    except OSError as unreadable:
        raise SetupError(f"{SETTING} cannot be read: {unreadable.strerror or unreadable}.") from unreadable
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise SetupError(f"{SETTING} is no TOML: {wrong}.") from wrong
    except ValidationError as wrong:
        raise SetupError(f"{SETTING}: {_first(wrong)}.") from wrong
    usable = {name: each for name, each in found.template.items() if reply_number or not each.asks_reply}
    templates = {name: each.with_number(reply_number) for name, each in usable.items()}
    checked = {name: template_problems(each, _longest_values(base_url, each.kinds)) for name, each in templates.items()}
    return TextTemplates(templates, found.links, {name: found for name, found in checked.items() if found})


def lint(loaded: TextTemplates, base_url: str, *, takes_replies: bool) -> list[Problem]:
    """Returns every problem of every template, and the messages for which there is none."""
    problems = [(name, problem) for name, found in loaded.problems.items() for problem in found]
    link = _longest_values(base_url)[Slot.LINK]
    if loaded.links and not link.startswith(loaded.links):
        problems.append(("links", "none is the beginning of ours: see ABHAY_PUBLIC_URL"))
    problems += [("links", f"{each}: ends in no question mark") for each in loaded.links if not each.endswith("?")]
    problems += _doubled(loaded.templates)
    return [*problems, *gaps(loaded.templates, takes_replies=takes_replies)]


def _doubled(templates: Mapping[str, TextTemplate]) -> list[Problem]:
    first: dict[str, str] = {}
    found: list[Problem] = []
    for name, template in templates.items():
        other = first.setdefault(template.id, name)
        if other != name:
            found.append((name, f"id: the same as that of {other}"))
    return found


def _longest_values(base_url: str, kinds: Collection[str] = ()) -> Mapping[Slot, str]:
    """Returns values as long as those of any message of these kinds; the link of a contact test names no case."""
    named = _TEST if OutsideKind.TEST in kinds else _REF
    return {
        Slot.LINK: f"{base_url.rstrip('/')}/a?{named}.{_PROOF}",
        Slot.CODE: _CODE,
        Slot.REF: _REF,
        Slot.MINUTES: _MINUTES,
    }


def _first(wrong: ValidationError) -> str:
    error = wrong.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(str(part) for part in error['loc'])}: {error['msg']}"
