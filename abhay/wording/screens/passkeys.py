"""Words about passkeys."""

from typing import Final

from abhay.wording.words import Bilingual

PASSKEYS: Final = Bilingual(hi="पासकी", en="Passkeys")
WHAT: Final = Bilingual(
    hi="पासकी पासवर्ड के साथ छह अंकों के कोड की जगह चलती है: यह फ़ोन, कंप्यूटर या सुरक्षा कुंजी में रहती है।",
    en="A passkey stands in for the six-digit code beside your password: in a phone, a computer or a security key.",
)
NAME: Final = Bilingual(hi="पासकी का नाम", en="What to call it")
ADD: Final = Bilingual(hi="पासकी जोड़ें", en="Add a passkey")
REMOVE: Final = Bilingual(hi="हटाएँ", en="Remove")
USE: Final = Bilingual(hi="कोड की जगह पासकी से आगे बढ़ें", en="Continue with a passkey instead of a code")
NONE: Final = Bilingual(hi="कोई पासकी नहीं", en="no passkey yet")
USED: Final = Bilingual(hi="अंतिम प्रयोग", en="last used")
ADDED: Final = Bilingual(hi="पासकी जुड़ गई।", en="The passkey is added.")
REMOVED: Final = Bilingual(hi="पासकी हट गई।", en="The passkey is removed.")
NOT_HERE: Final = Bilingual(
    hi="यहाँ पासकी नहीं चलती: इसके लिए https और नाम वाला पता चाहिए, आईपी पता नहीं।",
    en="Passkeys do not work here: they need https and an address with a name, not an IP address.",
)
WRONG: Final = Bilingual(
    hi="पासकी से नहीं हुआ। फिर प्रयास करें, या छह अंकों का कोड लिखें।",
    en="That did not work with the passkey. Try again, or type a six-digit code.",
)
NOT_ADDED: Final = Bilingual(
    hi="पासकी नहीं जुड़ी। दूसरा नाम चुनें, या फिर प्रयास करें।",
    en="The passkey was not added. Choose another name, or try again.",
)
