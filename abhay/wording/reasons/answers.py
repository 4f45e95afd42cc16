"""Why the desk is told of what came back: an answer by mail, a text or a call from a duty phone."""

from collections.abc import Mapping
from typing import Final

from abhay.domain.limits import MOST_WRONG_PINS_A_DAY, TOLD_WRONG_PINS_A_DAY
from abhay.wording.words import Bilingual
from models.enums import Reason

TITLES: Final[Mapping[Reason, Bilingual]] = {
    Reason.MAIL_ANSWER: Bilingual(hi="मेल से उत्तर", en="answered by mail"),
    Reason.REPLY_WORDS: Bilingual(hi="ड्यूटी फ़ोन से संदेश", en="a text from a duty phone"),
    Reason.REPLY_STOP: Bilingual(hi="ड्यूटी फ़ोन से STOP", en="STOP from a duty phone"),
    Reason.MISSED_CALL: Bilingual(hi="ड्यूटी फ़ोन से मिस्ड कॉल", en="missed call from a duty phone"),
    Reason.CODE_GUESSED: Bilingual(hi="कोड का अनुमान लगाया जा रहा है", en="code being guessed"),
}

SENTENCES: Final[Mapping[Reason, Bilingual]] = {
    Reason.REPLY_WORDS: Bilingual(
        hi="नीचे लिखे पद के फ़ोन से ऐसा संदेश आया है जो पावती नहीं है। प्रकरण वैसा ही चल रहा है: कृपया पद को अभी फ़ोन करें।",
        en="The phone of the post below sent a text that is no answer. The case goes on as before: "
        "please phone the post now.",
    ),
    Reason.REPLY_STOP: Bilingual(
        hi="नीचे लिखे पद के फ़ोन से STOP आया है। हम संदेश भेजते रहेंगे, पर हो सकता है कि सेवा प्रदाता उन्हें रोक दे: "
        "कृपया पद को अभी फ़ोन करें और नंबर फिर चालू करवाएँ।",
        en="The phone of the post below sent STOP. We keep sending, but its operator may block our messages: "
        "please phone the post now and have the number opened again.",
    ),
    Reason.MISSED_CALL: Bilingual(
        hi="नीचे लिखे पद के फ़ोन से मिस्ड कॉल आई है। यह पावती नहीं है: कृपया पद को अभी फ़ोन करें।",
        en="There was a missed call from the phone of the post below. It is no acknowledgement: "
        "please phone the post now.",
    ),
    Reason.CODE_GUESSED: Bilingual(
        hi=f"नीचे लिखे पद के नंबर से एक दिन में {TOLD_WRONG_PINS_A_DAY} ग़लत कोड आए हैं। {MOST_WRONG_PINS_A_DAY} के बाद इस नंबर से "
        "कोई कोड नहीं लिया जाता; लिंक चलता रहता है। कृपया पद को फ़ोन करके पूछें कि ये संदेश उन्होंने ही भेजे हैं या नहीं।",
        en=f"{TOLD_WRONG_PINS_A_DAY} wrong codes came from the number of the post below within a day. After "
        f"{MOST_WRONG_PINS_A_DAY} no code is taken from this number; its link goes on working. Please phone the post "
        "and ask whether it sent them.",
    ),
    Reason.MAIL_ANSWER: Bilingual(
        hi="इस प्रकरण के संदेश का उत्तर मेल से आया है, जो प्रकरण में दर्ज है: कृपया उसे पढ़ें। मेल पावती नहीं है: यदि इकाई ने प्रकरण "
        "ले लिया है, तो उससे फ़ोन पर पूछकर पावती दर्ज करें।",
        en="A message of this case was answered by mail, and the answer is noted in the case: please read it. A mail "
        "is no acknowledgement: if the unit has taken the case, ask it by phone and note the acknowledgement.",
    ),
}
