"""Labels of mails: which words before a colon or dash name which field, in English and in Hindi."""

import re

from abhay.domain.text import plain_words

# field -> the labels that partners and our own people write, as `plain_words` leaves them.
_LABELS: dict[str, tuple[str, ...]] = {
    "alert_id": (
        "case reference", "case ref", "case id", "case no", "case number", "case",
        "reference", "reference number",
        "reference id", "ref", "ref no", "alert id", "alert reference", "escalation id",
        "escalation reference",
        "ticket", "ticket id", "केस संदर्भ", "संदर्भ", "संदर्भ संख्या", "केस संख्या",
        "केस नंबर", "प्रकरण संख्या", "प्रकरण",
    ),
    "event": ("event", "event type", "notice type", "घटना प्रकार"),
    "drill": ("drill", "is drill", "अभ्यास"),
    "test": ("is test", "test alert", "test message", "test mode", "टेस्ट अलर्ट", "परीक्षण सूचना"),
    "severity": (
        "risk level", "risk", "severity", "priority", "urgency", "जोखिम स्तर", "जोखिम",
        "गंभीरता", "प्राथमिकता",
    ),
    "platform": ("platform", "app", "service", "network", "product", "प्लेटफार्म", "प्लेटफॉर्म", "मंच", "ऐप"),
    "content.created_at": (
        "content time", "content created", "content created at", "post time",
        "time of post", "posted at", "posted on",
        "posted", "created at", "time", "पोस्ट का समय", "पोस्ट समय", "सामग्री का समय",
        "सामग्री समय", "समय",
    ),
    "content.language": ("content language", "language", "भाषा", "सामग्री की भाषा"),
    "content.permalink": ("permalink", "post url", "post link", "content url", "content link", "पोस्ट लिंक"),
    "content.text": (
        "content", "post", "text", "post text", "content text", "message", "caption",
        "सामग्री", "पोस्ट", "संदेश",
    ),
    "subject.display_name": (
        "name", "full name", "display name", "profile name", "account name", "person",
        "नाम", "पूरा नाम", "व्यक्ति का नाम",
    ),
    "subject.username": ("username", "user name", "handle", "account", "यूजरनेम", "यूजर नेम", "उपयोगकर्ता नाम"),
    "subject.user_id": ("user id", "userid", "account id", "profile id", "uid", "यूजर आईडी", "उपयोगकर्ता आईडी"),
    "subject.channel_id": ("channel id", "channel", "चैनल आईडी"),
    "subject.phones": (
        "phone", "phones", "phone number", "phone numbers", "phone no", "mobile",
        "mobile number", "mobile no", "telephone", "contact number", "contact no",
        "फोन", "फोन नंबर", "मोबाइल", "मोबाइल नंबर", "दूरभाष", "संपर्क नंबर", "सम्पर्क नंबर",
    ),
    "subject.emails": ("e mail", "email", "emails", "e mails", "e mail address", "email address", "ईमेल", "ई मेल"),
    "subject.profile_url": ("profile", "profile url", "profile link", "account url", "प्रोफाइल", "प्रोफाइल लिंक"),
    "subject.age_band": ("age", "age band", "age range", "age group", "आयु", "उम्र", "आयु वर्ग"),
    "subject.address.line": (
        "address", "home address", "postal address", "residence", "पता", "घर का पता",
        "निवास", "निवास स्थान",
    ),
    "subject.address.pin": ("pin", "pin code", "pincode", "postal code", "पिन", "पिन कोड", "पिनकोड"),
    "subject.address.district": ("district", "जिला"),
    "subject.address.state": ("state", "राज्य"),
    "subject.city": ("current city", "city", "town", "lives in", "वर्तमान शहर", "शहर", "नगर"),
    "subject.hometown": ("hometown", "home town", "native place", "गृहनगर", "गृह नगर", "मूल निवास", "मूल स्थान"),
    "subject.self_reported_location": ("self reported location", "profile location", "stated location"),
    "subject.emergency_contact": ("emergency contact", "trusted contact", "आपातकालीन संपर्क", "आपातकालीन सम्पर्क"),
    "technical.place_tag": (
        "place tagged in photo", "place tagged in post", "place tagged", "place tag",
        "tagged place", "tagged location", "location tag", "check in", "checkin", "फोटो में टैग स्थान",
        "फोटो में टैग किया गया स्थान", "टैग किया गया स्थान", "टैग स्थान",
    ),
    "technical.locations": (
        "approximate location", "location", "last location", "last known location",
        "device location", "gps", "gps location", "coordinates", "अनुमानित स्थान", "स्थान", "लोकेशन",
        "अनुमानित लोकेशन", "निर्देशांक",
    ),
    "technical.logins": (
        "last login ip", "last login", "login ip", "last ip", "last ip address", "ip", "ip address", "login",
        "अंतिम लॉगिन आईपी", "अंतिम लॉगिन", "आईपी", "आईपी पता", "लॉगिन आईपी",
    ),
    "technical.devices": ("device", "device model", "phone model", "डिवाइस", "उपकरण"),
}  # fmt: skip

# What may stand around a label without changing what it names.
_ASIDE = re.compile(r"[(（\[][^)）\]]{0,40}[)）\]]")
_AROUND = re.compile(
    r"^(?:प्रोफाइल (?:पर|में) )"
    r"|(?: (?:on|in|from) (?:the )?(?:profile|account|file))$|(?: (?:utc|gmt|ist))$|(?: ?\d{1,2})$"
)

_FIELDS = {plain_words(label): name for name, labels in _LABELS.items() for label in labels}


def field_of(label: str) -> str | None:
    """Returns the dotted field of a label, whatever its case, punctuation, or an aside such as `(UTC)`; else None."""
    without_aside = _ASIDE.sub(" ", label)
    return _named(label) or (_named(without_aside) if without_aside != label else None)


def _named(label: str) -> str | None:
    words = plain_words(label)
    return _FIELDS.get(words) or _FIELDS.get(_AROUND.sub("", words))
