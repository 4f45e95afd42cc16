"""Words about signing in by an identity provider."""

from collections.abc import Mapping
from typing import Final

from abhay.wording.words import Bilingual
from models.people.denials import Denial

REFUSED: Final = Bilingual(hi="साइन इन नहीं हुआ", en="You are not signed in")
OR_HERE: Final = Bilingual(hi="या नाम और पासवर्ड से", en="Or with name and password")
BY_PASSWORD: Final = Bilingual(hi="नाम और पासवर्ड से साइन इन करें", en="Sign in with name and password")
ONCE_MORE: Final = Bilingual(hi="फिर प्रयास करें", en="Try again")
NONE: Final = Bilingual(hi="यहाँ किसी पहचान सेवा से साइन इन नहीं होता।", en="Nobody signs in here by an identity service.")
DOWN: Final = Bilingual(
    hi="पहचान सेवा अभी नहीं मिल रही है। नाम और पासवर्ड वाले खाते पहले की तरह चलते हैं।",
    en="The identity service cannot be reached now. Accounts with name and password work as before.",
)
DOES_NOT_HOLD: Final = Bilingual(
    hi="पहचान सेवा का उत्तर मान्य नहीं है, या बहुत देर से आया। फिर से साइन इन करें।",
    en="The answer of the identity service does not hold, or came too late. Sign in again.",
)
CONFIRM_THERE: Final = Bilingual(
    hi="आप पहचान सेवा से साइन इन हैं: वहीं दोबारा पासवर्ड दें।",
    en="You are signed in by the identity service: give your password again there.",
)

DENIALS: Final[Mapping[Denial, Bilingual]] = {
    Denial.NO_ROLE: Bilingual(
        hi="पहचान सेवा आपको जानती है, पर अभय में आपकी कोई भूमिका नहीं है। अपने एडमिन से भूमिका माँगें।",
        en="The identity service knows you, but gives you no role in Abhay. Ask your admin for one.",
    ),
    Denial.SEVERAL_ROLES: Bilingual(
        hi="पहचान सेवा आपको अभय में एक से अधिक भूमिकाएँ देती है; एक ही चाहिए। अपने एडमिन को बताएँ।",
        en="The identity service gives you more than one role in Abhay; exactly one is needed. Tell your admin.",
    ),
    Denial.NO_UNIT: Bilingual(
        hi="पहचान सेवा आपकी पुलिस इकाई नहीं बताती, या ऐसी इकाई बताती है जो यहाँ नहीं है। अपने एडमिन को बताएँ।",
        en="The identity service names no police unit for you, or none that there is here. Tell your admin.",
    ),
    Denial.NO_FACTOR: Bilingual(
        hi="आपकी भूमिका के लिए दूसरा कारक चाहिए, और पहचान सेवा ने वह नहीं माँगा। वहाँ दूसरा कारक सेट करें।",
        en="Your role needs a second factor, and the identity service did not ask for one. Set one up there.",
    ),
    Denial.SWITCHED_OFF: Bilingual(
        hi="आपका खाता यहाँ बंद किया गया है। अपने एडमिन से बात करें।",
        en="Your account was switched off here. Talk to your admin.",
    ),
    Denial.OTHER_PERSON: Bilingual(
        hi="पासवर्ड उसी व्यक्ति का चाहिए जो यहाँ साइन इन है। फिर से साइन इन करें।",
        en="The password must be that of whoever is signed in here. Sign in again.",
    ),
    Denial.NOT_PROVEN: Bilingual(
        hi="पहचान सेवा ने पासवर्ड दोबारा नहीं माँगा, इसलिए यह कार्य नहीं हो सकता। अपने एडमिन को बताएँ।",
        en="The identity service did not ask for your password again, so this cannot be done. Tell your admin.",
    ),
}
"""Why somebody whom the provider knows is not let in."""


def by_provider(name: Bilingual) -> Bilingual:
    """Returns the words of the link to the provider."""
    return Bilingual(hi=f"{name.hi} से साइन इन करें", en=f"Sign in by {name.en}")
