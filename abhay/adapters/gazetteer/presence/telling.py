"""What somebody says, believes, writes or dreams of a place, which is not where the writer is.

"usne bola main Ajmer me hu" tells of another; "sabko lagta hai main Alwar me hu" of what others believe, often wrongly.
"""

from collections.abc import Sequence

from abhay.adapters.gazetteer.presence import people, words
from abhay.adapters.gazetteer.presence.clause import Word
from abhay.adapters.gazetteer.presence.looks import any_of, others

_LONGEST = 8
"""Words from the verb of saying to the name."""
_SPEAKER = 4
"""Words before the verb in which its speaker stands."""
_SAYING = words.table(
    "bola bole boli bolta bolte bolti kaha kehta kehte kehti kahta kahte kahti bataya btaya batata batati likha likhi "
    "samajhta samajhte samajhti samjhte samjhta sochte sochti socho maano mano jhoot jhooth jhuth story status said "
    "says told tells thinks thought believes msg message mesej बोला बोले बोली बोलता बोलते बोलती कहा कहता कहते कहती "
    "बताया बताता लिखा लिखी समझता समझते समझती सोचते सोचती सोचो मानो झूठ मैसेज"
)
_SEEMING = words.table("lagta lagte lagti lgta laga lga लगता लगते लगती लगा")
_TO_WHOM = words.table("ko sabko unko usko kisiko mujhe aisa esa aise को सबको उनको उसको मुझे ऐसा")
_SEEING = words.table("dekha dekhi dikha dikhi saw देखा देखी दिखा")
_UNREAL = words.table(
    "sapne sapna sapno khwab khwaab dream film movie serial natak kahani story reel सपने सपना सपनों ख्वाब फिल्म सीरियल नाटक"
)
_SELF = words.table("main mai mene maine i hum humne mhe mhai मैं मै मैंने हम हमने म्हैं म्हे")
_BETWEEN = (
    words.IS | words.WAS | words.THAT | words.NOW | words.ENGLISH_IN | people.SELF
    | words.table("am im to toh ye yeh yahi diya aaya aya uska uski unka तो यह ये दिया आया उसका उसकी उनका")
)  # fmt: skip


def is_told(tokens: Sequence[Word], start: int) -> bool:
    """Whether a verb of saying, believing or seeing governs what is said of the place at `start`.

    The writer's own word, "maine bola Kota me hu", is none of these. Punctuation parts the two, unless it stands right
    behind the verb of another's speech: "usne bola, Kota me hu".
    """
    at = start - 1
    while at >= 0 and start - at <= _LONGEST and tokens[at].key in _BETWEEN - _SAYING:
        if tokens[at + 1].after_break:
            return False
        at -= 1
    if at < 0 or start - at > _LONGEST:
        return False
    before = [token.key for token in tokens[max(0, at - _SPEAKER) : at]]
    if before[-1:] and before[-1] in _SELF:
        return False
    return _governs(tokens[at].key, before) and (not tokens[at + 1].after_break or _another_speaks(before))


def _another_speaks(before: Sequence[str]) -> bool:
    return others(before) and not any_of(before[-2:], words.NOT)


def _governs(verb: str, before: Sequence[str]) -> bool:
    if verb in _SEEMING:
        return any_of(before[-2:], _TO_WHOM)
    if verb in _SEEING:
        return any_of(before, _UNREAL)
    return verb in _SAYING
