"""The words of the notice that the system stands on a backup, or is a copy: what is missing, and what to do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from abhay.clock import in_ist, ist
from abhay.wording.least import RenderedMessage
from abhay.wording.notices import render
from abhay.wording.words import Bilingual

RESTORED_TITLE: Final = Bilingual(hi="प्रणाली बैकअप पर चल रही है", en="the system stands on a backup")
COPIED_TITLE: Final = Bilingual(hi="यह प्रणाली की प्रति है", en="this is a copy of the system")

RESTORED: Final = Bilingual(
    hi=(
        "यह प्रणाली {stands_on} के बैकअप पर चल रही है। तब से {began_at} तक जो हुआ, वह यहाँ नहीं है: "
        "सूचनाएँ, पावतियाँ, चरण और बंद किए गए प्रकरण।\n"
        "1. साझेदारों (Meta आदि) से कहें कि इस अवधि की सूचनाएँ दोबारा भेजें; जो ज्ञात है वह एक ही प्रकरण रहता है।\n"
        "2. मेलबॉक्स में इस अवधि की मेल देखें; जिनका प्रकरण यहाँ नहीं है, उन्हें दर्ज करें।\n"
        "3. फ़ोनों और चैनलों के संदेशों में वे प्रकरण संख्याएँ खोजें जो यहाँ नहीं हैं; उन इकाइयों को फ़ोन करें "
        "और प्रकरण दोबारा दर्ज करें।\n"
        "4. हर खुले प्रकरण की इकाई से पूछें कि क्या वह उत्तर दे चुकी है; पावती यहाँ फिर दर्ज करें।\n"
        "पुराने प्रकरणों के संदेशों पर लिखा है कि वे दोबारा आए हो सकते हैं। नई प्रकरण संख्याएँ {last_ref} के बाद की हैं।"
    ),
    en=(
        "This system stands on a backup of {stands_on}. What happened from then to {began_at} is missing here: "
        "alerts, acknowledgements, steps and closures.\n"
        "1. Ask the partners (Meta and others) to send again what they sent then; what is known stays one case.\n"
        "2. Look through the mailbox for mails of that time; enter those that have no case here.\n"
        "3. Look through the messages on telephones and channels for refs that are not here; phone those units "
        "and enter the cases again.\n"
        "4. Ask the unit of each open case whether it has answered; enter its acknowledgement here again.\n"
        "Messages of the older cases say that they may be repeats. New refs come after {last_ref}."
    ),
)

COPIED: Final = Bilingual(
    hi=(
        "यह प्रणाली एक प्रति है और {stands_on} की स्थिति पर चल रही है। मूल प्रणाली चल रही हो सकती है और उन्हीं लोगों को "
        "संदेश भेज रही हो सकती है।\n"
        "1. तय करें कि कौन सी प्रणाली चलेगी, और दूसरी को बंद करें।\n"
        "2. यदि मूल प्रणाली पुराने प्रकरण देख रही है, तो उन्हें इस प्रति में बंद करें।\n"
        "पुराने प्रकरणों के संदेशों पर लिखा है कि वे दोबारा आए हो सकते हैं। नई प्रकरण संख्याएँ {last_ref} के बाद की हैं।"
    ),
    en=(
        "This system is a copy and stands on the state of {stands_on}. The original may be at work and page the "
        "same people.\n"
        "1. Decide which of the two is to run, and stop the other one.\n"
        "2. Close the older cases of this copy if the original has them.\n"
        "Messages of the older cases say that they may be repeats. New refs come after {last_ref}."
    ),
)


@dataclass(frozen=True)
class Standing:
    """What a database stands on: the time of its newest entry, when it went on, and the refs that were left out."""

    stands_on: datetime
    began_at: datetime
    refs_after: int
    copied: bool = False


def render_standing(post: Bilingual, standing: Standing) -> RenderedMessage:
    """Returns the notice to the desk: what the system stands on, what is missing, and what to do about it."""
    title, text = (COPIED_TITLE, COPIED) if standing.copied else (RESTORED_TITLE, RESTORED)
    facts = {
        "stands_on": ist(standing.stands_on),
        "began_at": ist(standing.began_at),
        "last_ref": f"RJ-{in_ist(standing.began_at).year}-{standing.refs_after:06d}",
    }
    sentence = Bilingual(hi=text.hi.format(**facts), en=text.en.format(**facts))
    return render(title, sentence, post=post, since=standing.began_at, over=True)
