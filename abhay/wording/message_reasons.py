"""Why a message is sent, in both languages: as a sentence, and in the two or three words of a subject."""

from collections.abc import Mapping
from typing import Final

from abhay.domain.limits import MOST_WRONG_PINS_A_DAY, TOLD_WRONG_PINS_A_DAY
from abhay.wording import answer_reasons
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
    **answer_reasons.TITLES,
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
LIKELY_UNIT: Final = Bilingual(
    hi="स्थान निश्चित नहीं है; आपकी इकाई सबसे संभावित इकाइयों में है। कृपया लिंक खोलकर प्रकरण पढ़ें: "
    "यदि व्यक्ति आपके क्षेत्र में हो सकता है, तो टीम भेजें और पावती दें।",
    en="The place is not certain; your unit is one of the likeliest. Please open the link and read the case: "
    "if the person may be in your area, send a team and acknowledge.",
)
"""To a unit that is told because the desk did not find the place in time."""

BESIDE_IN_A_DRILL: Final = Bilingual(
    hi="वास्तविक प्रकरण में आप लिंक खोलकर प्रकरण पढ़ते और निकट होने पर टीम भेजते; इस अभ्यास में केवल प्रकरण पढ़ें।",
    en="In a real case you would open the link, read the case, and go if you are near; in this drill only read it.",
)
"""To whoever is told beside the unit that has the case, in a drill."""

NEAR_ANOTHER_STATE: Final = Bilingual(
    hi="व्यक्ति के राज्य के बाहर होने के संकेत हैं; डेस्क उस राज्य की पुलिस को सौंप रहा है। आप निकट हैं: "
    "कृपया लिंक खोलकर प्रकरण पढ़ें, और टीम भेजने पर ही पावती दें।",
    en="The person seems to be out of the State; the desk hands over to that state's police. You are near: "
    "please open the link and read the case, and acknowledge only if you send a team.",
)
"""To a unit near the border of another State in which the person seems to be."""

HAND_OVER_FIRST: Final = Bilingual(
    hi="व्यक्ति के राज्य के बाहर होने के संकेत हैं: कृपया डेस्क से पूछें कि उस राज्य की पुलिस को सूचना मिल चुकी है या नहीं।",
    en="The person seems to be out of the State: please ask the desk whether that state's police have been told.",
)
"""To a level above the desk while the person seems to be in another State."""


def nothing_unless_asked(state: Bilingual) -> Bilingual:
    """Returns what a level above the desk reads of a case that another State's police are to act on."""
    return Bilingual(
        hi=f"कार्रवाई {state.hi} की पुलिस को करनी है: आपको कुछ नहीं करना है, जब तक यह संदेश कुछ करने को न कहे।",
        en=f"It is for the police of {state.en} to act: you have nothing to do unless this message says so.",
    )


NO_UNIT_YET: Final = Bilingual(
    hi="स्थान ज्ञात नहीं है और अभी कोई पुलिस इकाई नहीं चुनी गई है।",
    en="The place is not known, and no police unit has been chosen yet.",
)
"""To a level above the desk while no unit has the case."""

REASON: Final[Mapping[Reason, Bilingual]] = {
    Reason.NEW_ALERT: Bilingual(hi="कृपया इसे अभी पढ़ें।", en="Please read it now."),
    Reason.LOCATION_UNKNOWN: Bilingual(
        hi="स्थान ज्ञात नहीं है: कृपया पुलिस इकाई चुनें।",
        en="The place is not known: please choose the police unit.",
    ),
    Reason.HELD_UNAUTHENTICATED: Bilingual(
        hi="प्रेषक की पुष्टि नहीं हुई, इसलिए अभी किसी इकाई को सूचना नहीं दी गई है। कृपया प्रकरण अभी खोलकर प्रेषक का मेल पढ़ें "
        "(उस मेल का कोई लिंक न खोलें); यदि सूचना सही हो सकती है, तो तुरंत इकाई चुनें।",
        en="The sender could not be verified, so no unit has been told. Please open the case and read the sender's "
        "mail now (open no link inside it); if it may be true, choose a unit at once.",
    ),
    Reason.READ_BY_HAND: Bilingual(
        hi="सूचना अपने-आप पढ़ी नहीं जा सकी: कृपया इसे अभी स्वयं पढ़ें और पुलिस इकाई चुनें।",
        en="The alert could not be read automatically: please read it yourself now and choose the police unit.",
    ),
    Reason.FORWARDED: Bilingual(
        hi="यह सूचना किसी और ने आगे भेजी है। इकाई को भेज दी गई है; कृपया मूल प्रेषक की जाँच करें।",
        en="The alert was forwarded by somebody else. The unit has been told; please check the original sender.",
    ),
    Reason.OUT_OF_STATE: Bilingual(
        hi="व्यक्ति के राज्य के बाहर होने के संकेत हैं: कृपया उस राज्य की पुलिस को सौंपें।",
        en="The person seems to be out of the State: please hand over to that state's police.",
    ),
    Reason.COPY: Bilingual(
        hi="यह सूचना नीचे लिखी पुलिस इकाई को भेजी गई है; व्यक्ति आपके क्षेत्र में हो सकता है। यदि आपकी टीम उससे पहले पहुँच सकती है, "
        "तो टीम भेजें और तभी पावती दें।",
        en="The police unit below has been told; the person may be in your area. If your team can be there before it, "
        "send a team, and only then acknowledge.",
    ),
    Reason.NOT_OURS: Bilingual(
        hi="इकाई ने बताया है कि प्रकरण उसके क्षेत्र का नहीं है: कृपया सही इकाई चुनें।",
        en="The unit says that this is not its area: please choose the right unit.",
    ),
    Reason.EXHAUSTED: Bilingual(
        hi="सभी स्तरों को सूचना दी जा चुकी है, किसी ने पावती नहीं दी: कृपया पुलिस इकाई को अभी फ़ोन करें।",
        en="Every level has been told and nobody has acknowledged: please phone the police unit now.",
    ),
    Reason.NO_CONTACT: Bilingual(
        hi="नीचे लिखे पद तक पहुँचने का कोई साधन दर्ज नहीं है: कृपया उसका फ़ोन नंबर खोजकर अभी फ़ोन करें।",
        en="There is no contact for the post below: please find its telephone number and phone it now.",
    ),
    Reason.UNDELIVERED: Bilingual(
        hi="नीचे लिखे पद तक संदेश नहीं पहुँचा: कृपया उसे अभी फ़ोन करें।",
        en="The message did not reach the post below: please phone it now.",
    ),
    Reason.PIN_LOCKED: Bilingual(
        hi="बहुत बार गलत पिन डाला गया, लिंक बंद है: कृपया नीचे लिखे पद को अभी फ़ोन करें और उसकी पावती दर्ज करें। "
        "नया पिन देने पर उसके लिंक फिर खुलते हैं।",
        en="Too many wrong PINs were given, the link is locked: please phone the post below now and note its "
        "acknowledgement. Once it has a new PIN, its links open again.",
    ),
    Reason.PIN_GUESSED: Bilingual(
        hi=f"नीचे लिखे पद के लिंकों पर 24 घंटों में {TOLD_WRONG_PINS_A_DAY} बार गलत पिन डाला गया: हो सकता है कि कोई उसके "
        "पिन का अनुमान लगा रहा हो। कृपया उस पद को अभी फ़ोन करके पूछें कि क्या पिन उसी ने डाले, और उसे नया पिन दें। "
        f"{MOST_WRONG_PINS_A_DAY} गलत पिन होने पर उसका कोई लिंक पिन नहीं लेता, जब तक नया पिन न मिले या 24 घंटे न बीतें: "
        "तब उसकी पावती फ़ोन पर लें।",
        en=f"{TOLD_WRONG_PINS_A_DAY} wrong PINs were given within 24 hours at links of the post below: somebody may be "
        "guessing its PIN. Please phone the post now, ask whether it was the post itself, and give it a new PIN. "
        f"After {MOST_WRONG_PINS_A_DAY} wrong PINs none of its links takes one until it has a new PIN or the 24 hours "
        "have passed: then take its acknowledgement by phone.",
    ),
    Reason.LATE_ACK: Bilingual(
        hi="एक और पावती देर से आई है: कृपया दोनों को फ़ोन करके तय करें कि किसकी टीम जाए; तब तक कोई टीम न लौटे।",
        en="Another acknowledgement came late: please phone both and settle whose team goes; until then no team turns "
        "back.",
    ),
    Reason.MERGED: Bilingual(
        hi="यह प्रकरण उसी व्यक्ति के दूसरे प्रकरण में मिला दिया गया है, जो आगे चल रहा है।",
        en="This case was merged into another one about the same person, which goes on.",
    ),
    Reason.SPLIT: Bilingual(
        hi="इस प्रकरण की कुछ सूचनाएँ किसी अन्य व्यक्ति की थीं और अलग प्रकरण में रखी गई हैं: कृपया विवरण फिर से पढ़ें।",
        en="Some messages of this case were about somebody else and are a case of their own now: please read it again.",
    ),
    Reason.MILESTONE_OVERDUE: Bilingual(
        hi="पावती मिल चुकी है, पर अगला चरण समय पर दर्ज नहीं हुआ: कृपया फ़ोन करके पूछें।",
        en="The case is acknowledged, but its next step was not noted in time: please phone and ask.",
    ),
    Reason.WORDS_FAILED: Bilingual(
        hi="इस पद का संदेश अपने पूरे रूप में नहीं बन सका, इसलिए केवल संक्षिप्त रूप में भेजा गया: कृपया फ़ोन करके पूछें कि संदेश समझ में आया, "
        "और तकनीकी टीम को बताएँ।",
        en="The full message to this post could not be written, so a short one was sent: please phone the post and ask "
        "whether it was understood, and tell the technical team.",
    ),
    Reason.TAKEN_BACK: Bilingual(
        hi="इस प्रकरण में अभी-अभी की गई एक प्रविष्टि भूल से हुई थी और वापस ले ली गई है: "
        "केवल उस प्रविष्टि का संदेश न मानें, बाकी सब मान्य हैं।",
        en="Something noted in this case a moment ago was a mistake and has been taken back: disregard only the "
        "message about it; all others stand.",
    ),
    Reason.MAYBE_SAME: Bilingual(
        hi="एक और खुला प्रकरण उसी व्यक्ति का हो सकता है (वही फ़ोन नंबर, ई-मेल या नाम): कृपया दोनों पढ़ें; "
        "एक ही व्यक्ति हो तो उन्हें मिला दें।",
        en="Another open case may be about the same person (the same telephone number, e-mail address or user name): "
        "please read both, and merge them if it is one person.",
    ),
    Reason.ENDED_BY_SENDER: Bilingual(
        hi="भेजने वाले ने इस सूचना को सुलझा हुआ, वापस लिया या बंद बताया है। इससे कुछ नहीं रुकता: व्यक्ति के सुरक्षित होने की पुष्टि स्वयं करें।",
        en="The sender says that this alert is resolved, withdrawn or closed. Nothing stops for that: make sure "
        "yourself that the person is safe.",
    ),
    **answer_reasons.SENTENCES,
    Reason.FLOOD: Bilingual(
        hi="एक ही स्रोत से असामान्य रूप से बहुत सूचनाएँ आ रही हैं। कोई सूचना छोड़ी नहीं गई है; कृपया स्रोत की जाँच करें।",
        en="Unusually many alerts are coming from one source. No alert has been dropped; please check the source.",
    ),
    Reason.ENGINE_LATE: Bilingual(
        hi="संदेश भेजने वाला मुख्य भाग देर से चल रहा है। सूचनाएँ ली जा रही हैं और दूसरा भाग (निगरानी) उन्हें कुछ सेकंड की देरी से भेज रहा है। "
        "आप अपना काम जारी रखें और तकनीकी टीम को बताएँ।",
        en="The main part that sends messages is late. Alerts are taken in, and a second part (the watcher) sends them "
        "a few seconds later. Go on with your work and tell the technical team.",
    ),
    Reason.PREFECT_DOWN: Bilingual(
        hi="प्रकरणों की स्थिति दिखाने वाला भाग (प्रीफ़ेक्ट) काम नहीं कर रहा है। सूचनाएँ ली जा रही हैं और इकाइयों को भेजी जा रही हैं; "
        "केवल प्रीफ़ेक्ट के पृष्ठ नहीं खुलते या पुराने हैं। आप अपना काम जारी रखें और तकनीकी टीम को बताएँ।",
        en="The part that shows how cases stand (Prefect) does not work. Alerts are taken in and sent to the units; "
        "only Prefect's pages do not open or are out of date. Go on with your work and tell the technical team.",
    ),
    Reason.WORKER_DOWN: Bilingual(
        hi="संदेश भेजने वाला मुख्य भाग (वर्कर) बंद है। सूचनाएँ ली जा रही हैं और दूसरा भाग (निगरानी) उन्हें भेज रहा है। "
        "आप अपना काम जारी रखें और तकनीकी टीम को अभी बताएँ।",
        en="The main part that sends messages (the worker) is down. Alerts are taken in, and a second part (the "
        "watcher) sends them. Go on with your work and tell the technical team now.",
    ),
    Reason.WATCHER_DOWN: Bilingual(
        hi="दूसरा भाग (निगरानी), जो मुख्य भाग के रुकने पर संदेश भेजता है, बंद है। सूचनाएँ ली जा रही हैं और मुख्य भाग उन्हें भेज रहा है; "
        "वह भी रुका तो कोई संदेश नहीं जाएगा। आप अपना काम जारी रखें और तकनीकी टीम को अभी बताएँ।",
        en="The second part (the watcher), which sends messages when the main part stops, is down. Alerts are taken in "
        "and the main part sends them; if it stops too, no message is sent. Go on with your work and tell the "
        "technical team now.",
    ),
    Reason.DATABASE_DOWN: Bilingual(
        hi="डेटाबेस तक पहुँच नहीं है: नई सूचनाएँ नहीं ली जा सकतीं और कोई संदेश नहीं जाएगा। "
        "साझेदारों से फ़ोन पर सूचना लें, इकाइयों को स्वयं फ़ोन करें और तकनीकी टीम को तुरंत बताएँ।",
        en="The database cannot be reached: no alert can be taken in and no message is sent. Take alerts by phone, "
        "phone the units yourself, and tell the technical team at once.",
    ),
    Reason.MAILBOX_DOWN: Bilingual(
        hi="मेलबॉक्स तक पहुँच नहीं है: मेल से आई सूचनाएँ उसमें रुकी रह सकती हैं; अन्य सूचनाएँ ली जा रही हैं। कृपया मेलबॉक्स स्वयं पढ़ें "
        "और तकनीकी टीम को बताएँ।",
        en="The mailbox cannot be reached: alerts by mail may be waiting in it; other alerts are taken in. Please read "
        "the mailbox yourself and tell the technical team.",
    ),
    Reason.MAILBOX_FULL: Bilingual(
        hi="मेलबॉक्स लगभग भर गया है: जल्द ही नई मेल नहीं ली जाएगी। कृपया पुरानी मेल हटवाएँ।",
        en="The mailbox is almost full and will soon take no mail. Please have old mails removed from it.",
    ),
    Reason.CANARY_LOST: Bilingual(
        hi="जाँच के लिए भेजा गया मेल वापस नहीं आया: मेल से आने वाली सूचनाएँ खो सकती हैं। कृपया तकनीकी टीम को अभी बताएँ, और साझेदारों "
        "से फ़ोन पर पूछें कि क्या उन्होंने कोई सूचना भेजी है।",
        en="A test mail did not come back: alerts by mail may be lost. Please tell the technical team now, and ask the "
        "partners by phone whether they have sent an alert.",
    ),
    Reason.CASES_STILL: Bilingual(
        hi="कोई प्रकरण आगे नहीं बढ़ रहा है और शायद किसी को सूचना नहीं मिली। कृपया प्रकरणों की सूची देखें, संबंधित इकाई को अभी फ़ोन करें, "
        "और तकनीकी टीम को तुरंत बताएँ।",
        en="A case does not move on, and perhaps nobody has been told of it. Please look at the list of cases, phone "
        "the police unit now, and tell the technical team at once.",
    ),
    Reason.DELIVERIES_REFUSED: Bilingual(
        hi="एक साझेदार के नाम से भेजी सूचनाएँ यहाँ अस्वीकृत हो रही हैं: हो सकता है कि उसकी सूचनाएँ किसी तक न पहुँचें। "
        "कृपया साझेदार को फ़ोन करके पूछें कि क्या वह अभी सूचनाएँ भेज रहा है, उन्हें फ़ोन पर लें, और तकनीकी टीम को "
        "बताएँ। यदि वह कुछ नहीं भेज रहा, तो कोई और उसके नाम से भेज रहा है।",
        en="Deliveries in the name of a partner are refused here: its alerts may reach nobody. Please phone the "
        "partner and ask whether it is sending alerts, take them by phone, and tell the technical team. If it sends "
        "none, somebody else uses its name.",
    ),
    Reason.PROVIDERS_DOWN: Bilingual(
        hi="संदेश या कॉल भेजने वाली एक सेवा काम नहीं कर रही है। सूचनाएँ दूसरे रास्तों से भेजी जा रही हैं। कृपया तकनीकी टीम को "
        "अभी बताएँ; खाता अस्वीकृत हो, तो सेवा देने वाले से भी बात करनी होगी।",
        en="A provider that sends messages or calls does not work. Pages go out by other ways. Please tell the "
        "technical team now; if our account is refused, the provider has to be phoned too.",
    ),
}
REASON_OTHER: Final = Bilingual(hi="कृपया इस प्रकरण को देखें।", en="Please look at this case.")
REASON_OTHER_TITLE: Final = Bilingual(hi="प्रकरण देखें", en="look at the case")


def reason_words(reason: str) -> Bilingual:
    """Returns the reason of a message as a sentence; a general one for a reason without words of its own."""
    return REASON[Reason(reason)] if reason in set(Reason) else REASON_OTHER


def reason_title(reason: str) -> Bilingual:
    """Returns the reason of a message in two or three words, for a subject or a badge."""
    return REASON_TITLE[Reason(reason)] if reason in set(Reason) else REASON_OTHER_TITLE
