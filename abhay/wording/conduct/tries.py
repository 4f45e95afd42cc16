"""What was tried at a rung, in one line of both languages."""

from datetime import datetime

from abhay import clock
from abhay.wording.words import Bilingual


def tried_words(rung: Bilingual, since: datetime, messages: int, calls: int) -> Bilingual:
    """Returns since when a rung is asked, and by how many messages and calls; the calls are not counted twice."""
    written = messages - calls
    hi = [f"{written} संदेश"] if written else []
    en = [f"{written} message{'' if written == 1 else 's'}"] if written else []
    if calls:
        hi.append(f"{calls} फ़ोन कॉल")
        en.append(f"{calls} call{'' if calls == 1 else 's'}")
    at = clock.ist(since)
    return Bilingual(hi=f"{rung.hi}: {at} से {', '.join(hi)}", en=f"{rung.en}: since {at}, {', '.join(en)}")
