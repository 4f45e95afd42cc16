"""The words of a test of a contact point, and of what a unit's office is told of its gaps."""

from collections.abc import Sequence
from typing import Final

from abhay.wording.least import RenderedMessage
from abhay.wording.words import Bilingual

TEST_TITLE: Final = Bilingual(hi="परीक्षण: कोई प्रकरण नहीं है", en="TEST: there is no case")
TEST_SENTENCE: Final = Bilingual(
    hi="यह अभय डेस्क का परीक्षण संदेश है। कोई व्यक्ति संकट में नहीं है और कोई प्रकरण नहीं खुला है। कृपया लिंक खोलकर "
    "“मिल गया” दबाएँ, ताकि पता रहे कि सूचना इस पद तक पहुँचती है। और कुछ नहीं करना है।",
    en="This is a test message of the Abhay desk. Nobody is in distress and no case is open. Please open the link and "
    "press “Received”, so that it is known that alerts reach this post. There is nothing else to do.",
)
LACKS: Final = {
    "no_contact": Bilingual(hi="कोई संपर्क दर्ज नहीं", en="no contact"),
    "one_contact": Bilingual(hi="केवल एक संपर्क; दो चाहिए", en="only one contact; two are needed"),
    "one_channel": Bilingual(hi="केवल एक माध्यम; दो चाहिए", en="only one channel; two are needed"),
    "side_ways_only": Bilingual(
        hi="केवल WhatsApp या पुश; SMS, फ़ोन या मेल भी चाहिए",
        en="only WhatsApp or push; telephone or mail needed too",
    ),
    "not_tested": Bilingual(hi="हाल का परीक्षण उत्तरित नहीं", en="no answered test of late"),
    "roster_gap": Bilingual(hi="ड्यूटी रोस्टर में खाली समय", en="times in the roster with nobody on duty"),
}
"""What a post lacks, by the values of `abhay.domain.rosters.readiness.Lack`."""

_LINE: Final = "-" * 40


def render_test(post: Bilingual, url: str) -> RenderedMessage:
    """Returns the test message for a post; `url` opens the page on which it is answered."""
    hi, en = (f"{part}\n\n{url}" for part in (TEST_SENTENCE.hi, TEST_SENTENCE.en))
    body = f"{hi}\n\nसेवा में: {post.hi}\n\n{_LINE}\n\n{en}\n\nTo: {post.en}\n"
    return RenderedMessage(subject=f"{TEST_TITLE.hi} / {TEST_TITLE.en}", body=body)


def render_lacks(unit: Bilingual, score: int, lacks: Sequence[tuple[Bilingual, str]]) -> RenderedMessage:
    """Returns what a unit's office is told: each post with what it lacks, in office hours."""
    hi = "\n".join(f"- {post.hi}: {LACKS[lack].hi}" for post, lack in lacks)
    en = "\n".join(f"- {post.en}: {LACKS[lack].en}" for post, lack in lacks)
    body = (
        f"{unit.hi}: जीवन-रक्षा सूचनाएँ इन पदों तक पहुँचने में कमी है (तैयारी {score}/100)।\n\n{hi}\n\n"
        "कृपया संपर्क और ड्यूटी रोस्टर इसी सप्ताह पूरे करवाएँ: विवरण अभय डेस्क देता है।\n\n"
        f"{_LINE}\n\n{unit.en}: alerts may not reach these posts (readiness {score}/100).\n\n{en}\n\n"
        "Please have contacts and duty rosters completed this week: the Abhay desk knows the details.\n"
    )
    subject = f"{unit.hi}: सूचना की तैयारी {score}/100 / {unit.en}: readiness {score}/100"
    return RenderedMessage(subject=subject, body=body)
