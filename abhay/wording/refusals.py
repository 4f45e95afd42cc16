"""The words about a partner whose deliveries are refused."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from abhay.wording import message_reasons
from abhay.wording.least import RenderedMessage
from abhay.wording.notices import ALL_CLEAR, WELL_AGAIN, render
from abhay.wording.reasons import titles
from abhay.wording.words import Bilingual
from models.enums import Reason, RefusalReason

WORDS: Final[Mapping[RefusalReason, Bilingual]] = {
    RefusalReason.MISSING_HEADERS: Bilingual(hi="हस्ताक्षर के हेडर नहीं हैं", en="the headers of the signature are missing"),
    RefusalReason.WRONG_SIGNATURE: Bilingual(hi="हस्ताक्षर या कुंजी ग़लत है", en="the signature or its key is wrong"),
    RefusalReason.OUTSIDE_WINDOW: Bilingual(
        hi="समय पाँच मिनट से अधिक अलग है: घड़ी ग़लत है", en="its time is more than five minutes off: a clock is wrong"
    ),
    RefusalReason.NO_KEY: Bilingual(
        hi="इस साझेदार की कोई कुंजी यहाँ नहीं रखी गई है", en="no key is set here for this partner"
    ),
    RefusalReason.UNUSABLE_KEY: Bilingual(
        hi="यहाँ रखी गई कुंजी का रूप ग़लत है", en="the key that is set here has a wrong form"
    ),
    RefusalReason.TOO_LARGE: Bilingual(hi="संदेश बहुत बड़ा है", en="the message is too large"),
}
"""Every reason for which a delivery is refused."""


def render_refusals(source: str, reasons: Mapping[str, int], post: Bilingual, since: datetime) -> RenderedMessage:
    """Returns the notice: which partner, how many deliveries, and why; `reasons` are counts by stored value."""
    reason = Reason.DELIVERIES_REFUSED
    title, sentence = titles.reason_title(reason), message_reasons.reason_words(reason)
    known = [(WORDS[RefusalReason(name)], count) for name, count in sorted(reasons.items())]
    listed = Bilingual(
        hi="; ".join(f"{count} × {words.hi}" for words, count in known),
        en="; ".join(f"{count} × {words.en}" for words, count in known),
    )
    more = Bilingual(hi=f"{sentence.hi}\n\n{source}: {listed.hi}", en=f"{sentence.en}\n\n{source}: {listed.en}")
    return render(_of(title, source), more, post=post, since=since)


def render_accepted_again(source: str, post: Bilingual, since: datetime) -> RenderedMessage:
    """Returns the all-clear of one partner."""
    fault = _of(titles.reason_title(Reason.DELIVERIES_REFUSED), source)
    title = Bilingual(hi=f"{WELL_AGAIN.hi} ({fault.hi})", en=f"{WELL_AGAIN.en} ({fault.en})")
    clear = ALL_CLEAR[Reason.DELIVERIES_REFUSED]
    words = Bilingual(hi=f"{source}: {clear.hi}", en=f"{source}: {clear.en}")
    return render(title, words, post=post, since=since, over=True)


def _of(title: Bilingual, source: str) -> Bilingual:
    return Bilingual(hi=f"{title.hi}: {source}", en=f"{title.en}: {source}")
