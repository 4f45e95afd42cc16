"""The words about a program that has locked a part of our database, so that cases or alerts wait for it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from abhay.wording.least import RenderedMessage
from abhay.wording.notices import WELL_AGAIN, render
from abhay.wording.words import Bilingual

TITLE: Final = Bilingual(hi="डेटाबेस में कुछ रुका हुआ है", en="something in the database is locked")

SENTENCE: Final = Bilingual(
    hi="एक प्रोग्राम ने हमारे डेटाबेस का एक भाग रोक रखा है: नीचे लिखे प्रकरण, या नई सूचनाएँ, तब तक आगे नहीं बढ़ते। कृपया प्रकरणों की "
    "सूची देखें, संबंधित इकाई को अभी फ़ोन करें, और तकनीकी टीम को तुरंत बताएँ कि इस प्रोग्राम को बंद करें।",
    en="A program has locked a part of our database: the cases below, or new alerts, do not move on until it lets go. "
    "Please look at the list of cases, phone the police unit now, and tell the technical team at once to end this "
    "program.",
)

CLEAR: Final = Bilingual(
    hi="डेटाबेस में अब कुछ रुका हुआ नहीं है। जिन प्रकरणों के लिए आपने फ़ोन किया था, उनकी स्थिति एक बार देख लें।",
    en="Nothing in the database is locked any more. Please look once more at the cases for which you phoned.",
)


def render_lock(holders: Sequence[str], post: Bilingual, since: datetime, cases: Sequence[str]) -> RenderedMessage:
    """Returns the notice: which programs hold others up, since when, and which cases wait."""
    listed = "; ".join(holders)
    more = Bilingual(hi=f"{SENTENCE.hi}\n\n{listed}", en=f"{SENTENCE.en}\n\n{listed}")
    return render(TITLE, more, post=post, since=since, cases=cases)


def render_unlocked(post: Bilingual, since: datetime) -> RenderedMessage:
    """Returns the all-clear."""
    title = Bilingual(hi=f"{WELL_AGAIN.hi} ({TITLE.hi})", en=f"{WELL_AGAIN.en} ({TITLE.en})")
    return render(title, CLEAR, post=post, since=since, over=True)
