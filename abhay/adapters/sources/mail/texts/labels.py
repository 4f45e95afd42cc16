"""Labels of mails: which words before a colon or dash name which field, in English and in Hindi."""

import re

from abhay.domain.text import plain_words

# field -> the labels that partners and our own people write, as `plain_words` leaves them.
_LABELS: dict[str, tuple[str, ...]] = {
    "alert_id": (
        "case reference", "case ref", "case id", "case no", "case number", "case", "reference",
        "reference number", "reference id", "ref", "ref no", "alert id", "alert reference", "escalation id",
        "escalation reference", "ticket", "ticket id", "केस संदर्भ", "संदर्भ", "संदर्भ संख्या", "केस संख्या",
        "केस नंबर", "प्रकरण संख्या", "प्रकरण", "case ref no", "case reference no", "case reference number",
        "our reference", "our ref", "alert no", "alert number", "incident id", "incident number", "report id",
        "complaint id", "complaint no", "केस आईडी", "केस नं", "केस क्रमांक", "प्रकरण क्रमांक", "संदर्भ क्रमांक",
        "संदर्भ नंबर", "अलर्ट आईडी", "शिकायत संख्या",
    ),
    "event": ("event", "event type", "notice type", "घटना प्रकार"),
    "drill": ("drill", "is drill", "अभ्यास"),
    "test": ("is test", "test alert", "test message", "test mode", "टेस्ट अलर्ट", "परीक्षण सूचना"),
    "severity": (
        "risk level", "risk", "severity", "priority", "urgency", "जोखिम स्तर", "जोखिम", "गंभीरता", "प्राथमिकता",
        "risk category", "threat level", "danger level", "urgency level", "alert level", "level of risk",
        "खतरे का स्तर", "खतरा", "जोखिम का स्तर", "तात्कालिकता",
    ),
    "platform": (
        "platform", "app", "service", "network", "product", "प्लेटफार्म", "प्लेटफॉर्म", "मंच", "ऐप",
        "social media platform", "social media", "source platform", "सोशल मीडिया", "सोशल मीडिया मंच", "एप",
    ),
    "content.created_at": (
        "content time", "content created", "content created at", "post time", "time of post", "posted at",
        "posted on", "posted", "created at", "time", "पोस्ट का समय", "पोस्ट समय", "सामग्री का समय",
        "सामग्री समय", "समय", "date and time of post", "date time of post", "post date", "posted date",
        "date of post", "date and time", "post date and time", "time posted", "पोस्ट करने का समय",
        "पोस्ट की तारीख", "दिनांक और समय", "दिनांक व समय", "दिनांक एवं समय",
    ),
    "content.language": ("content language", "language", "भाषा", "सामग्री की भाषा"),
    "content.permalink": (
        "permalink", "post url", "post link", "content url", "content link", "पोस्ट लिंक", "link to post",
        "link of post", "url of post", "link to content", "पोस्ट का लिंक", "पोस्ट यूआरएल",
    ),
    "content.text": (
        "content", "post", "text", "post text", "content text", "message", "caption", "सामग्री", "पोस्ट",
        "संदेश", "post content", "content of post", "message text", "post message", "text of post",
        "what was posted", "what the user wrote", "user s post", "posted text", "पोस्ट का पाठ",
        "पोस्ट की सामग्री", "लिखा है", "पोस्ट में लिखा", "संदेश का पाठ",
    ),
    "subject.display_name": (
        "name", "full name", "display name", "profile name", "account name", "person", "नाम", "पूरा नाम",
        "व्यक्ति का नाम", "name of person", "name of the person", "person s name", "person name",
        "name of victim", "victim name", "victim s name", "name of user", "user s name", "name on profile",
        "real name", "name of account holder", "account holder", "account holder name", "profile holder",
        "पीड़ित का नाम", "पीड़िता का नाम", "युवक का नाम", "युवती का नाम", "उपयोगकर्ता का नाम",
        "खाताधारक का नाम", "खाताधारक", "व्यक्ति",
    ),
    "subject.username": (
        "username", "user name", "handle", "account", "यूजरनेम", "यूजर नेम", "उपयोगकर्ता नाम", "user handle",
        "account handle", "profile handle", "instagram handle", "insta handle", "instagram id", "insta id",
        "instagram username", "twitter handle", "screen name", "login name", "खाता", "अकाउंट", "हैंडल",
        "इंस्टाग्राम आईडी", "इंस्टा आईडी",
    ),
    "subject.user_id": (
        "user id", "userid", "account id", "profile id", "uid", "यूजर आईडी", "उपयोगकर्ता आईडी", "user number",
        "account number", "facebook id", "fb id", "profile number", "member id", "खाता आईडी", "अकाउंट आईडी",
        "खाता संख्या", "प्रोफाइल आईडी",
    ),
    "subject.channel_id": ("channel id", "channel", "चैनल आईडी"),
    "subject.phones": (
        "phone", "phones", "phone number", "phone numbers", "phone no", "mobile", "mobile number", "mobile no",
        "telephone", "contact number", "contact no", "फोन", "फोन नंबर", "मोबाइल", "मोबाइल नंबर", "दूरभाष",
        "संपर्क नंबर", "सम्पर्क नंबर", "mob", "mob no", "mob number", "mobile phone", "mobile nos", "mobiles",
        "cell", "cell no", "cell phone", "cell number", "ph", "ph no", "phone nos", "tel", "tel no",
        "tel number", "telephone no", "telephone number", "landline", "landline no", "landline number",
        "residence phone", "home phone", "contact nos", "contact phone", "contact mobile", "whatsapp",
        "whatsapp no", "whatsapp number", "whats app", "whats app no", "whats app number", "wa no",
        "alternate no", "alternate number", "alternate mobile", "alternate phone", "alternate contact",
        "alternative number", "alt no", "alt mobile", "alt phone", "other phone", "other number",
        "second phone", "registered mobile", "registered mobile no", "registered mobile number",
        "registered phone", "registered number", "linked phone", "linked mobile", "linked number",
        "recovery phone", "recovery number", "mobile linked to account", "मो", "मो न", "मो नं", "मो नंबर",
        "मोबाइल नं", "मोबाइल न", "मोबाइल संख्या", "फोन नं", "फोन न", "फोन संख्या", "दूरभाष नंबर",
        "दूरभाष संख्या", "दूरभाष क्रमांक", "संपर्क सूत्र", "संपर्क नं", "संपर्क संख्या", "सम्पर्क सूत्र",
        "व्हाट्सएप", "व्हाट्सएप नंबर", "व्हाट्सएप नं", "व्हाट्सऐप", "व्हाट्सऐप नंबर", "वाट्सएप नंबर",
        "वैकल्पिक नंबर", "दूसरा नंबर", "अन्य नंबर", "पंजीकृत मोबाइल", "पंजीकृत मोबाइल नंबर",
    ),
    "subject.emails": (
        "e mail", "email", "emails", "e mails", "e mail address", "email address", "ईमेल", "ई मेल", "mail id",
        "email id", "e mail id", "registered email", "linked email", "recovery email", "ईमेल आईडी", "मेल आईडी",
        "ईमेल पता",
    ),
    "subject.profile_url": (
        "profile", "profile url", "profile link", "account url", "प्रोफाइल", "प्रोफाइल लिंक", "url of profile",
        "link to profile", "profile page", "account link", "facebook profile", "instagram profile",
        "प्रोफाइल का लिंक", "प्रोफाइल यूआरएल",
    ),
    "subject.age_band": (
        "age", "age band", "age range", "age group", "आयु", "उम्र", "आयु वर्ग", "age years", "age in years",
        "approximate age", "approx age", "estimated age", "age approx", "आयु लगभग", "अनुमानित आयु", "उम्र लगभग",
        "अनुमानित उम्र",
    ),
    "subject.address.line": (
        "address", "home address", "postal address", "residence", "पता", "घर का पता", "निवास", "निवास स्थान",
        "last known address", "last address", "current address", "present address", "residential address",
        "residence address", "local address", "correspondence address", "communication address",
        "mailing address", "delivery address", "shipping address", "billing address", "registered address",
        "full address", "complete address", "house address", "address line", "address line 1", "addr",
        "place of residence", "current residence", "वर्तमान पता", "हाल पता", "हाल का पता", "हाल निवास",
        "अंतिम ज्ञात पता", "अंतिम पता", "पूरा पता", "डाक पता", "डाक का पता", "निवास का पता", "निवास पता",
        "आवासीय पता", "पत्राचार का पता", "स्थानीय पता",
    ),
    "subject.address.pin": (
        "pin", "pin code", "pincode", "postal code", "पिन", "पिन कोड", "पिनकोड", "zip", "zip code", "postcode",
        "post code", "pin no", "पिनकोड नंबर", "डाक पिन",
    ),
    "subject.address.district": ("district", "जिला", "dist", "distt", "jila", "zila", "name of district"),
    "subject.address.state": ("state", "राज्य"),
    "subject.city": (
        "current city", "city", "town", "lives in", "वर्तमान शहर", "शहर", "नगर", "village", "city town",
        "town city", "village town", "town village", "city village", "current location city", "present city",
        "place", "locality", "tehsil", "current town", "living in", "lives at", "residing at", "residing in",
        "located in", "गाँव", "गांव", "ग्राम", "कस्बा", "तहसील", "स्थान शहर", "शहर गांव", "शहर का नाम",
        "रहते हैं", "रहता है", "रहती है",
    ),
    "subject.hometown": (
        "hometown", "home town", "native place", "गृहनगर", "गृह नगर", "मूल निवास", "मूल स्थान",
        "permanent address", "permanent residence", "native address", "native village", "native",
        "home district", "permanent add", "belongs to", "स्थायी पता", "स्थाई पता", "मूल पता", "पैतृक निवास",
        "पैतृक गांव", "स्थायी निवास", "स्थाई निवास",
    ),
    "subject.self_reported_location": ("self reported location", "profile location", "stated location"),
    "subject.emergency_contact": (
        "emergency contact", "trusted contact", "आपातकालीन संपर्क", "आपातकालीन सम्पर्क",
        "emergency contact number", "emergency contact no", "emergency number", "emergency contact person",
        "next of kin", "family contact", "contact of family", "relative", "relative contact", "guardian",
        "guardian s name", "guardian name", "guardian contact", "father", "father s name", "father name",
        "name of father", "father s mobile", "father s phone", "father mobile", "father phone",
        "father contact", "father s contact", "father s number", "mother", "mother s name", "mother name",
        "name of mother", "mother s mobile", "mother s phone", "mother mobile", "mother phone",
        "mother s contact", "mother contact", "mother s number", "husband", "husband s name", "husband name",
        "husband s mobile", "husband s phone", "wife", "wife s name", "wife name", "wife s mobile",
        "wife s phone", "brother", "brother s name", "brother s mobile", "brother s phone", "brother mobile",
        "sister", "sister s name", "sister s mobile", "sister s phone", "parent", "parent s name", "parents",
        "parent contact", "spouse", "spouse name", "पिता", "पिता का नाम", "पिता का फोन", "पिता का मोबाइल",
        "पिता का नंबर", "पिता का मोबाइल नंबर", "माता", "माता का नाम", "माता का फोन", "माता का मोबाइल", "माँ",
        "माँ का नाम", "माँ का फोन", "मां का नाम", "पति", "पति का नाम", "पति का मोबाइल", "पत्नी", "पत्नी का नाम",
        "पत्नी का मोबाइल", "भाई", "भाई का नाम", "भाई का मोबाइल", "भाई का नंबर", "बहन", "बहन का नाम", "अभिभावक",
        "अभिभावक का नाम", "अभिभावक का मोबाइल", "परिजन", "परिजन का नाम", "परिजन का नंबर", "परिजन का मोबाइल",
    ),
    "technical.place_tag": (
        "place tagged in photo", "place tagged in post", "place tagged", "place tag", "tagged place",
        "tagged location", "location tag", "check in", "checkin", "फोटो में टैग स्थान",
        "फोटो में टैग किया गया स्थान", "टैग किया गया स्थान", "टैग स्थान",
    ),
    "technical.locations": (
        "approximate location", "location", "last location", "last known location", "device location", "gps",
        "gps location", "coordinates", "अनुमानित स्थान", "स्थान", "लोकेशन", "अनुमानित लोकेशन", "निर्देशांक",
        "current location", "present location", "live location", "last seen location", "last seen at",
        "lat long", "lat lon", "lat lng", "latitude longitude", "latitude and longitude", "gps coordinates",
        "geo location", "geolocation", "map link", "google map", "google maps", "location link",
        "वर्तमान स्थान", "वर्तमान लोकेशन", "अंतिम स्थान", "अंतिम लोकेशन", "आखिरी लोकेशन", "जीपीएस", "मैप लिंक",
        "अक्षांश देशांतर",
    ),
    "technical.logins": (
        "last login ip", "last login", "login ip", "last ip", "last ip address", "ip", "ip address", "login",
        "अंतिम लॉगिन आईपी", "अंतिम लॉगिन", "आईपी", "आईपी पता", "लॉगिन आईपी", "login ip address", "source ip",
        "last seen ip", "registration ip", "ip login", "लॉगिन आईपी पता", "अंतिम आईपी",
    ),
    "technical.devices": (
        "device", "device model", "phone model", "डिवाइस", "उपकरण", "handset", "handset model", "mobile model",
        "device type", "device name", "मोबाइल मॉडल", "फोन मॉडल", "हैंडसेट",
    ),
}  # fmt: skip

# What may stand around a label without changing what it names.
_ASIDE = re.compile(r"[(（\[][^)）\]]{0,40}[)）\]]")
_AROUND = re.compile(
    r"^(?:प्रोफाइल (?:पर|में) )"
    r"|(?: (?:on|in|from) (?:the )?(?:profile|account|file))$|(?: (?:utc|gmt|ist))$|(?: ?\d{1,2})$"
)

_RELATIONS = {
    "father": ("father", "पिता"),
    "mother": ("mother", "माता", "माँ", "मां"),
    "husband": ("husband", "पति"),
    "wife": ("wife", "पत्नी"),
    "brother": ("brother", "भाई"),
    "sister": ("sister", "बहन"),
    "guardian": ("guardian", "अभिभावक"),
    "parent": ("parent", "parents"),
    "spouse": ("spouse",),
    "relative": ("relative", "परिजन"),
}
_RELATION_WORDS = {plain_words(word): relation for relation, words in _RELATIONS.items() for word in words}

_OR = re.compile(r"[/&]| (?:and|or|व|या|एवं|और) ", re.IGNORECASE)
_TWO_OR_THREE = (2, 3)

_FIELDS = {plain_words(label): name for name, labels in _LABELS.items() for label in labels}


def field_of(label: str) -> str | None:
    """Returns the dotted field of a label, whatever its case, punctuation, or an aside such as `(UTC)`; else None."""
    without_aside = _ASIDE.sub(" ", label)
    return _named(label) or (_named(without_aside) if without_aside != label else None) or _both(without_aside)


def _both(label: str) -> str | None:
    """Returns the field of a label in two languages or with two words, such as `नाम / Name`, if both are known."""
    parts = _OR.split(label)
    fields = [_named(part) for part in parts] if len(parts) in _TWO_OR_THREE else [None]
    return fields[0] if all(fields) else None


def relation_of(label: str) -> str | None:
    """Returns whose name or number a label announces, such as `father`; None for a label that says nothing of it."""
    return next((_RELATION_WORDS[word] for word in plain_words(label).split() if word in _RELATION_WORDS), None)


def _named(label: str) -> str | None:
    words = plain_words(label)
    return _FIELDS.get(words) or _FIELDS.get(_AROUND.sub("", words))
