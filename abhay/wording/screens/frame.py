"""Words around every page for people who sign in, and of the pages of signing in."""

from collections.abc import Mapping
from typing import Final

from abhay.wording.words import Bilingual
from models.actors import ActorRole

SERVICE: Final = Bilingual(hi="अभय", en="Abhay")
SKIP: Final = Bilingual(hi="सीधे सामग्री पर जाएँ", en="Skip to the content")
PAGES: Final = Bilingual(hi="पृष्ठ", en="Pages")
OTHER_LANGUAGE: Final = Bilingual(hi="English", en="हिन्दी")
"""On a Hindi page the way to English, in English; and the other way round."""

SIGN_IN: Final = Bilingual(hi="साइन इन", en="Sign in")
SIGN_OUT: Final = Bilingual(hi="साइन आउट", en="Sign out")
SIGNED_OUT: Final = Bilingual(hi="आप साइन आउट हो गए हैं।", en="You are signed out.")
UNSENT: Final = Bilingual(hi="अभी नहीं भेजा गया", en="Not sent yet")
UNSENT_OVER: Final = Bilingual(
    hi="आपका सत्र समाप्त हो गया है। आपने जो लिखा है, वह यहीं है: दूसरे टैब में साइन-इन करें, फिर यहाँ से भेजें।",
    en="Your session has ended. What you typed is still here: sign in in another tab, then send it from here.",
)
UNSENT_SILENT: Final = Bilingual(
    hi="सर्वर उत्तर नहीं दे रहा है। आपने जो लिखा है, वह यहीं है: थोड़ी देर में फिर भेजें, और फ़ोन से भी बताएँ।",
    en="The server does not answer. What you typed is still here: send it again soon, and tell it by telephone, too.",
)
SIGN_IN_TAB: Final = Bilingual(hi="दूसरे टैब में साइन-इन करें", en="Sign in in another tab")
SEND_AGAIN: Final = Bilingual(hi="फिर भेजें", en="Send again")
NOT_NOW: Final = Bilingual(hi="अभी नहीं", en="Not now")
NAME: Final = Bilingual(hi="नाम", en="Name")
PASSWORD: Final = Bilingual(hi="पासवर्ड", en="Password")
CODE: Final = Bilingual(hi="छह अंकों का कोड (यदि सेट है)", en="Six-digit code (if you have one)")
CONTINUE: Final = Bilingual(hi="आगे बढ़ें", en="Continue")
FORGOTTEN: Final = Bilingual(
    hi="पासवर्ड याद नहीं? एडमिन से नया सेट-अप लिंक माँगें। संदेशों के लिंक पिन से पहले की तरह खुलते हैं।",
    en="Forgotten your password? Ask an admin for a new set-up link. Links in messages open with the PIN as before.",
)
WRONG: Final = Bilingual(
    hi="नाम, पासवर्ड या कोड सही नहीं है। दोबारा लिखें।", en="Name, password or code is wrong. Please try again."
)

SET_UP: Final = Bilingual(hi="अपना पासवर्ड चुनें", en="Choose your password")
NEW_PASSWORD: Final = Bilingual(hi="नया पासवर्ड (कम से कम 8 अक्षर)", en="New password (at least 8 characters)")
REPEAT_PASSWORD: Final = Bilingual(hi="नया पासवर्ड दोबारा", en="New password again")
OLD_PASSWORD: Final = Bilingual(hi="वर्तमान पासवर्ड", en="Present password")
SAVE: Final = Bilingual(hi="सहेजें", en="Save")
NOT_THE_SAME: Final = Bilingual(hi="दोनों पासवर्ड एक जैसे नहीं हैं।", en="The two passwords are not the same.")
UNFIT: Final = Bilingual(
    hi="यह पासवर्ड नहीं चल सकता: 8 से 256 अक्षर, और नाम से अलग।",
    en="This cannot be a password: 8 to 256 characters, and not your name.",
)
LINK_OVER: Final = Bilingual(
    hi="यह सेट-अप लिंक प्रयोग हो चुका है, बदला गया है या पुराना है। एडमिन से नया लिंक माँगें।",
    en="This set-up link was used, replaced or is too old. Ask an admin for a new one.",
)

CONFIRM: Final = Bilingual(hi="पासवर्ड दोबारा दें", en="Give your password again")
WHY_CONFIRM: Final = Bilingual(
    hi="इस कार्य के लिए पासवर्ड पाँच मिनट के भीतर दिया होना चाहिए।",
    en="For this, your password must have been given within the last five minutes.",
)
FACTOR: Final = Bilingual(hi="दूसरा कारक सेट करें", en="Set up a second factor")
SCAN: Final = Bilingual(
    hi="फ़ोन के ऑथेंटिकेटर ऐप से यह चित्र पढ़ें, या नीचे की कुंजी लिखें। फिर ऐप का छह अंकों का कोड यहाँ लिखें।",
    en="Scan this picture with the authenticator app of your phone, or type the key below. Then type the app's "
    "six-digit code here.",
)
FACTOR_KEY: Final = Bilingual(hi="कुंजी", en="Key")
FIRST_CODE: Final = Bilingual(hi="छह अंकों का कोड", en="Six-digit code")
WRONG_CODE: Final = Bilingual(hi="कोड सही नहीं है। ऐप का नया कोड लिखें।", en="The code is wrong. Type the app's next code.")
RECOVERY: Final = Bilingual(hi="फ़ोन खो जाने पर ये कोड", en="Codes for a lost phone")
KEEP_CODES: Final = Bilingual(
    hi="ये दस कोड केवल अभी दिखेंगे। प्रत्येक एक बार चलेगा। इन्हें फ़ोन से अलग सुरक्षित रखें।",
    en="These ten codes are shown only now. Each works once. Keep them safe, and not on the phone.",
)
START_DISPLAY: Final = Bilingual(hi="इस ब्राउज़र को डिस्प्ले बनाएँ", en="Make this browser a display")
DISPLAY_SHOWS: Final = Bilingual(
    hi="यह ब्राउज़र बोर्ड दिखाएगा और कुछ बदल नहीं सकेगा। यहाँ कोई साइन इन हो तो वह साइन आउट हो जाएगा।",
    en="This browser will show the board and change nothing. Whoever is signed in here will be signed out.",
)

OWN_ACCOUNT: Final = Bilingual(hi="मेरा खाता", en="My account")
ROLE_WORD: Final = Bilingual(hi="भूमिका", en="Role")
UNIT_WORD: Final = Bilingual(hi="इकाई", en="Unit")
SIGNED_IN_UNTIL: Final = Bilingual(hi="साइन इन मान्य", en="Signed in until")
CHANGE_PASSWORD: Final = Bilingual(hi="पासवर्ड बदलें", en="Change password")
PASSWORD_CHANGED: Final = Bilingual(
    hi="पासवर्ड बदल गया। अन्य सभी ब्राउज़रों में आप साइन आउट हैं।",
    en="Your password is changed. Every other browser is signed out.",
)

NOT_ALLOWED: Final = Bilingual(hi="आपकी भूमिका को इसकी अनुमति नहीं है।", en="Your role does not allow this.")
NOT_FOUND: Final = Bilingual(hi="यहाँ कुछ नहीं है।", en="There is nothing here.")
FROM_ELSEWHERE: Final = Bilingual(
    hi="यह फ़ॉर्म किसी और साइट से आया, इसलिए कुछ नहीं किया गया। पृष्ठ दोबारा खोलें।",
    en="This form came from another site, so nothing was done. Open the page again.",
)
LATER: Final = Bilingual(
    hi="अभी यह नहीं हो सका। थोड़ी देर में फिर प्रयास करें।", en="This could not be done now. Please try again soon."
)
FAULT: Final = Bilingual(
    hi="हमारी ओर कुछ गड़बड़ हुई। यह लॉग में दर्ज है।", en="Something went wrong on our side. It is in the log."
)
NOT_UNDERSTOOD: Final = Bilingual(hi="यह अनुरोध समझ में नहीं आया।", en="This request could not be understood.")
FAILED: Final = Bilingual(hi="यह नहीं हो सका", en="That did not work")
HOME: Final = Bilingual(hi="मुखपृष्ठ", en="Start page")

ROLE: Final[Mapping[ActorRole, Bilingual]] = {
    ActorRole.OPERATOR: Bilingual(hi="डेस्क ऑपरेटर", en="desk operator"),
    ActorRole.UNIT: Bilingual(hi="पुलिस इकाई", en="police unit"),
    ActorRole.ADMIN: Bilingual(hi="एडमिन", en="admin"),
    ActorRole.AUDITOR: Bilingual(hi="लेखा-परीक्षक", en="auditor"),
    ActorRole.DISPLAY: Bilingual(hi="डिस्प्ले", en="display"),
}
"""The roles of people who sign in, and of displays."""


def wait_words(seconds: int) -> Bilingual:
    """Returns how long to wait before the next try."""
    return Bilingual(
        hi=f"कई बार गलत पासवर्ड लिखा गया। {seconds} सेकंड बाद फिर प्रयास करें।",
        en=f"Too many wrong passwords. Please try again in {seconds} s.",
    )
