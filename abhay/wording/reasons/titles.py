"""Why a message is sent, in the two or three words of a subject, in both languages."""

from collections.abc import Mapping
from typing import Final

from abhay.wording.reasons import answers
from abhay.wording.words import Bilingual
from models.enums import Reason

REASON_TITLE: Final[Mapping[Reason, Bilingual]] = {
    Reason.NEW_ALERT: Bilingual(hi="नई सूचना", en="new alert"),
    Reason.LOCATION_UNKNOWN: Bilingual(hi="स्थान अज्ञात", en="place unknown"),
    Reason.HELD_UNAUTHENTICATED: Bilingual(hi="प्रेषक की पुष्टि नहीं", en="sender not verified"),
    Reason.READ_BY_HAND: Bilingual(hi="स्वयं पढ़ें", en="please read it yourself"),
    Reason.FORWARDED: Bilingual(hi="अग्रेषित सूचना", en="forwarded alert"),
    Reason.OUT_OF_STATE: Bilingual(hi="राज्य के बाहर", en="out of the State"),
    Reason.COPY: Bilingual(hi="सूचनार्थ प्रति", en="copy for a neighbour"),
    Reason.NOT_OURS: Bilingual(hi="इकाई के क्षेत्र का नहीं", en="not the unit's area"),
    Reason.EXHAUSTED: Bilingual(hi="किसी ने पावती नहीं दी", en="nobody acknowledged"),
    Reason.NO_CONTACT: Bilingual(hi="संपर्क दर्ज नहीं", en="no contact"),
    Reason.ROSTER_GAP: Bilingual(hi="ड्यूटी पर कोई नहीं", en="nobody on duty"),
    Reason.UNDELIVERED: Bilingual(hi="संदेश नहीं पहुँचा", en="message not delivered"),
    Reason.PIN_LOCKED: Bilingual(hi="पिन बंद", en="PIN locked"),
    Reason.PIN_GUESSED: Bilingual(hi="पिन का अनुमान लगाया जा रहा है", en="PIN being guessed"),
    Reason.LATE_ACK: Bilingual(hi="देर से पावती", en="late acknowledgement"),
    Reason.MERGED: Bilingual(hi="दूसरे प्रकरण में मिलाया गया", en="merged into another case"),
    Reason.SPLIT: Bilingual(hi="प्रकरण अलग किया गया", en="case split"),
    Reason.MILESTONE_OVERDUE: Bilingual(hi="अगला चरण लंबित", en="next step overdue"),
    Reason.WORDS_FAILED: Bilingual(hi="संदेश संक्षिप्त रूप में गया", en="message sent in short form"),
    Reason.TAKEN_BACK: Bilingual(hi="प्रविष्टि वापस ली गई", en="note taken back"),
    Reason.MAYBE_SAME: Bilingual(hi="वही व्यक्ति हो सकता है", en="may be the same person"),
    Reason.ENDED_BY_SENDER: Bilingual(hi="साझेदार ने सूचना समाप्त बताई", en="ended by the sender"),
    **answers.TITLES,
    Reason.FLOOD: Bilingual(hi="बहुत अधिक सूचनाएँ", en="flood of alerts"),
    Reason.ENGINE_LATE: Bilingual(hi="संदेश देर से जा रहे हैं", en="messages are late"),
    Reason.PREFECT_DOWN: Bilingual(hi="स्थिति के पृष्ठ बंद (प्रीफ़ेक्ट)", en="Prefect down"),
    Reason.WORKER_DOWN: Bilingual(hi="मुख्य भाग बंद (वर्कर)", en="worker down"),
    Reason.WATCHER_DOWN: Bilingual(hi="दूसरा भाग बंद (निगरानी)", en="watcher down"),
    Reason.DATABASE_DOWN: Bilingual(hi="डेटाबेस बंद", en="database down"),
    Reason.MAILBOX_DOWN: Bilingual(hi="मेलबॉक्स बंद", en="mailbox down"),
    Reason.MAILBOX_FULL: Bilingual(hi="मेलबॉक्स लगभग भर गया", en="mailbox almost full"),
    Reason.CANARY_LOST: Bilingual(hi="मेल का रास्ता संदिग्ध", en="mail path in doubt"),
    Reason.CASES_STILL: Bilingual(hi="प्रकरण रुका हुआ है", en="a case stands still"),
    Reason.DELIVERIES_REFUSED: Bilingual(hi="साझेदार की सूचनाएँ अस्वीकृत", en="deliveries refused"),
    Reason.PROVIDERS_DOWN: Bilingual(hi="संदेश सेवा बंद", en="message provider down"),
}
REASON_OTHER_TITLE: Final = Bilingual(hi="प्रकरण देखें", en="look at the case")


def reason_title(reason: str) -> Bilingual:
    """Returns the reason of a message in two or three words, for a subject or a badge."""
    return REASON_TITLE[Reason(reason)] if reason in set(Reason) else REASON_OTHER_TITLE
