"""What is answered to a reply, in both languages: how the case stands now, without a name and without the person."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from abhay.wording.words import Bilingual


class Verdict(StrEnum):
    """What became of an answer by telephone."""

    TAKEN = "taken"
    YOURS = "yours"
    ANOTHERS = "anothers"
    STOOD_DOWN = "stood_down"
    ENDED = "ended"
    GIVEN_BACK = "given_back"
    NOT_YOURS = "not_yours"
    RETIRED = "retired"
    WRONG_CODE = "wrong_code"
    LOCKED = "locked"
    EXPLAINED = "explained"
    NOTED = "noted"
    TESTED = "tested"
    SILENT = "silent"


SAY: Final[Mapping[Verdict, Bilingual]] = {
    Verdict.TAKEN: Bilingual(hi="पावती मिल गई। प्रकरण {ref} आपके पास है।", en="Acknowledged. Case {ref} is yours."),
    Verdict.YOURS: Bilingual(
        hi="प्रकरण {ref} की पावती आपकी ओर से पहले ही मिल चुकी है।", en="You have acknowledged case {ref} already."
    ),
    Verdict.ANOTHERS: Bilingual(
        hi="प्रकरण {ref} की पावती कोई और पद दे चुका है। आपका उत्तर दर्ज है।",
        en="Another post has acknowledged case {ref}. Your answer is noted.",
    ),
    Verdict.STOOD_DOWN: Bilingual(
        hi="प्रकरण {ref} अब आपकी इकाई के पास नहीं है। आपका उत्तर दर्ज है।",
        en="Your unit no longer has case {ref}. Your answer is noted.",
    ),
    Verdict.ENDED: Bilingual(hi="प्रकरण {ref} बंद हो चुका है।", en="Case {ref} is closed."),
    Verdict.GIVEN_BACK: Bilingual(
        hi="दर्ज हुआ: प्रकरण {ref} आपकी इकाई का नहीं है। डेस्क को बता दिया गया है।",
        en="Noted: case {ref} is not your unit's. The desk has been told.",
    ),
    Verdict.NOT_YOURS: Bilingual(
        hi="प्रकरण {ref} के लिए यह उत्तर आपके पद से नहीं लिया जा सकता। कृपया डेस्क को फ़ोन करें।",
        en="This answer to case {ref} cannot be taken from your post. Please phone the desk.",
    ),
    Verdict.RETIRED: Bilingual(
        hi="यह नंबर अब संपर्क के रूप में दर्ज नहीं है। कृपया डेस्क को फ़ोन करें।",
        en="This number is no longer in use as a contact. Please phone the desk.",
    ),
    Verdict.WRONG_CODE: Bilingual(
        hi="कोड सही नहीं है। संदेश में छपा कोड लिखें: 1 कोड (पावती) या 2 कोड (हमारा नहीं)।",
        en="The code is not right. Send the code printed in the message: 1 CODE (acknowledge) or 2 CODE (not ours).",
    ),
    Verdict.LOCKED: Bilingual(
        hi="बहुत बार ग़लत कोड आया है। कृपया लिंक खोलें या डेस्क को फ़ोन करें।",
        en="Too many wrong codes. Please open the link, or phone the desk.",
    ),
    Verdict.EXPLAINED: Bilingual(
        hi="पावती के लिए लिखें: 1 कोड। हमारा नहीं: 2 कोड। कोड संदेश में छपा है।",
        en="To acknowledge send: 1 CODE. Not ours: 2 CODE. The code is printed in the message.",
    ),
    Verdict.TESTED: Bilingual(
        hi="परीक्षण का उत्तर मिल गया, धन्यवाद।", en="Your answer to the test has arrived, thank you."
    ),
    Verdict.NOTED: Bilingual(hi="आपका संदेश डेस्क को बता दिया गया है।", en="The desk has been told of your message."),
}


def say(verdict: Verdict, ref: str = "") -> Bilingual | None:
    """Returns what is answered, None where nothing is."""
    words = SAY.get(verdict)
    return None if words is None else Bilingual(hi=words.hi.format(ref=ref), en=words.en.format(ref=ref))
