"""The WhatsApp templates of an installation: read from their file, checked, and shown as Meta registers them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ConfigDict, ValidationError

from abhay.domain.messages.whatsapp import TEST, Button, Slot, WhatsAppTemplate, gaps, problems_of
from abhay.errors import SetupError
from models.enums import Language
from models.payloads import Payload

SAMPLE: Final = Path(__file__).parents[3] / "wording" / "templates" / "whatsapp" / "registered.toml"
SETTING: Final = "ABHAY_CHANNELS__WHATSAPP__TEMPLATES"
CATEGORY: Final = "UTILITY"
LONGEST_TITLE: Final = 25

_EXAMPLES: Final[Mapping[Slot, str]] = {Slot.REF: "RJ-2026-000042", Slot.CODE: "482916", Slot.MINUTES: "3"}
_EXAMPLE_TOKEN: Final = "RJ2026000042.AAAAAAAAAAAAAAAA"  # noqa: S105  no token of any case


class _File(Payload):
    """The file as it is written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    titles: Mapping[Button, Mapping[Language, str]]
    template: tuple[WhatsAppTemplate, ...] = ()


@dataclass(frozen=True)
class WhatsAppTemplates:
    """The templates that may be sent; `titles` are the words on the buttons, `problems` why others are not sent."""

    templates: tuple[WhatsAppTemplate, ...]
    titles: Mapping[Button, Mapping[Language, str]]
    problems: tuple[tuple[str, str], ...] = ()


def load_templates(file: Path | None) -> WhatsAppTemplates:
    """Returns the templates of a file, None for the sample. Raises `SetupError` if it cannot be read at all."""
    try:
        found = _File.model_validate(tomllib.loads((file or SAMPLE).read_text(encoding="utf-8")))
    except OSError as unreadable:
        raise SetupError(f"{SETTING} cannot be read: {unreadable.strerror or unreadable}.") from unreadable
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise SetupError(f"{SETTING} is no TOML: {wrong}.") from wrong
    except ValidationError as wrong:
        error = wrong.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in error["loc"])
        raise SetupError(f"{SETTING}: {place}: {error['msg']}.") from wrong
    problems = [(each.key, problem) for each in found.template for problem in _problems(each, found)]
    wrong_ones = {key for key, _ in problems}
    usable = tuple(each for each in found.template if each.key not in wrong_ones)
    return WhatsAppTemplates(usable, found.titles, tuple(problems))


def lint(loaded: WhatsAppTemplates) -> list[tuple[str, str]]:
    """Returns every problem of every template, and the messages for which there is none."""
    return [*loaded.problems, *((what, "no template for it") for what in gaps(loaded.templates))]


def link_before(base_url: str, kind: str) -> str:
    """Returns the fixed part of a link button's address, which Meta keeps with the template."""
    return f"{base_url.rstrip('/')}/{'a/test/' if kind == TEST else 'a?'}"


def registrations(loaded: WhatsAppTemplates, base_url: str) -> list[Mapping[str, Any]]:
    """Returns each template as the body of Meta's `message_templates` call, for whoever registers them."""
    return [_registration(each, loaded, base_url) for each in loaded.templates]


def _problems(template: WhatsAppTemplate, file: _File) -> list[str]:
    titles = [file.titles.get(each, {}).get(template.language, "") for each in template.buttons]
    short = all(0 < len(title) <= LONGEST_TITLE for title in titles)
    doubled = [each for each in file.template if each.key == template.key and each is not template]
    return [
        *problems_of(template),
        *([] if short else [f"titles: each button needs one of 1 to {LONGEST_TITLE} characters in its language"]),
        *(["the same name and language stand twice"] if doubled else []),
    ]


def _registration(template: WhatsAppTemplate, loaded: WhatsAppTemplates, base_url: str) -> Mapping[str, Any]:
    body: dict[str, Any] = {"type": "BODY", "text": template.text}
    if template.variables:
        body["example"] = {"body_text": [[_EXAMPLES[slot] for slot in template.variables]]}
    link = link_before(base_url, template.kinds[0])
    buttons = [_button(each, loaded.titles[each][template.language], link) for each in template.buttons]
    components = [body, *([{"type": "BUTTONS", "buttons": buttons}] if buttons else [])]
    language = template.language.value
    return {"name": template.name, "language": language, "category": CATEGORY, "components": components}


def _button(button: Button, title: str, link: str) -> Mapping[str, Any]:
    if button is not Button.LINK:
        return {"type": "QUICK_REPLY", "text": title}
    return {"type": "URL", "text": title, "url": f"{link}{{{{1}}}}", "example": [f"{link}{_EXAMPLE_TOKEN}"]}
