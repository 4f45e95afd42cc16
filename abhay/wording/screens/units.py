"""Words of the pages of the units: readiness, duty, contact points, and changes that wait for a second person."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from abhay.wording.least import RenderedMessage
from abhay.wording.notices import render
from abhay.wording.words import Bilingual

U: Final[Mapping[str, Bilingual]] = {
    "title": Bilingual(hi="इकाइयाँ", en="Units"),
    "state": Bilingual(hi="राज्य स्तर के पद", en="Posts of the whole State"),
    "lead": Bilingual(hi="जिन इकाइयों तक पहुँचना सबसे कठिन है, वे पहले हैं।", en="Those that are hardest to reach stand first."),
    "unit": Bilingual(hi="इकाई", en="Unit"),
    "district": Bilingual(hi="ज़िला", en="District"),
    "ready": Bilingual(hi="तैयारी (100 में)", en="Ready (of 100)"),
    "why": Bilingual(hi="कमी", en="What is missing"),
    "nothing": Bilingual(hi="कोई कमी नहीं", en="nothing"),
    "on_duty": Bilingual(hi="अभी ड्यूटी पर", en="On duty now"),
    "post": Bilingual(hi="पद", en="Post"),
    "nobody": Bilingual(hi="कोई नहीं", en="nobody"),
    "stand_in": Bilingual(hi="रोस्टर में कोई नहीं; ये सूचित होंगे", en="nobody in the roster; these are told"),
    "no_roster": Bilingual(hi="रोस्टर नहीं: सभी सूचित होते हैं", en="no roster: all are told"),
    "gaps": Bilingual(hi="अगले 14 दिनों में जब कोई ड्यूटी पर नहीं", en="Nobody on duty in the next 14 days"),
    "no_gaps": Bilingual(hi="कोई खाली समय नहीं", en="no gaps"),
    "days": Bilingual(hi="दिन", en="Days"),
    "time": Bilingual(hi="समय", en="Time"),
    "who": Bilingual(hi="कौन", en="Who"),
    "until": Bilingual(hi="तक", en="to"),
    "contacts": Bilingual(hi="संपर्क", en="Contacts"),
    "channel": Bilingual(hi="माध्यम", en="Channel"),
    "address": Bilingual(hi="पता या नंबर", en="Address or number"),
    "name": Bilingual(hi="नाम", en="Name"),
    "phone": Bilingual(hi="डेस्क के लिए फ़ोन", en="Telephone for the desk"),
    "line": Bilingual(hi="लाइन", en="Line"),
    "language": Bilingual(hi="भाषा", en="Language"),
    "order": Bilingual(hi="क्रम", en="Order"),
    "pin": Bilingual(hi="नया पिन", en="New PIN"),
    "active": Bilingual(hi="चालू", en="On"),
    "new": Bilingual(hi="नया संपर्क (पिन आवश्यक)", en="New contact (needs a PIN)"),
    "hint": Bilingual(
        hi="पता बदलने के लिए नया संपर्क जोड़ें और पुराना बंद करें। खाली पिन: पिन वही रहता है।",
        en="For another address add a new contact and switch the old one off. An empty PIN leaves it as it is.",
    ),
    "save": Bilingual(hi="संपर्क सहेजें", en="Save the contacts"),
    "second": Bilingual(
        hi="SP और DGP जैसे ऊपरी पदों के संपर्क बदलने पर दूसरे एडमिन की पुष्टि चाहिए।",
        en="A change at a supervising post, such as the SP's or the DGP's, waits for another admin.",
    ),
    "saved": Bilingual(hi="सहेजा गया।", en="Saved."),
    "unchanged": Bilingual(hi="कुछ नहीं बदला।", en="Nothing was changed."),
    "waits": Bilingual(
        hi="ऊपरी पद का बदलाव अभी लागू नहीं है: दूसरे एडमिन की पुष्टि की प्रतीक्षा है। बाकी सहेजा गया।",
        en="The change at a supervising post is not in force yet: it waits for another admin. The rest is saved.",
    ),
    "alone": Bilingual(
        hi="सहेजा गया। दूसरा एडमिन नहीं है, इसलिए डेस्क को सूचना दी गई और यह लॉग में दर्ज है।",
        en="Saved. There is no second admin, so the desk was told, and it is in the audit log.",
    ),
    "invalid": Bilingual(hi="सहेजा नहीं गया। चिह्नित मान ठीक करें।", en="Not saved. Mend the marked values."),
    "stale": Bilingual(
        hi="सहेजा नहीं गया: इस बीच किसी और ने ये संपर्क बदले। नीचे अब के संपर्क हैं, आपके लिखे मानों के साथ; देखकर दोबारा सहेजें।",
        en="Not saved: somebody else has changed these contacts meanwhile. Below they are as they are now, with "
        "what you "
        "typed; look, and save again.",
    ),
    "theirs": Bilingual(hi="दूसरों ने क्या बदला", en="What others changed"),
    "waiting": Bilingual(hi="दूसरे व्यक्ति की प्रतीक्षा में", en="Waiting for a second person"),
    "asked_by": Bilingual(hi="किसने माँगा", en="Asked for by"),
    "wanted": Bilingual(hi="क्या चाहिए", en="What is wanted"),
    "switched_off": Bilingual(hi="बंद", en="off"),
    "rest_off": Bilingual(hi="इन पदों के बाकी संपर्क बंद होंगे", en="all other contacts of these posts are switched off"),
    "new_pin": Bilingual(hi="नया पिन", en="new PIN"),
    "confirm": Bilingual(hi="पुष्टि करें", en="Confirm"),
    "refuse": Bilingual(hi="अस्वीकार करें", en="Refuse"),
    "withdraw": Bilingual(hi="वापस लें", en="Withdraw"),
    "own": Bilingual(hi="आपने माँगा: दूसरा एडमिन पुष्टि करे।", en="You asked for it: another admin confirms."),
    "confirmed": Bilingual(hi="पुष्टि हो गई: बदलाव लागू है।", en="Confirmed: the change is in force."),
    "refused": Bilingual(hi="बदलाव हटा दिया गया।", en="The change is dropped."),
    "none_waiting": Bilingual(hi="कोई बदलाव प्रतीक्षा में नहीं।", en="No change waits."),
}
"""Every word of the pages by its name in the templates."""

ALONE_TITLE: Final = Bilingual(
    hi="ऊपरी पद के संपर्क एक ही व्यक्ति ने बदले", en="one person alone changed contacts of a supervising post"
)
ALONE: Final = Bilingual(
    hi="{by} ने {units} में SP या DGP जैसे ऊपरी पद के संपर्क बदले। दूसरा एडमिन नहीं था, इसलिए किसी ने पुष्टि "
    "नहीं की। कृपया फ़ोन से जाँचें कि नए संपर्क सही हैं।",
    en="{by} has changed contacts of a supervising post (such as SP or DGP) in {units}. There is no second "
    "admin who "
    "could confirm it. Please check by telephone that the new contacts are right.",
)
"""The notice to the desk."""


def render_alone(post: Bilingual, by: str, units: Sequence[str], at: datetime) -> RenderedMessage:
    """Returns the notice to the desk that nobody confirmed a change at a supervising post."""
    facts = {"by": by, "units": ", ".join(units)}
    sentence = Bilingual(hi=ALONE.hi.format(**facts), en=ALONE.en.format(**facts))
    return render(ALONE_TITLE, sentence, post=post, since=at, over=True)
