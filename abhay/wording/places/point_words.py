"""The words of what points say, measured or written: part of the reasons in `place_words.py`."""

from collections.abc import Mapping
from typing import Final

from abhay.wording.words import Bilingual
from models.routes import EvidenceReason

WHY_OF_POINTS: Final[Mapping[EvidenceReason, Bilingual]] = {
    EvidenceReason.POINT: Bilingual(
        hi="बिंदु {district} में; {age_minutes}, {accuracy_m}", en="point in {district}; {age_minutes}, {accuracy_m}"
    ),
    EvidenceReason.POINT_NEAR_BORDER: Bilingual(
        hi="बिंदु {district} में; {neighbour} की सीमा से {km} कि.मी.; {age_minutes}, {accuracy_m}",
        en="point in {district}; {km} km from the border of {neighbour}; {age_minutes}, {accuracy_m}",
    ),
    EvidenceReason.POINT_ELSEWHERE: Bilingual(
        hi="बिंदु {area}, {state} में; {age_minutes}, {accuracy_m}",
        en="point in {area}, {state}; {age_minutes}, {accuracy_m}",
    ),
    EvidenceReason.POINT_ABROAD: Bilingual(
        hi="बिंदु भारत के बाहर; {age_minutes}, {accuracy_m}", en="point outside India; {age_minutes}, {accuracy_m}"
    ),
    EvidenceReason.POINT_FAR_ABROAD: Bilingual(
        hi="बिंदु भारत के बाहर; {age_minutes}, {accuracy_m}", en="point outside India; {age_minutes}, {accuracy_m}"
    ),
    EvidenceReason.NO_POSITION: Bilingual(hi="स्थिति 0, 0: स्थान ज्ञात नहीं था", en="position 0, 0: none was known"),
    EvidenceReason.POINT_DOUBTED: Bilingual(
        hi="बिंदु भारत के बाहर, जबकि यहाँ का स्थान भी दिया है: बिंदु पर भरोसा नहीं किया गया; {age_minutes}, {accuracy_m}",
        en="point outside India, beside a place here: not believed; {age_minutes}, {accuracy_m}",
    ),
    EvidenceReason.POINT_IMPOSSIBLE: Bilingual(
        hi="लिखे गए अंश कोई स्थिति नहीं हो सकते (0, 0 या पृथ्वी के बाहर)",
        en="the degrees can be no position (0, 0, or off the earth)",
    ),
    EvidenceReason.POINT_SWAPPED: Bilingual(
        hi="अक्षांश और देशांतर उलटे लिखे थे: सीधे करके पढ़े गए",
        en="latitude and longitude stood in the other order: read the right way round",
    ),
    EvidenceReason.POINT_ONLY_A_LEAD: Bilingual(
        hi="आसपास के शब्द किसी और समय, व्यक्ति या मंज़िल की बात करते हैं: केवल सुराग",
        en="the words around it speak of another time, person or destination: only a lead",
    ),
    EvidenceReason.MAP_LINK_CLOSED: Bilingual(
        hi="नक्शे का लिंक, जिसमें स्थिति लिखी नहीं है: अपने-आप नहीं खोला जाता, कोई व्यक्ति खोलकर देखे",
        en="map link that holds no position itself: never opened automatically, a person may look",
    ),
    EvidenceReason.PLUS_CODE_SHORT: Bilingual(
        hi="छोटा प्लस कोड, जिसके साथ शहर नहीं लिखा है", en="short plus code without a town beside it"
    ),
    EvidenceReason.DISTRICT_NEAR: Bilingual(
        hi="{district} बिंदु से {km} कि.मी. दूर है", en="{district} is {km} km from the point"
    ),
    EvidenceReason.STATE_NEAR: Bilingual(
        hi="{area}, {state} बिंदु से {km} कि.मी. दूर है", en="{area}, {state}, is {km} km from the point"
    ),
    EvidenceReason.NEIGHBOUR_COPY: Bilingual(
        hi="{district} से {km} कि.मी.: पड़ोसी के रूप में सूचित", en="{km} km from {district}, Rajasthan: told as a neighbour"
    ),
}
"""Why a piece of evidence that comes from a point says what it says."""
