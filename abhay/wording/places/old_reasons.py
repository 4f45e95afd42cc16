"""Reads the reasons that releases before revision 0011 stored: English sentences, without a code.

Rows of those releases stay readable for as long as they are kept. Nothing writes such a sentence without its
code any more: a new reason gets its words in `place_words.py`, never a pattern here.
"""

import re
from collections.abc import Callable

from abhay.wording.words import Bilingual

_KINDS = {
    "district": "ज़िला",
    "abolished district": "पूर्व ज़िला",
    "tehsil": "तहसील",
    "town": "कस्बा",
    "locality": "मोहल्ला/क्षेत्र",
    "town or post office": "कस्बा या डाकघर",
    "village post office": "गाँव का डाकघर",
    "state": "राज्य",
    "other state": "दूसरा राज्य",
    "place in another state": "दूसरे राज्य का स्थान",
    "PIN": "पिन कोड",
}
_READ = {
    "as written": "जैसा लिखा है",
    "by its sound": "उच्चारण से पहचाना",
    "by its rough sound": "मिलते-जुलते उच्चारण से पहचाना",
    "nearly as written": "लगभग ऐसा ही लिखा है",
}


def _named(found: re.Match[str]) -> str:
    more = f", {found['more']}" if found["more"] else ""
    return f"{found['name']} ({_KINDS.get(found['kind'], found['kind'])}), {_READ[found['read']]}{more}"


def _point(found: re.Match[str]) -> str:
    where = "भारत के बाहर" if found["where"] == "outside India" else f"{found['where'].removeprefix('in ')} में"
    border = f"; {found['near']} की सीमा से {found['km']} कि.मी." if found["near"] else ""
    return f"बिंदु {where}{border}; {_age(found['age'])}, {_accuracy(found['accuracy'])}"


def _age(text: str) -> str:
    if text == "time unknown":
        return "समय अज्ञात"
    if text == "taken after the post":
        return "पोस्ट के बाद का"
    number, unit, *_ = text.split()
    return f"पोस्ट से {number} {'घंटे' if unit == 'h' else 'मिनट'} पहले का"


def _accuracy(text: str) -> str:
    metres = re.search(r"\d+", text)
    return f"सटीकता ± {metres[0]} मी." if metres else "सटीकता अज्ञात"


_POINT = (
    r"point (?P<where>in .+?|outside India)(?:; (?P<km>[\d.]+) km from the border of (?P<near>.+?))?"
    r"; (?P<age>time unknown|taken after the post|\d+ (?:min|h) before the post)"
    r", (?P<accuracy>accuracy unknown|accurate to \d+ m)"
)

_Say = str | Callable[[re.Match[str]], str]
_REASONS: tuple[tuple[re.Pattern[str], _Say], ...] = tuple(
    (re.compile(pattern), say)
    for pattern, say in (
        (rf"(?P<name>.+) \((?P<kind>[A-Za-z ]+)\), read (?P<read>{'|'.join(_READ)})(?:, (?P<more>.+))?", _named),
        (_POINT, _point),
        (r"PIN (\d+): (\d+%) of its post offices", r"पिन \1: इसके \2 डाकघर यहाँ हैं"),
        (r"PIN (\d+) in the text: (\d+%) of its post offices", r"पोस्ट में पिन \1: इसके \2 डाकघर यहाँ हैं"),
        (r"PIN (\d+) is of (.+)", r"पिन \1 \2 का है"),
        (
            r"PIN (\d+) is not in the list; (\d+%) of the PINs that begin (\d+)",
            r"पिन \1 सूची में नहीं; \3 से शुरू होने वाले \2 पिन यहाँ के हैं",
        ),
        (r"there is no PIN (\d+)", r"पिन \1 होता ही नहीं है"),
        (
            r"(.+) is the district of before; the place lies in (.+) now: gets a copy",
            r"पहले यह स्थान \1 ज़िले में था, अब \2 में है: पुराने ज़िले को प्रति",
        ),
        (r"landline code: only a hint", "लैंडलाइन का कोड: केवल संकेत"),
        (
            r"address, port and time can be looked up with the operator: says no place by itself",
            "दूरसंचार कंपनी से पता, पोर्ट और समय देकर पूछा जा सकता है: अपने-आप स्थान नहीं बताता",
        ),
        (r"position 0, 0: none was known", "स्थिति 0, 0: स्थान ज्ञात नहीं था"),
        (r"([\d.]+) km from (.+), Rajasthan: told as a neighbour", r"\2 से \1 कि.मी.: पड़ोसी के रूप में सूचित"),
        (r"(.+?),? is ([\d.]+) km from the point", r"\1 बिंदु से \2 कि.मी. दूर है"),
    )
)


def read_old_reason(detail: str) -> Bilingual:
    """Returns a stored English reason in both languages; one of an unknown form in English alone."""
    for pattern, say in _REASONS:
        if found := pattern.fullmatch(detail):
            return Bilingual(hi=found.expand(say) if isinstance(say, str) else say(found), en=detail)
    return Bilingual.same(detail)
