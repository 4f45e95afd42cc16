"""The words of the line that says how the parts stand."""

from collections.abc import Mapping
from typing import Final

from abhay.wording.words import Bilingual

HEADING: Final = Bilingual(hi="प्रणाली के भाग", en="Parts of the system")

PARTS: Final[Mapping[str, Bilingual]] = {
    "database": Bilingual(hi="डेटाबेस", en="database"),
    "engine": Bilingual(hi="इंजन", en="engine"),
    "watcher": Bilingual(hi="प्रहरी", en="watcher"),
    "mailbox": Bilingual(hi="मेलबॉक्स", en="mailbox"),
    "channels": Bilingual(hi="संदेश के माध्यम", en="channels"),
}
"""What each part is called."""

CONDITIONS: Final[Mapping[str, Bilingual]] = {
    "works": Bilingual(hi="ठीक", en="works"),
    "fails": Bilingual(hi="काम नहीं कर रहा", en="FAILS"),
    "off": Bilingual(hi="लगाया नहीं गया", en="not set up"),
    "unknown": Bilingual(hi="पता नहीं", en="not known"),
}
"""How a part stands."""

SHAPES: Final[Mapping[str, str]] = {"works": "✓", "fails": "✕", "off": "–", "unknown": "?"}
"""A sign beside the word, so that no colour is needed."""
