"""The officer's card: what whoever meets the person says, does and leaves, and what the family is told.

It is shown on the page once the reader's unit has the case. Law: the Mental Healthcare Act 2017, s.100 (protection,
the reason told, the nearest public health establishment within 24 hours, never a lock-up), s.115 (severe stress is
presumed, so there is no trial and no punishment) and s.23/24 (confidentiality, nothing to the media); on children the
Juvenile Justice Act, s.74.
The words follow the WHO's advice to media (2017, 2023): no method, no blame, no verdict, and numbers that help.
"""

from dataclasses import dataclass
from typing import Final

from abhay.wording.words import CHILDLINE, EMERGENCY, TELE_MANAS, Bilingual

TITLE: Final = Bilingual(hi="मौके पर: क्या कहें, क्या करें", en="On the spot: what to say, what to do")


@dataclass(frozen=True)
class Section:
    """One part of the card: its title and its lines. `mark` tells the parts apart at a glance."""

    mark: str
    title: Bilingual
    lines: tuple[Bilingual, ...]


SAY: Final = Section(
    "✓",
    Bilingual(hi="कहें", en="Say"),
    (
        Bilingual(
            hi="“हम आपकी सहायता के लिए आए हैं। यह केवल कुशलता की जाँच है।”",
            en="“We have come to help you. This is only a welfare check.”",
        ),
        Bilingual(
            hi="“टेली-मानस 14416 पर अभी बात हो सकती है: 24 घंटे, निःशुल्क।”",
            en="“You can talk to Tele-MANAS at 14416 now: 24 hours, free.”",
        ),
    ),
)
LEAVE: Final = Section(
    "✗",
    Bilingual(hi="न करें", en="Do not"),
    (
        Bilingual(
            hi="दोष न दें, तरीके की बात न करें, मुकदमे या सज़ा की बात न करें: क़ानून इसे गंभीर तनाव मानता है "
            "(मानसिक स्वास्थ्य देखरेख अधिनियम 2017, धारा 115)।",
            en="No blame, no word of the method, of trial or of punishment: the law presumes severe stress "
            "(Mental Healthcare Act 2017, s.115).",
        ),
        Bilingual(hi="हवालात में कभी न रखें (धारा 100)।", en="Never a lock-up (s.100)."),
        Bilingual(
            hi="फ़ोटो या वीडियो न लें; मीडिया को कुछ न बताएँ (धारा 23, 24)।",
            en="No photo or film; nothing to the media (s.23, 24).",
        ),
    ),
)
DO: Final = Section(
    "→",
    Bilingual(hi="करें", en="Do"),
    (
        Bilingual(hi="जान का ख़तरा हो तो 112।", en="Life in danger: 112."),
        Bilingual(
            hi="मानसिक बीमारी से स्वयं को ख़तरा लगे तो संरक्षण में लें, कारण बताएँ, और 24 घंटे के भीतर निकटतम सरकारी "
            "अस्पताल ले जाएँ (धारा 100)।",
            en="A risk to themselves by mental illness: take the person under protection, say why, and go to the "
            "nearest public hospital within 24 hours (s.100).",
        ),
    ),
)
FAMILY: Final = Section(
    "☎",
    Bilingual(hi="परिवार को बताएँ", en="Tell the family"),
    (
        Bilingual(
            hi="संकट का संकेत मिला है; हम सहायता के लिए आए हैं, यह सहायता प्रकरण है।",
            en="There is a sign of distress; we have come to help, this is a welfare check.",
        ),
        Bilingual(
            hi="व्यक्ति कहाँ है, कहाँ ले जाया जा रहा है और क्यों; सहायता के नंबर 112 और 14416।",
            en="Where the person is, where they are taken and why; the numbers that help: 112 and 14416.",
        ),
    ),
)
CHILD: Final = Section(
    "!",
    Bilingual(hi="18 वर्ष से कम", en="Under 18"),
    (
        Bilingual(
            hi="चाइल्डलाइन 1098 को जोड़ें। बच्चे की पहचान किसी को न बताएँ (किशोर न्याय अधिनियम, धारा 74)।",
            en="Bring in Childline 1098. Tell nobody who the child is (Juvenile Justice Act, s.74).",
        ),
    ),
)


def sections_for(*, minor: bool) -> tuple[Section, ...]:
    """Returns the parts of the card in the order in which they are needed."""
    return (SAY, LEAVE, DO, FAMILY, *((CHILD,) if minor else ()))


def numbers_for(*, minor: bool) -> tuple[tuple[str, Bilingual], ...]:
    """Returns the numbers that can be dialled from the card, with what each is."""
    usual = (("112", EMERGENCY), ("14416", TELE_MANAS))
    return (*usual, ("1098", CHILDLINE)) if minor else usual
