"""What is wrong with a value of a form, in both languages: the rules that API and terminal share say it in English."""

import re
from collections.abc import Sequence
from typing import Final

from abhay.wording.words import Bilingual

_SAID: Final[Sequence[tuple[str, str, str]]] = (
    (r"'' is no active contact.*", "कम से कम एक चुनें", "choose at least one"),
    (
        r"('.*') is no active contact of this post.*",
        "{0} इस पद का चालू संपर्क नहीं: दूसरा चुनें",
        "{0} is no active contact of this post: choose another one",
    ),
    (r"'none' is no day.*", "कम से कम एक दिन चुनें", "choose at least one day"),
    (r"'' is no time of day.*", "समय लिखें, 00:00 से 24:00", "write a time, 00:00 to 24:00"),
    (
        r"('.*') is no time of day.*",
        "{0} समय नहीं है: 00:00 से 24:00 लिखें",
        "{0} is no time of day: write 00:00 to 24:00",
    ),
    (r"is not after from", "“से” के बाद का समय दें", "is not after the beginning"),
    (r"The override has ended already.*", "यह समय बीत चुका है: आगे का समय दें", "has passed already: give a time to come"),
    (
        r"Another override holds from (.*) to (.*): delete it first\.",
        "{0} से {1} तक दूसरा अपवाद है: पहले उसे वापस लें",
        "another override holds from {0} to {1}: take it back first",
    ),
    (r"use one of (.*)", "इनमें से एक दें: {0}", "use one of {0}"),
    (r"is not a mail address", "ईमेल पता नहीं है", "is not a mail address"),
    (
        r"is not a web address.*",
        "वेब पता नहीं है: https:// से शुरू करें",
        "is not a web address: begin with https://",
    ),
    (
        r"is empty, too long, or has.*",
        "खाली है, बहुत लंबा है, या उसमें न दिखने वाले अक्षर हैं",
        "is empty, too long, or has characters that cannot be seen",
    ),
    (
        r"is too long, or has.*",
        "बहुत लंबा है, या उसमें न दिखने वाले अक्षर हैं",
        "is too long, or has characters that cannot be seen",
    ),
    (r"is needed for a new contact.*", "नए संपर्क के लिए छह अंक आवश्यक हैं", "is needed for a new contact: six digits"),
    (r"give six digits", "छह अंक दें", "give six digits"),
    (r"is too easy to guess.*", "अनुमान लगाना आसान है: दूसरा दें", "is too easy to guess: use another one"),
    (
        r"is no telephone number.*",
        "फ़ोन नंबर नहीं है: +91 और दस अंक, या एस.टी.डी. कोड के साथ दें",
        "is no telephone number: give it as +91 and ten digits, or with the area code",
    ),
    (
        r"is no number in use.*",
        "यह नंबर प्रयोग में नहीं है: +91 और दस अंक, या एस.टी.डी. कोड के साथ दें",
        "is no number in use: give it as +91 and ten digits, or with the area code",
    ),
    (
        r"is an invented number.*",
        "यह बनाया हुआ नंबर है, किसी तक नहीं पहुँचता: असली दें",
        "is an invented number, which reaches nobody: give a real one",
    ),
    (
        r"is a (?:landline|special number), which gets no text.*",
        "इस नंबर पर संदेश नहीं जाते: माध्यम voice चुनें",
        "gets no text messages: use the channel voice",
    ),
    (
        r"says the same as .*",
        "किसी दूसरे संपर्क के समान है: एक हटाएँ",
        "says the same as another contact: remove one",
    ),
    (r"Input should be (?:greater|less) than.*", "1 से 99 तक की संख्या दें", "give a number from 1 to 99"),
    (r"Input should be a valid integer.*", "1 से 99 तक की संख्या दें", "give a number from 1 to 99"),
)
"""What a rule says, and the same in Hindi and English; a place of the rule's sentence is `{0}`, `{1}`."""

_PATTERNS: Final = tuple((re.compile(said, re.DOTALL), Bilingual(hi=hi, en=en)) for said, hi, en in _SAID)


def in_both(what: str) -> Bilingual:
    """Returns what is wrong in both languages; what is rare stays as the rule says it."""
    for pattern, said in _PATTERNS:
        if found := pattern.fullmatch(what):
            return Bilingual(hi=said.hi.format(*found.groups()), en=said.en.format(*found.groups()))
    return Bilingual.same(what)
