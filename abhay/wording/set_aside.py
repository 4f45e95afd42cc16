"""The words about a mail that opens no case: list mail, or a report about a mail that we did not send."""

from datetime import datetime
from typing import Final

from abhay.wording.least import RenderedMessage
from abhay.wording.notices import render
from abhay.wording.words import Bilingual, one_line

TITLE: Final = Bilingual(hi="एक मेल का प्रकरण नहीं बना", en="a mail became no case")
SENTENCE: Final = Bilingual(
    hi="नीचे लिखी मेल किसी सूची या मेल प्रोग्राम की लगती है और उसमें किसी व्यक्ति के बारे में सूचना नहीं मिली, "
    "इसलिए उसका प्रकरण नहीं बना। कृपया उसे मेलबॉक्स में देखें: यदि वह सूचना है, तो उसे फ़ोन पर मिली सूचना की तरह दर्ज करें।",
    en="The mail below seems to come from a mailing list or a mail program, and holds no alert about a person, so it "
    "became no case. Please look at it in the mailbox: if it is an alert, enter it like one by phone.",
)
_LONGEST: Final = 120


def render_set_aside(sender: str, subject: str, post: Bilingual, since: datetime) -> RenderedMessage:
    """Returns the notice: whose mail it is, and its subject."""
    mail = f"{one_line(sender, _LONGEST)}: {one_line(subject, _LONGEST)}"
    more = Bilingual(hi=f"{SENTENCE.hi}\n\n{mail}", en=f"{SENTENCE.en}\n\n{mail}")
    return render(TITLE, more, post=post, since=since)
