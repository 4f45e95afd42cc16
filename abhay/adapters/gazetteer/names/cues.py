"""Cue words beside a place name: what kind of place it is, a street, a part of an address."""

from abhay.adapters.gazetteer.names.spelling import folded


def _words(line: str) -> frozenset[str]:
    return frozenset(folded(word) for word in line.split())


NAMES_OF_KINDS = _words(
    "gaon gaav gaanv gav village vill gram graam panchayat dhani tehsil tahsil teh kasba town city shahar shehar sahar "
    "district dist distt jila jile zila zile thana post po "
    "गांव गाम ग्राम पंचायत ढाणी तहसील कस्बा कस्बे शहर नगरी जिला जिले थाना"
)
"""Words that stand beside names of places only."""
DISTRICT = _words("district dist distt jila jile zila zile जिला जिले")
SMALL = _words(
    "me mein men mai main m ka ke ki in at near se apna apni apne mera meri mere bada badi bade chhota chhoti chota "
    "choti pura puri pure poora purana purani naya nayi naye nai sara sare sari har ek us is koi kisi dusre doosre dur "
    "door से में मे म का के की अपना अपनी अपने मेरा मेरी मेरे बड़ा बड़ी बड़े छोटा छोटी पूरा पूरी पूरे पुराना नया नई नए सारा सारे "
    "हर एक उस इस किसी दूसरे दूर"
)
"""Words that are never the name of a place in running text, not even before "village": "bada shahar"."""
INSIDE = _words("me mein men में मे")
"""Behind an everyday word these make a place possible, no more: "Bali me", "deh me"."""
LINKS = _words("ka ke ki का के की")
NEAR_BEFORE = _words("near nr opp opposite behind")
NEAR_AFTER = _words("paas pass pas samne saamne najdik nazdik kareeb peeche piche kane पास सामने नजदीक करीब पीछे कनै")
"""Before a name, or behind it after "ke": the place lies near the one that is named."""
STREETS = _words(
    "road rd highway bypass hill hills char rasta cross crossing fatak phatak bhandar mishthan bhojnalaya "
    "marg gate darwaja darwaza pol express hotel restaurant line lane chungi naka "
    "रोड मार्ग बाईपास गेट दरवाजा पोल होटल हाईवे"
)
"""Words that take only their name from the place before them: Ajmer Road lies in Jaipur."""
BUILDINGS = _words("house park bhawan bhavan sadan palace tower towers भवन सदन पैलेस हाउस पार्क")
"""Behind the name of a district, in a field, these make an address elsewhere: Bikaner House lies in Delhi."""
NOT_PLACES = _words(
    "near bus stand house plot flat no number street st ward sector block floor apartment apartments hostel pg room "
    "school college university institute coaching hospital temple mandir masjid chowk chauraha circle market bazar "
    "bazaar colony scheme behind opposite opp front beside next to the and of my from live lives student india bharat "
    "pin code pincode address home ghar makan gali mohalla phase extension avenue enclave tower building shop "
    "पास सामने पीछे मकान घर गली मोहल्ला वार्ड सेक्टर बस स्टैंड स्कूल कॉलेज अस्पताल मंदिर चौक चौराहा बाजार कॉलोनी भारत पिन और"
)
"""Words of an address that are no name of a place by themselves."""
ENDINGS = _words(
    "nagar pur pura puri garh gadh gad ganj abad wara wada mandi city dwara dwar samand nath kheda khera "
    "नगर पुर पुरा पुरी गढ़ गंज आबाद वाड़ा मंडी सिटी द्वारा समंद"
)
"""Endings that people write as a word of their own: Hanuman garh."""
