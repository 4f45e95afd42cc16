"""What readers are told who are not the unit that has the case: neighbours, levels above, whoever stands in."""

from typing import Final

from abhay.wording.words import Bilingual

LIKELY_UNIT: Final = Bilingual(
    hi="स्थान निश्चित नहीं है; आपकी इकाई सबसे संभावित इकाइयों में है। कृपया लिंक खोलकर प्रकरण पढ़ें: "
    "यदि व्यक्ति आपके क्षेत्र में हो सकता है, तो टीम भेजें और पावती दें।",
    en="The place is not certain; your unit is one of the likeliest. Please open the link and read the case: "
    "if the person may be in your area, send a team and acknowledge.",
)
"""To a unit that is told because the desk did not find the place in time."""

BESIDE_IN_A_DRILL: Final = Bilingual(
    hi="वास्तविक प्रकरण में आप लिंक खोलकर प्रकरण पढ़ते और निकट होने पर टीम भेजते; इस अभ्यास में केवल प्रकरण पढ़ें।",
    en="In a real case you would open the link, read the case, and go if you are near; in this drill only read it.",
)
"""To whoever is told beside the unit that has the case, in a drill."""

NEAR_ANOTHER_STATE: Final = Bilingual(
    hi="व्यक्ति के राज्य के बाहर होने के संकेत हैं; डेस्क उस राज्य की पुलिस को सौंप रहा है। आप निकट हैं: "
    "कृपया लिंक खोलकर प्रकरण पढ़ें, और टीम भेजने पर ही पावती दें।",
    en="The person seems to be out of the State; the desk hands over to that state's police. You are near: "
    "please open the link and read the case, and acknowledge only if you send a team.",
)
"""To a unit near the border of another State in which the person seems to be."""

HAND_OVER_FIRST: Final = Bilingual(
    hi="व्यक्ति के राज्य के बाहर होने के संकेत हैं: कृपया डेस्क से पूछें कि उस राज्य की पुलिस को सूचना मिल चुकी है या नहीं।",
    en="The person seems to be out of the State: please ask the desk whether that state's police have been told.",
)
"""To a level above the desk while the person seems to be in another State."""


def nothing_unless_asked(state: Bilingual) -> Bilingual:
    """Returns what a level above the desk reads of a case that another State's police are to act on."""
    return Bilingual(
        hi=f"कार्रवाई {state.hi} की पुलिस को करनी है: आपको कुछ नहीं करना है, जब तक यह संदेश कुछ करने को न कहे।",
        en=f"It is for the police of {state.en} to act: you have nothing to do unless this message says so.",
    )


def stands_in(post: Bilingual) -> Bilingual:
    """Returns why somebody is paged who has no duty: nobody has, at the post that should be paged."""
    return Bilingual(
        hi=f"{post.hi} के ड्यूटी रोस्टर में इस समय कोई नहीं है, इसलिए यह सूचना आपको भेजी गई है।",
        en=f"By its duty roster nobody is on duty now at the post {post.en}: this comes to you in its place.",
    )


NO_UNIT_YET: Final = Bilingual(
    hi="स्थान ज्ञात नहीं है और अभी कोई पुलिस इकाई नहीं चुनी गई है।",
    en="The place is not known, and no police unit has been chosen yet.",
)
"""To a level above the desk while no unit has the case."""
