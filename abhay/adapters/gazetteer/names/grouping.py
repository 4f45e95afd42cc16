"""Groups the names of a post that speak of one place: "Lohawat, dist. Phalodi", "Kotra in Udaipur"."""

from collections.abc import Sequence

from abhay.adapters.gazetteer.names import cues
from abhay.adapters.gazetteer.names.mentions import Mention, Token
from abhay.adapters.gazetteer.presence.words import IN, OF
from models.enums import Standing

_BETWEEN = cues.NAMES_OF_KINDS | OF | {"near", "in"}
"""What may stand between names of one group."""
_WORDS_TO_ADDRESS = 8
_SURE = (Standing.PRESENT, Standing.LEFT, Standing.ORIGIN, Standing.PERHAPS)


def in_groups(words: Sequence[Token], mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Returns the mentions in groups of those that speak of one place, in order."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        if groups and _belong(words, groups[-1][-1], mention):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _belong(words: Sequence[Token], one: Mention, other: Mention) -> bool:
    between = words[one.end : other.start]
    if not between:
        alike = one.standing is other.standing or Standing.MENTIONED in (one.standing, other.standing)
        return alike or not words[other.start].after_break
    if len(between) > 1:
        return _follows_as_address(words, one, other)
    word = between[0].key
    return word in _BETWEEN or (word in IN and one.standing is other.standing)


def _follows_as_address(words: Sequence[Token], one: Mention, other: Mention) -> bool:
    """Whether a name stands alone behind what is said of a place: "Srinagar wale gaon me hu, Ajmer."."""
    alone = words[other.start].after_break and (other.end == len(words) or words[other.end].after_break)
    here = one.standing in (Standing.PRESENT, Standing.PERHAPS) and other.standing is Standing.MENTIONED
    return alone and here and other.start - one.end <= _WORDS_TO_ADDRESS


def standing_of_group(group: Sequence[Mention]) -> Standing:
    """Returns what the words say of the names of a group: each may stand nearer to the word that tells."""
    told = {one.standing for one in group}
    return next((standing for standing in _SURE if standing in told), group[-1].standing)
