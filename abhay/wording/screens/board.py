"""The words of the board; a screen shows one language at a time."""

from collections.abc import Mapping
from typing import Final

from abhay.wording.words import Bilingual
from models.actors import API, FORM, LINK, TERMINAL
from models.enums import Severity

SHAPES: Final[Mapping[Severity, str]] = {Severity.IMMINENT: "▲", Severity.HIGH: "◆", Severity.CONCERN: "●"}
"""A shape beside the word, so that no colour is needed to tell severities apart."""

VIA: Final[Mapping[str, Bilingual]] = {
    LINK: Bilingual(hi="लिंक से", en="by link"),
    API: Bilingual(hi="कंप्यूटर से", en="by computer"),
    FORM: Bilingual(hi="प्रपत्र से", en="by form"),
    TERMINAL: Bilingual(hi="टर्मिनल से", en="at the terminal"),
    "screen": Bilingual(hi="स्क्रीन पर", en="on the screen"),
    "phone": Bilingual(hi="फ़ोन पर", en="by telephone"),
    "sms": Bilingual(hi="एस.एम.एस. से", en="by text message"),
    "voice": Bilingual(hi="फ़ोन की कुंजी से", en="by a key of the telephone"),
    "mail": Bilingual(hi="मेल से", en="by mail"),
}
"""The way by which an acknowledgement came."""

NEXT_RUNG: Final = Bilingual(hi="फिर: {rung}", en="then: {rung}")
AGAIN: Final = Bilingual(hi="फिर से: {rung}", en="again: {rung}")
DESK_AGAIN: Final = Bilingual(hi="डेस्क को फिर सूचना", en="the desk is told again")
NOBODY_ANSWERED: Final = Bilingual(hi="किसी ने पावती नहीं दी", en="nobody answered")
BEING_ROUTED: Final = Bilingual(hi="इकाई खोजी जा रही है", en="finding the unit")
STEPS_DONE: Final = Bilingual(hi="सभी चरण दर्ज", en="all steps noted")
NO_UNIT: Final = Bilingual(hi="इकाई तय नहीं", en="no unit yet")
HELD: Final = Bilingual(hi="रोका गया: प्रेषक की पुष्टि नहीं", en="held: sender not proven")
SINCE: Final = Bilingual(hi="{time} से", en="since {time}")
UNIT_UNANSWERED: Final = Bilingual(hi="इकाई का उत्तर शेष", en="its unit has not answered")
NOBODY: Final = Bilingual(hi="किसी के पास नहीं", en="nobody yet")
TEST: Final = Bilingual(hi="परीक्षण", en="TEST")

BOARD: Final[Mapping[str, Bilingual]] = {
    "title": Bilingual(hi="खुले प्रकरण", en="Open cases"),
    "due": Bilingual(hi="समय शेष", en="Time left"),
    "severity": Bilingual(hi="गंभीरता", en="Severity"),
    "case": Bilingual(hi="प्रकरण", en="Case"),
    "unit": Bilingual(hi="इकाई", en="Unit"),
    "rung": Bilingual(hi="स्तर", en="Level"),
    "state": Bilingual(hi="स्थिति", en="State"),
    "who": Bilingual(hi="किसके पास", en="Who has it"),
    "trust": Bilingual(hi="प्रेषक", en="Sender"),
    "overdue": Bilingual(hi="समय बीत गया", en="overdue"),
    "live": Bilingual(hi="लाइव · {time} IST", en="live · {time} IST"),
    "starting": Bilingual(hi="जुड़ रहा है …", en="connecting …"),
    "stale": Bilingual(
        hi="{time} IST से लाइव नहीं: सूची पुरानी हो सकती है। फ़ोन से पूछें।",
        en="Not live since {time} IST: the list may be out of date. Ask by telephone.",
    ),
    "read": Bilingual(hi="सूची {time} IST पर पढ़ी गई", en="the list was read at {time} IST"),
    "dead": Bilingual(
        hi="आप साइन-इन नहीं हैं: यह बोर्ड बंद है। फिर से साइन-इन करें।",
        en="You are signed out: this board is dead. Sign in again.",
    ),
    "newer": Bilingual(hi="नया संस्करण आ गया है: पृष्ठ फिर से खोलें", en="There is a newer version: open the page again"),
    "reload": Bilingual(hi="पृष्ठ फिर से खोलें", en="Open the page again"),
    "arm": Bilingual(hi="ध्वनि चालू करें और परखें", en="Switch the sound on and test it"),
    "sound_off": Bilingual(hi="ध्वनि बंद है", en="sound is off"),
    "sound_armed": Bilingual(hi="ध्वनि चालू है", en="sound is on"),
    "sound_blocked": Bilingual(
        hi="ब्राउज़र ध्वनि रोक रहा है: फिर से चालू करें", en="the browser blocks the sound: switch it on again"
    ),
    "sound_muted": Bilingual(hi="{time} तक मौन", en="muted until {time}"),
    "mute": Bilingual(hi="5 मिनट मौन", en="Mute for 5 minutes"),
    "rang": Bilingual(hi="आख़िरी घंटी: {what}", en="last ring: {what}"),
    "push": Bilingual(hi="इस ब्राउज़र में सूचना चालू करें", en="Notify this browser"),
    "push_on": Bilingual(hi="इस ब्राउज़र में सूचना चालू है", en="this browser is notified"),
    "push_denied": Bilingual(
        hi="यह ब्राउज़र सूचनाएँ रोक रहा है: उसकी सेटिंग में अनुमति दें",
        en="this browser blocks notifications: allow them in its settings",
    ),
    "push_failed": Bilingual(
        hi="सूचना चालू नहीं हो सकी: पृष्ठ ताज़ा करके फिर प्रयास करें",
        en="could not be switched on: refresh the page and try again",
    ),
    "new_above": Bilingual(hi="{n} नए: क्रम में रखें", en="{n} new: put them in order"),
    "outside": Bilingual(hi="इस छँटाई के बाहर {n} का समय बीत चुका है", en="{n} overdue outside this filter"),
    "count": Bilingual(
        hi="{open} खुले · {unanswered} बिना पावती · {overdue} का समय बीता",
        en="{open} open · {unanswered} unanswered · {overdue} overdue",
    ),
    "none": Bilingual(hi="कोई खुला प्रकरण नहीं।", en="No open case."),
    "said_new": Bilingual(hi="{n} नए प्रकरण: {refs}", en="{n} new: {refs}"),
    "said_changed": Bilingual(hi="बदला: {refs}", en="changed: {refs}"),
    "said_gone": Bilingual(hi="समाप्त: {refs}", en="closed: {refs}"),
    "district": Bilingual(hi="ज़िला", en="District"),
    "map": Bilingual(hi="ज़िलों का नक़्शा और सूची", en="Map and list of the districts"),
    "coloured_by": Bilingual(hi="रंग और अंक", en="Colours and numbers"),
    "open_cases": Bilingual(hi="खुले प्रकरण", en="open cases"),
    "wait": Bilingual(hi="पावती तक समय, 7 दिन की माध्यिका", en="time to acknowledge, median of 7 days"),
    "too_few": Bilingual(hi="5 से कम प्रकरण", en="fewer than 5 cases"),
    "area": Bilingual(
        hi="{name}: {open} खुले प्रकरण; पावती तक {wait}", en="{name}: {open} open cases; acknowledged in {wait}"
    ),
    "filter": Bilingual(hi="छाँटें", en="Filter"),
    "all": Bilingual(hi="सभी", en="all"),
    "no_filter": Bilingual(hi="छँटाई हटाएँ", en="Remove the filter"),
    "never_hidden": Bilingual(hi="जिनका समय बीत चुका है, वे सदा दिखते हैं।", en="What is overdue is always shown."),
    "no_script": Bilingual(
        hi="इस ब्राउज़र में स्क्रिप्ट बंद है: यह सूची अपने आप नहीं बदलेगी।",
        en="Scripts are off in this browser: this list does not change by itself.",
    ),
}
"""Headings, states and sentences of the board, by the name that page and script use."""


def via_words(via: str) -> Bilingual:
    """Returns the way of an acknowledgement in words; a way that a caller made up is given as it is."""
    return VIA.get(via) or Bilingual.same(via)


def filled(said: Bilingual, *, hi: str, en: str, name: str) -> Bilingual:
    """Returns a sentence with one place filled, in each language."""
    return Bilingual(hi=said.hi.replace(f"{{{name}}}", hi), en=said.en.replace(f"{{{name}}}", en))
