"""Words of the page on which admins look after accounts and displays."""

from typing import Final

from abhay.wording.words import Bilingual

ACCOUNTS: Final = Bilingual(hi="खाते", en="Accounts")
NEW: Final = Bilingual(hi="नया खाता", en="New account")
MAKE: Final = Bilingual(hi="खाता बनाएँ", en="Make account")
NO_UNIT: Final = Bilingual(hi="कोई इकाई नहीं", en="no unit")
STANDS: Final = Bilingual(hi="स्थिति", en="Stands")
ON: Final = Bilingual(hi="चालू", en="on")
OFF: Final = Bilingual(hi="बंद", en="off")
NOT_SET_UP: Final = Bilingual(hi="पासवर्ड नहीं चुना", en="no password yet")
FACTOR: Final = Bilingual(hi="दूसरा कारक", en="second factor")
BY_PROVIDER: Final = Bilingual(hi="पहचान सेवा से", en="by the identity service")
SEEN: Final = Bilingual(hi="अंतिम बार", en="Last seen")
SESSIONS: Final = Bilingual(hi="खुले सत्र", en="Open sessions")
ACTS: Final = Bilingual(hi="कार्य", en="Acts")
NEW_LINK: Final = Bilingual(hi="नया सेट-अप लिंक", en="New set-up link")
SWITCH_OFF: Final = Bilingual(hi="बंद करें", en="Switch off")
SWITCH_ON: Final = Bilingual(hi="चालू करें", en="Switch on")
NEW_ROLE: Final = Bilingual(hi="नई भूमिका", en="New role")
CHANGE: Final = Bilingual(hi="भूमिका बदलें", en="Change role")
END: Final = Bilingual(hi="सत्र समाप्त करें", en="End sessions")
DROP: Final = Bilingual(hi="दूसरा कारक हटाएँ", en="Remove second factor")
LINK_FOR: Final = Bilingual(
    hi="यह लिंक केवल अभी दिखेगा, एक बार चलेगा, 48 घंटे तक। इसे उस व्यक्ति को दें:",
    en="This link is shown only now, works once, within 48 hours. Give it to the person:",
)
DISPLAYS: Final = Bilingual(hi="डिस्प्ले", en="Displays")
NEW_DISPLAY: Final = Bilingual(hi="नया डिस्प्ले", en="New display")
MAKE_DISPLAY: Final = Bilingual(hi="डिस्प्ले का लिंक बनाएँ", en="Make the display's link")
END_DISPLAY: Final = Bilingual(hi="डिस्प्ले समाप्त करें", en="End display")
ALL_CASES: Final = Bilingual(hi="सभी प्रकरण", en="all cases")
NONE: Final = Bilingual(hi="कोई नहीं", en="none")
