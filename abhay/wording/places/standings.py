"""What the words of a post say of a place, in Hindi and English."""

from collections.abc import Mapping
from typing import Final

from abhay.wording.words import Bilingual
from models.enums import Standing

STANDINGS: Final[Mapping[Standing, Bilingual]] = {
    Standing.PRESENT: Bilingual(hi="पोस्ट के अनुसार व्यक्ति यहाँ है", en="the post says that the person is there"),
    Standing.PERHAPS: Bilingual(hi="पोस्ट के अनुसार व्यक्ति शायद यहाँ है", en="the post says that the person may be there"),
    Standing.ORIGIN: Bilingual(hi="व्यक्ति यहाँ का है", en="the person comes from there"),
    Standing.MENTIONED: Bilingual(hi="केवल नाम आया है", en="only named"),
    Standing.DESTINATION: Bilingual(hi="जाने की बात है", en="a place to go to"),
    Standing.MEMORY: Bilingual(hi="बीती बात है", en="a memory"),
    Standing.SOMEBODY_ELSE: Bilingual(hi="किसी और की बात है", en="said of somebody else"),
    Standing.LEFT: Bilingual(hi="व्यक्ति यहाँ से चला गया है", en="the person has left it"),
    Standing.THING: Bilingual(hi="किसी वस्तु का नाम है", en="the name of a thing"),
}
"""What the words of a post say of a place."""
