"""Why a message is sent, as a sentence in both languages."""

from collections.abc import Mapping
from typing import Final

from abhay.domain.limits import MOST_WRONG_PINS_A_DAY, TOLD_WRONG_PINS_A_DAY
from abhay.wording.reasons import answers
from abhay.wording.words import Bilingual
from models.enums import Reason

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
        hi="नीचे लिखे पद तक पहुँचने का कोई पक्का साधन (फ़ोन, SMS या मेल) दर्ज नहीं है: कृपया उसका फ़ोन नंबर खोजकर अभी फ़ोन करें।",
        en="There is no sure contact (telephone, text or mail) for the post below: please find its telephone number "
        "and phone it now.",
    ),
    Reason.ROSTER_GAP: Bilingual(
        hi="ड्यूटी रोस्टर के अनुसार नीचे लिखे पद पर इस समय कोई नहीं है; जहाँ उसका स्थायी नंबर या ऊपर का पद दर्ज है, "
        "वहाँ सूचना भेजी गई है। कृपया इकाई को अभी फ़ोन करके पूछें कि वहाँ कौन है, और रोस्टर ठीक करवाएँ।",
        en="By its duty roster nobody is at the post below now; its permanent number or the post above has been told, "
        "where there is one. Please phone the unit now and ask who is there, and have the roster corrected.",
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
    **answers.SENTENCES,
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
        en="A provider that sends messages or calls does not work. Alerts are told by other ways. Please tell the "
        "technical team now; if our account is refused, the provider has to be phoned too.",
    ),
}
REASON_OTHER: Final = Bilingual(hi="कृपया इस प्रकरण को देखें।", en="Please look at this case.")


def reason_words(reason: str) -> Bilingual:
    """Returns the reason of a message as a sentence; a general one for a reason without words of its own."""
    return REASON[Reason(reason)] if reason in set(Reason) else REASON_OTHER
