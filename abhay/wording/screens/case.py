"""The words of the screen of a case; a screen shows one language at a time."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from abhay.wording.words import Bilingual
from models.enums import FailOver, MessageKind, MessageStatus


class Said(StrEnum):
    """What the screen says first, after a form was sent."""

    TAKEN = "taken"
    ALREADY = "already"
    NOTED = "noted"
    KNOWN = "known"
    ROUTED = "routed"
    SAME_UNIT = "same_unit"
    GIVEN_BACK = "given_back"
    CLOSED = "closed"
    ALREADY_CLOSED = "already_closed"
    MERGED = "merged"
    NOT_MERGED = "not_merged"
    SPLIT = "split"
    RECEIPT = "receipt"
    UNDONE = "undone"
    CHANGED = "changed"
    REFUSED = "refused"
    CALL = "call"
    CALL_JOINED = "call_joined"
    CALL_KNOWN = "call_known"


SAID: Final[Mapping[Said, Bilingual]] = {
    Said.TAKEN: Bilingual(hi="पावती दर्ज हो गई।", en="The acknowledgement is noted."),
    Said.ALREADY: Bilingual(
        hi="प्रकरण पहले ही लिया जा चुका था: {who}। आपका उत्तर भी दर्ज है।",
        en="The case was taken before: {who}. Your answer is noted too.",
    ),
    Said.NOTED: Bilingual(hi="दर्ज हो गया।", en="Noted."),
    Said.KNOWN: Bilingual(hi="यह पहले से दर्ज था।", en="This was noted before."),
    Said.ROUTED: Bilingual(hi="प्रकरण इकाई को दे दिया गया।", en="The case has been given to the unit."),
    Said.SAME_UNIT: Bilingual(hi="प्रकरण इसी इकाई के पास था।", en="This unit has the case already."),
    Said.GIVEN_BACK: Bilingual(hi="दर्ज हुआ: आपका क्षेत्र नहीं।", en="Noted: not your area."),
    Said.CLOSED: Bilingual(hi="प्रकरण समाप्त हुआ।", en="The case is closed."),
    Said.ALREADY_CLOSED: Bilingual(
        hi="प्रकरण पहले ही समाप्त था; पहला परिणाम मान्य है।",
        en="The case was closed before; its first outcome stays.",
    ),
    Said.MERGED: Bilingual(hi="दोनों प्रकरण एक हो गए।", en="Both cases are one now."),
    Said.NOT_MERGED: Bilingual(hi="ये प्रकरण मिलाए नहीं जा सकते।", en="These cases cannot be merged."),
    Said.SPLIT: Bilingual(hi="ये संदेश अब अलग प्रकरण हैं।", en="These messages are a case of their own now."),
    Said.RECEIPT: Bilingual(hi="प्राप्ति दर्ज हुई।", en="The receipt is noted."),
    Said.UNDONE: Bilingual(hi="वापस ले लिया गया।", en="Taken back."),
    Said.CHANGED: Bilingual(
        hi="इस बीच प्रकरण बदल गया: अब {who}। कुछ नहीं बदला गया। देखकर चाहें तो फिर भेजें।",
        en="The case has changed meanwhile: now {who}. Nothing was done. Look, and send it again if it is still right.",
    ),
    Said.CALL: Bilingual(
        hi="कॉल दर्ज हुई, प्रकरण खुला। इकाई को सूचना भेजी जा रही है।",
        en="The call is noted and its case is open. The unit is being told.",
    ),
    Said.CALL_JOINED: Bilingual(
        hi="कॉल दर्ज हुई और इसी व्यक्ति के खुले प्रकरण में जुड़ी।",
        en="The call is noted, and joined the open case of the same person.",
    ),
    Said.CALL_KNOWN: Bilingual(hi="यह कॉल पहले ही दर्ज हो चुकी थी।", en="This call was noted before."),
    Said.REFUSED: Bilingual(hi="नहीं हो सका: {why}", en="Not possible: {why}"),
}

SAID_STANDING: Final[Mapping[str, Bilingual]] = {
    "with": Bilingual(hi="{name} के पास, {time} से", en="{name} has it since {time}"),
    "nobody": Bilingual(hi="किसी के पास नहीं", en="nobody has it"),
    "closed": Bilingual(hi="समाप्त", en="it is closed"),
}

KIND: Final[Mapping[MessageKind, Bilingual]] = {
    MessageKind.PAGE: Bilingual(hi="सूचना", en="page"),
    MessageKind.REMINDER: Bilingual(hi="अनुस्मारक", en="reminder"),
    MessageKind.UPDATE: Bilingual(hi="नई जानकारी", en="update"),
    MessageKind.ESCALATED: Bilingual(hi="ऊपर भेजा गया", en="went up"),
    MessageKind.ACKNOWLEDGED: Bilingual(hi="पावती की सूचना", en="acknowledged"),
    MessageKind.STOOD_DOWN: Bilingual(hi="रुकने की सूचना", en="stood down"),
    MessageKind.CLOSED: Bilingual(hi="समाप्ति की सूचना", en="closed"),
    MessageKind.DESK: Bilingual(hi="डेस्क को सूचना", en="notice to the desk"),
}

DELIVERY: Final[Mapping[MessageStatus, Bilingual]] = {
    MessageStatus.QUEUED: Bilingual(hi="कतार में", en="queued"),
    MessageStatus.SENDING: Bilingual(hi="भेजा जा रहा", en="being sent"),
    MessageStatus.SENT: Bilingual(hi="भेजा गया", en="sent"),
    MessageStatus.DELIVERED: Bilingual(hi="पहुँच गया", en="delivered"),
    MessageStatus.FAILED: Bilingual(hi="नहीं पहुँचा", en="failed"),
    MessageStatus.UNKNOWN: Bilingual(hi="पहुँचा या नहीं, ज्ञात नहीं", en="not known whether it arrived"),
    MessageStatus.STOOD_DOWN: Bilingual(hi="रोक दिया गया", en="not sent any more"),
}

WENT_ON: Final[Mapping[FailOver, Bilingual]] = {
    FailOver.REFUSED: Bilingual(hi="पहला संपर्क अस्वीकृत", en="the one before was refused"),
    FailOver.UNAVAILABLE: Bilingual(hi="पहला मार्ग बंद", en="the way before was down"),
    FailOver.UNKNOWN: Bilingual(hi="पहले की पुष्टि नहीं", en="the one before is in doubt"),
    FailOver.UNCONFIRMED: Bilingual(hi="पहले की समय पर पुष्टि नहीं", en="the one before was not confirmed in time"),
    FailOver.RETURNED: Bilingual(hi="पहला लौट आया", en="the one before came back"),
    FailOver.OFF: Bilingual(hi="पहला संपर्क बंद", en="the contact before was switched off"),
}

CASE: Final[Mapping[str, Bilingual]] = {
    "to_board": Bilingual(hi="← खुले प्रकरण", en="← Open cases"),
    "received": Bilingual(hi="सूचना मिली", en="Received"),
    "acts": Bilingual(hi="कार्रवाई", en="What to do"),
    "acknowledge": Bilingual(hi="पावती दर्ज करें", en="Acknowledge"),
    "by": Bilingual(hi="किसने (नाम, पद)", en="Who takes it (name, rank)"),
    "via": Bilingual(hi="किस माध्यम से", en="By which way"),
    "for_unit": Bilingual(hi="किस इकाई के लिए", en="For which unit"),
    "note": Bilingual(hi="टिप्पणी", en="Note"),
    "reason": Bilingual(hi="कारण", en="Reason"),
    "route": Bilingual(hi="इकाई को दें", en="Give it to a unit"),
    "not_ours": Bilingual(hi="हमारे क्षेत्र का नहीं", en="Not our area"),
    "suggest": Bilingual(hi="शायद किस इकाई का", en="Whose it may be"),
    "milestone": Bilingual(hi="चरण दर्ज करें", en="Note a step"),
    "step": Bilingual(hi="चरण", en="Step"),
    "closure": Bilingual(hi="परिणाम दर्ज कर समाप्त करें", en="Record the outcome and close"),
    "outcome": Bilingual(hi="परिणाम", en="Outcome"),
    "merge": Bilingual(hi="दूसरे प्रकरण से मिलाएँ", en="Merge with another case"),
    "into": Bilingual(hi="दूसरा प्रकरण (RJ-…)", en="The other case (RJ-…)"),
    "maybe_same": Bilingual(hi="वही व्यक्ति हो सकता है", en="May be the same person"),
    "split": Bilingual(hi="संदेश अलग करें", en="Split messages off"),
    "events": Bilingual(hi="किसी और के संदेश", en="Messages about somebody else"),
    "hand_over": Bilingual(hi="दूसरे राज्य की पुलिस को सौंपें", en="Hand over to another State's police"),
    "state": Bilingual(hi="राज्य", en="State"),
    "format": Bilingual(hi="पैकेट का रूप", en="Form of the packet"),
    "receipt": Bilingual(hi="दूसरे राज्य की प्राप्ति दर्ज करें", en="Note the other State's receipt"),
    "received_by": Bilingual(hi="किसने प्राप्त किया", en="Who received it"),
    "undo": Bilingual(hi="पिछला कार्य वापस लें", en="Take the last act back"),
    "add_note": Bilingual(hi="टिप्पणी लिखें", en="Add a note"),
    "note_sealed": Bilingual(
        hi="टिप्पणी किसी घड़ी को नहीं रोकती। यह व्यक्ति के विवरण के साथ ही दिखती है।",
        en="A note stops no clock. It is shown with the person alone.",
    ),
    "merge_with": Bilingual(hi="{ref} वही व्यक्ति है: दोनों मिलाएँ", en="{ref} is the same person: merge both"),
    "choose": Bilingual(hi="— चुनें —", en="— choose —"),
    "person": Bilingual(hi="व्यक्ति और संदेश", en="The person and the messages"),
    "hidden": Bilingual(
        hi="व्यक्ति का विवरण छिपा है। देखने का कारण लिखें: नाम और कारण ऑडिट में लिखे जाते हैं।",
        en="The person is hidden. Write why you look: your name and the reason go into the audit log.",
    ),
    "reveal": Bilingual(hi="विवरण देखें", en="Show the person"),
    "not_for_you": Bilingual(hi="व्यक्ति का विवरण आपके लिए नहीं है।", en="The person is not shown to you."),
    "name": Bilingual(hi="नाम", en="Name"),
    "phone": Bilingual(hi="फ़ोन", en="Telephone"),
    "account": Bilingual(hi="खाता", en="Account"),
    "family": Bilingual(hi="परिजन", en="Family"),
    "email": Bilingual(hi="ई-मेल", en="E-mail"),
    "lives": Bilingual(hi="शहर और स्थान", en="Town and place"),
    "position": Bilingual(hi="स्थिति", en="Position"),
    "heard_from": Bilingual(hi="किसने बताया", en="Heard from"),
    "links": Bilingual(
        hi="पते (न खोलें जब तक प्रेषक पर भरोसा न हो)", en="Addresses (open none unless you trust the sender)"
    ),
    "address": Bilingual(hi="पता", en="Address"),
    "notes": Bilingual(hi="टिप्पणियाँ", en="Notes"),
    "as_received": Bilingual(hi="मूल शब्द", en="The words as they came"),
    "files": Bilingual(hi="फ़ाइलें", en="Files"),
    "open_file": Bilingual(hi="फ़ाइल लें", en="Save the file"),
    "show_small": Bilingual(hi="छोटा चित्र देखें", en="Show the picture small"),
    "blurred": Bilingual(hi="धुँधला चित्र: देखने के लिए कारण लिखें", en="A blurred picture: write a reason to see it"),
    "picture": Bilingual(hi="संदेश के साथ आया चित्र", en="The picture that came with the message"),
    "map": Bilingual(hi="संभावित ज़िले, और बताई गई स्थितियाँ", en="Likely districts, and the positions that were sent"),
    "place": Bilingual(hi="स्थान और उसके संकेत", en="Place, and the evidence for it"),
    "candidates": Bilingual(hi="संभावित इकाइयाँ", en="Possible units"),
    "by_a_person": Bilingual(hi="इकाई किसी व्यक्ति ने चुनी", en="A person chose the unit"),
    "ladder": Bilingual(hi="स्तर और समय-सीमाएँ", en="Levels and deadlines"),
    "entered": Bilingual(hi="सूचना भेजी", en="Told"),
    "until": Bilingual(hi="समय-सीमा", en="Deadline"),
    "now": Bilingual(hi="अभी", en="now"),
    "coming": Bilingual(hi="यदि कोई पावती न दे", en="if nobody acknowledges"),
    "steps": Bilingual(hi="चरण", en="Steps"),
    "messages": Bilingual(hi="भेजे गए संदेश", en="Messages sent"),
    "message": Bilingual(hi="संदेश", en="Message"),
    "to": Bilingual(hi="किसे", en="To"),
    "channel": Bilingual(hi="माध्यम", en="Channel"),
    "delivery": Bilingual(hi="पहुँच", en="Delivery"),
    "queued": Bilingual(hi="कतार में", en="Queued"),
    "try": Bilingual(hi="प्रयास {n}", en="try {n}"),
    "timeline": Bilingual(hi="घटनाक्रम", en="Timeline"),
    "run": Bilingual(hi="Prefect में यह रन खोलें", en="Open its run in Prefect"),
    "all": Bilingual(hi="सभी", en="all"),
    "merged_into": Bilingual(hi="इस प्रकरण में मिला दिया गया", en="Merged into"),
    "again_of": Bilingual(hi="यही संदेश पहले भी था", en="The same message came before in"),
    "send": Bilingual(hi="दर्ज करें", en="Send"),
}
"""Headings and labels, by the name that the page uses."""

WAYS: Final = ("phone", "screen")
"""The ways that the form of an acknowledgement offers."""
