"""The words of the note of a call; a screen shows one language at a time."""

from collections.abc import Mapping
from typing import Final

from abhay.wording.words import Bilingual

TITLE: Final = Bilingual(hi="नई कॉल", en="Note a call")

CALL: Final[Mapping[str, Bilingual]] = {
    "title": TITLE,
    "how": Bilingual(
        hi="जो पता हो वही लिखें। Tab से अगला खाना, Ctrl+Enter से भेजें।",
        en="Write what you know. Tab goes on, Ctrl+Enter sends.",
    ),
    "text": Bilingual(hi="क्या कहा गया", en="What was said"),
    "location": Bilingual(hi="स्थान (जैसा बताया गया)", en="Place (as it was said)"),
    "phones": Bilingual(hi="व्यक्ति का फ़ोन", en="The person's telephone"),
    "severity": Bilingual(hi="गंभीरता", en="Severity"),
    "heard_from": Bilingual(hi="किसने फ़ोन किया", en="Who called"),
    "source": Bilingual(hi="प्लेटफ़ॉर्म", en="Platform"),
    "no_source": Bilingual(hi="— कोई नहीं या अज्ञात —", en="— none or unknown —"),
    "username": Bilingual(hi="खाते का नाम", en="Account name"),
    "more": Bilingual(hi="और विवरण", en="More"),
    "display_name": Bilingual(hi="व्यक्ति का नाम", en="The person's name"),
    "age_band": Bilingual(hi="आयु", en="Age"),
    "alert_id": Bilingual(hi="साझेदार की प्रकरण संख्या", en="The partner's case reference"),
    "note": Bilingual(hi="आपकी टिप्पणी", en="Your remark"),
    "send": Bilingual(hi="प्रकरण खोलें", en="Open the case"),
    "look": Bilingual(hi="स्थान और दोहराव जाँचें", en="Look up place and duplicates"),
    "discard": Bilingual(hi="प्रारूप हटाएँ", en="Discard this draft"),
    "found": Bilingual(hi="लिखे के अनुसार", en="By what is written"),
    "found_nothing": Bilingual(
        hi="लिखते समय यहाँ संभावित इकाई, उसके संकेत और मिलते-जुलते प्रकरण दिखेंगे।",
        en="While you write, the likely unit, the evidence for it and similar cases are shown here.",
    ),
    "unit": Bilingual(hi="जाएगा", en="Goes to"),
    "similar": Bilingual(hi="शायद पहले से", en="Perhaps known already"),
    "same": Bilingual(hi="{what} वही है", en="same {what} as"),
    "opens": Bilingual(hi="नए टैब में खुलेगा", en="opens in a new tab"),
    "joins": Bilingual(
        hi="भेजें तब भी: वही व्यक्ति सिद्ध हो तो संदेश उसी प्रकरण में जुड़ेगा, अन्यथा दोनों प्रकरणों पर लिखा रहेगा।",
        en="Send all the same: if it proves to be the same person it joins that case, otherwise both cases say so.",
    ),
    "drafts": Bilingual(hi="न भेजे गए प्रारूप (केवल आपको दिखते हैं, एक दिन तक)", en="Drafts not sent (yours alone, for a day)"),
    "empty": Bilingual(hi="खाली फ़ॉर्म", en="Empty form"),
    "restored": Bilingual(hi="{time} का प्रारूप, अभी भेजा नहीं गया।", en="Draft of {time}, not sent yet."),
    "kept": Bilingual(hi="प्रारूप सुरक्षित · {time} IST", en="draft kept · {time} IST"),
    "not_kept": Bilingual(
        hi="प्रारूप सुरक्षित नहीं हो सका: पृष्ठ बंद न करें। भेजना फिर भी हो सकता है।",
        en="The draft could not be kept: do not close the page. You can still send it.",
    ),
    "signed_out": Bilingual(
        hi="आप साइन-आउट हो गए हैं। लिखा हुआ यहीं रहेगा: नए टैब में साइन-इन करें, फिर भेजें।",
        en="You are signed out. What you wrote stays here: sign in in a new tab, then send.",
    ),
    "sign_in": Bilingual(hi="नए टैब में साइन-इन", en="Sign in in a new tab"),
    "already_sent": Bilingual(
        hi="यह कॉल भेजी जा चुकी है। खाली फ़ॉर्म से दूसरी कॉल लिखें।",
        en="This call was sent already. Take an empty form for another call.",
    ),
    "to_case": Bilingual(hi="वह प्रकरण खोलें", en="Open that case"),
}
"""Headings, labels and sentences, by the name that page and script use."""

SAYS_NOTHING: Final = Bilingual(
    hi="कुछ लिखें: क्या कहा गया, स्थान या फ़ोन। फिर भेजें।",
    en="Write something: what was said, a place or a telephone. Then send it.",
)
OPENS_NO_CASE: Final = Bilingual(
    hi="इससे कोई प्रकरण नहीं खुला: इसमें केवल इतना है कि प्रकरण समाप्त हुआ, और ऐसा कोई प्रकरण खुला नहीं। जो सुना वह अपने शब्दों में लिखें।",
    en="This opened no case: it says alone that a case has ended, and none is open. Write in your own words what "
    "was said.",
)
NOT_NOTED: Final = Bilingual(
    hi="भेजा नहीं गया, लिखा हुआ सुरक्षित है। कारण: {why}", en="Not sent; what you wrote is kept. Why: {why}"
)
TOO_MANY: Final = Bilingual(
    hi="अभी बहुत सारे नए प्रकरण आ रहे हैं। लिखा हुआ सुरक्षित है: थोड़ी देर में फिर भेजें।",
    en="Too many new cases come in just now. What you wrote is kept: send it again in a moment.",
)


def not_noted(why: str) -> Bilingual:
    """Returns that a call was not taken in, and why in the words of the rule that refused it."""
    return Bilingual(hi=NOT_NOTED.hi.format(why=why), en=NOT_NOTED.en.format(why=why))


PLATFORMS: Final[Mapping[str, Bilingual]] = {
    "meta": Bilingual(hi="मेटा (फ़ेसबुक, इंस्टाग्राम)", en="Meta (Facebook, Instagram)"),
    "google": Bilingual(hi="गूगल", en="Google"),
    "youtube": Bilingual(hi="यूट्यूब", en="YouTube"),
    "partner": Bilingual(hi="अन्य साझेदार", en="Another partner"),
}
"""The sources whose cases a call may join."""


def sent_before(ref: str) -> Bilingual:
    """Returns what is said of a note that was sent before and is sent again with other words."""
    return Bilingual(
        hi=f"यह कॉल {ref} के रूप में पहले ही भेजी जा चुकी है। जो नया लिखा है, वह अभी भेजा नहीं गया: उसे उस प्रकरण में "
        "टिप्पणी के रूप में लिखें, या यह दूसरी कॉल हो तो फिर भेजें।",
        en=f"This call was sent before, as {ref}. What you wrote since has not been sent: add it to that case as a "
        "note, or send it again if it is another call.",
    )
