"""The words of notices to the desk about the system itself: what is wrong, and that it is well again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from abhay import clock
from abhay.wording import message_reasons, words
from abhay.wording.least import RenderedMessage
from abhay.wording.messages import DEFAULT_TEMPLATES, LONGEST_SUBJECT, TEMPLATES, environment_of
from abhay.wording.reasons import titles
from abhay.wording.words import Bilingual
from models.enums import Reason

ALL_CLEAR: Final[Mapping[Reason, Bilingual]] = {
    Reason.ENGINE_LATE: Bilingual(
        hi="संदेश भेजने वाला मुख्य भाग फिर समय पर काम कर रहा है। आपको कुछ नहीं करना है।",
        en="The main part that sends messages is on time again. You need not do anything.",
    ),
    Reason.PREFECT_DOWN: Bilingual(
        hi="प्रकरणों की स्थिति दिखाने वाला भाग (प्रीफ़ेक्ट) फिर चल रहा है। आपको कुछ नहीं करना है।",
        en="The part that shows how cases stand (Prefect) is running again. You need not do anything.",
    ),
    Reason.WORKER_DOWN: Bilingual(
        hi="संदेश भेजने वाला मुख्य भाग (वर्कर) फिर चल रहा है। आपको कुछ नहीं करना है।",
        en="The main part that sends messages (the worker) is running again. You need not do anything.",
    ),
    Reason.WATCHER_DOWN: Bilingual(
        hi="दूसरा भाग (निगरानी) फिर चल रहा है। आपको कुछ नहीं करना है।",
        en="The second part (the watcher) is running again. You need not do anything.",
    ),
    Reason.DATABASE_DOWN: Bilingual(
        hi="डेटाबेस फिर उपलब्ध है और सूचनाएँ फिर ली जा रही हैं। इस बीच फ़ोन पर ली गई सूचनाएँ अब दर्ज करें।",
        en="The database is there again and alerts are taken in again. Please enter now what you took by phone.",
    ),
    Reason.MAILBOX_DOWN: Bilingual(
        hi="मेलबॉक्स फिर पढ़ा जा रहा है; उसमें रुकी मेल अब ली जा रही हैं। आपको उसे स्वयं पढ़ने की आवश्यकता नहीं है।",
        en="The mailbox is read again; the mails that waited in it are taken in now. You need not read it yourself.",
    ),
    Reason.MAILBOX_FULL: Bilingual(
        hi="मेलबॉक्स में फिर जगह है। आपको कुछ नहीं करना है।",
        en="The mailbox has room again. You need not do anything.",
    ),
    Reason.CANARY_LOST: Bilingual(
        hi="जाँच मेल फिर वापस आ रहे हैं। कृपया साझेदार से पूछें कि इस बीच उन्होंने कोई मेल तो नहीं भेजी थी।",
        en="Test mails come back again. Please ask the partners whether they sent a mail in the meantime.",
    ),
    Reason.CASES_STILL: Bilingual(
        hi="सभी प्रकरण फिर आगे बढ़ रहे हैं। जिन प्रकरणों के लिए आपने फ़ोन किया था, उनकी स्थिति एक बार देख लें।",
        en="All cases move on again. Please look once more at the cases for which you phoned.",
    ),
    Reason.DELIVERIES_REFUSED: Bilingual(
        hi="इस साझेदार की सूचनाएँ फिर ली जा रही हैं। कृपया उनसे पूछें कि अस्वीकृत सूचनाएँ उन्होंने दोबारा भेजी हैं या नहीं।",
        en="Alerts of this partner are taken in again. Please ask it whether it has sent the refused ones again.",
    ),
    Reason.PROVIDERS_DOWN: Bilingual(
        hi="संदेश और कॉल भेजने वाली सभी सेवाएँ फिर काम कर रही हैं। आपको कुछ नहीं करना है।",
        en="All providers that send messages and calls work again. You need not do anything.",
    ),
}
"""The all-clear of every alarm about the system."""

MOST_NAMED: Final = 3
"""Most cases that are named; of the others their number is said."""

MOST_FOUND: Final = 3
"""Most findings in one sentence; the others are counted."""

WELL_AGAIN: Final = Bilingual(hi="फिर ठीक", en="well again")


def end_without_case(source: str) -> tuple[Bilingual, Bilingual]:
    """Returns title and sentence for the word that an alert is over of which there is no case."""
    title = Bilingual(
        hi="समाप्त बताई गई सूचना, जिसका प्रकरण नहीं है", en="an alert is called over, and there is no case of it"
    )
    sentence = Bilingual(
        hi=f"{source} ने एक सूचना को सुलझा हुआ, वापस लिया या बंद बताया है, पर उसका कोई प्रकरण हमारे पास नहीं है। "
        "हो सकता है कि मूल सूचना हम तक पहुँची ही न हो: कृपया साझेदार को अभी फ़ोन करके पूछें।",
        en=f"{source} says that an alert is resolved, withdrawn or closed, but we have no case of it. "
        "The alert itself may never have reached us: please phone the partner now and ask.",
    )
    return title, sentence


class Times(NamedTuple):
    """How often the desk was told of a fault since it began, and how often the part failed in the last hour or more."""

    notices: int = 1
    faults: int = 1


def name_some(cases: Sequence[str]) -> tuple[str, ...]:
    """Returns the first few of these refs, and how many more there are."""
    more = len(cases) - MOST_NAMED
    return (*cases[:MOST_NAMED], *((f"+{more}",) if more > 0 else ()))


class Found(NamedTuple):
    """One thing that was found wrong, in words; the desk is told at once of a `name` that it does not know."""

    words: Bilingual
    name: str = ""


def say_found(found: Sequence[Found]) -> Bilingual | None:
    """Returns the first findings in one sentence, and how many more there are; None without any."""
    if not found:
        return None
    first, more = [each.words for each in found[:MOST_FOUND]], len(found) - MOST_FOUND
    hindi, english = "; ".join(words.hi for words in first), "; ".join(words.en for words in first)
    if more > 0:
        return Bilingual(hi=f"{hindi}; और {more} बातें", en=f"{english}; and {more} more")
    return Bilingual(hi=hindi, en=english)


def nothing_goes_out(channel: str) -> Bilingual:
    """Returns what is wrong with a channel of which the last messages all failed."""
    return Bilingual(hi=f"{channel} (कोई संदेश नहीं जा रहा)", en=f"{channel} (nothing goes out)")


def render_notice(
    reason: Reason,
    post: Bilingual,
    since: datetime,
    times: Times | None = None,
    cases: Sequence[str] = (),
    *,
    detail: Bilingual | None = None,
) -> RenderedMessage:
    """Returns a notice to the desk about the system itself: what is wrong, since when, how often, which cases.

    `detail` is what was found, for the technical team.
    """
    title, sentence = titles.reason_title(reason), message_reasons.reason_words(reason)
    return render(title, sentence, post=post, since=since, times=times, cases=cases, detail=detail)


def render_all_clear(reason: Reason, post: Bilingual, since: datetime) -> RenderedMessage:
    """Returns the all-clear after a notice: what works again, since when, and what is left to do."""
    fault = titles.reason_title(reason)
    title = Bilingual(hi=f"{WELL_AGAIN.hi} ({fault.hi})", en=f"{WELL_AGAIN.en} ({fault.en})")
    return render(title, ALL_CLEAR[reason], post=post, since=since, over=True)


def render(
    title: Bilingual,
    sentence: Bilingual,
    *,
    post: Bilingual,
    since: datetime,
    times: Times | None = None,
    cases: Sequence[str] = (),
    detail: Bilingual | None = None,
    over: bool = False,
) -> RenderedMessage:
    """Returns a notice of this title and sentence."""
    values: dict[str, Any] = {"post": post, "since": since, "times": times or Times(), "over": over}
    environment = environment_of(TEMPLATES, DEFAULT_TEMPLATES)
    subject, body = (
        environment.get_template(f"notice/{name}.txt.j2").render(
            title=title, sentence=sentence, ist=clock.ist, cases=", ".join(cases), detail=detail, **values
        )
        for name in ("subject", "body")
    )
    return RenderedMessage(subject=words.one_line(subject, LONGEST_SUBJECT), body=body.strip() + "\n")
