"""What a post says of a place that it names: by the words around it, in both scripts and in the dialects."""

import pytest

from abhay.adapters.gazetteer import Gazetteer, route_payload
from abhay.adapters.gazetteer.presence.clause import Clause
from abhay.adapters.gazetteer.presence.joined import split_joined
from abhay.adapters.gazetteer.presence.profile import parts_of
from abhay.adapters.gazetteer.presence.standing import standing_of
from models.enums import EvidenceKind, RouteState, Standing
from models.payloads import Subject
from tests.unit.gazetteer.test_route_payload import NOW, alert, device

S = Standing


def standings(gazetteer: Gazetteer, text: str) -> list[tuple[str, Standing]]:
    return [(group.readings[0].says, group.standing) for group in gazetteer.text(text) if group.readings]


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("bundi me hu", S.PRESENT),
        ("बूंदी में हूं", S.PRESENT),
        ("बूंदी में छूं", S.PRESENT),
        ("बूंदी में बैठ्यो सूं", S.PRESENT),
        ("bundi mai chhu", S.PRESENT),
        ("bundi hu abhi", S.PRESENT),
        ("bundi ke hostel me hu", S.PRESENT),
        ("bundi ki ek purani haveli ki chhat pe khadi hu", S.PRESENT),
        ("bundi ke paas ek gaon me phasi hu", S.PRESENT),
        ("bundi aa gaya sab chhod ke", S.PRESENT),
        ("बूंदी आ गई हूं", S.PRESENT),
        ("bundi se bol rahi hu", S.PRESENT),
        ("papa ka quarter bundi me hai, wahi hu", S.PRESENT),
        ("stuck in bundi, no money", S.PRESENT),
        ("bundi me posting hai meri", S.PRESENT),
        ("bundi me chai ki tapri", S.PERHAPS),
        ("bundi station, platform 2 pe hu", S.PERHAPS),
        ("bundi se hu", S.ORIGIN),
        ("बूंदी का हूं", S.ORIGIN),
        ("bundi ka rehne wala", S.ORIGIN),
        ("mera gaon bundi hai", S.ORIGIN),
        ("ghar bundi me hai", S.ORIGIN),
        ("didi ka ghar bundi me hai", S.SOMEBODY_ELSE),
        ("bundi ki thi wo", S.SOMEBODY_ELSE),
        ("bhai bundi me rehta hai", S.SOMEBODY_ELSE),
        ("वो बूंदी में पढ़ता है", S.SOMEBODY_ELSE),
        ("she lives in bundi", S.SOMEBODY_ELSE),
        ("family is in bundi", S.SOMEBODY_ELSE),
        ("bundi me the tab sab sahi tha", S.MEMORY),
        ("we met in bundi", S.MEMORY),
        ("bundi ki yaad aati hai", S.MEMORY),
        ("bundi jaunga kal", S.DESTINATION),
        ("bundi ki bus me baitha hu", S.DESTINATION),
        ("going to bundi", S.DESTINATION),
        ("kash bundi me hota", S.DESTINATION),
        ("bundi se nikal gaya", S.LEFT),
        ("bundi chhod diya", S.LEFT),
        ("bundi me nahi hu", S.LEFT),
        ("i left bundi", S.LEFT),
        ("bundi wapas nahi jaunga", S.LEFT),
        ("bundi ke laddu kha ke soya", S.THING),
        ("bundi wali kachori", S.THING),
        ("bundi se nafrat hai", S.MENTIONED),
        ("bundi me logo ko mat batana", S.MENTIONED),
        ("i was born in bundi", S.MENTIONED),
        ("mera pata hai bundi aake le jana", S.PRESENT),
        ("bundi, sorry", S.MENTIONED),
        ("bundi se door hu", S.MENTIONED),
        ("bundi me center aaya hai exam ka", S.MENTIONED),
        ("bundi me shaadi tay kar di", S.MENTIONED),
        ("wo bolti thi bundi aa jao", S.MENTIONED),
        ("bundi wapas kaise jau", S.DESTINATION),
        ("bundi me mere dost ne bhi yahi kiya tha", S.SOMEBODY_ELSE),
    ],
)
def test_the_words_around_a_name_say_what_it_is(gazetteer: Gazetteer, text: str, standing: Standing) -> None:
    assert standings(gazetteer, text) == [("bundi", standing)]


@pytest.mark.parametrize(
    ("latin", "devanagari"),
    [
        ("kota me hu", "कोटा में हूं"),
        ("udaipur se hu, jaipur me rehta hu", "उदयपुर से हूं, जयपुर में रहता हूं"),
        ("surat me hu", "सूरत में हूं"),
        ("mummy sikar me hai", "मम्मी सीकर में है"),
        ("pratapgarh me hu", "प्रतापगढ़ में हूं"),
    ],
)
def test_both_scripts_have_one_answer(latin: str, devanagari: str) -> None:
    one, other = (route_payload(alert(text), NOW) for text in (latin, devanagari))
    assert (one.state, one.district, one.units) == (other.state, other.district, other.units)


def test_brackets_do_not_part_a_name_from_its_verb(gazetteer: Gazetteer) -> None:
    assert standings(gazetteer, "bundi (garh wali gali) me hu") == [("bundi", S.PRESENT)]


def test_a_name_that_follows_alone_is_the_end_of_the_address(gazetteer: Gazetteer) -> None:
    (group,) = gazetteer.text("srinagar wale gaon me hu, ajmer.")
    assert (group.readings[0].says, group.standing) == ("ajmer", S.PRESENT)


def test_what_another_tells_of_the_person_is_the_persons_place(gazetteer: Gazetteer) -> None:
    (told,) = gazetteer.text("he is in Bundi", reported=True)
    (written,) = gazetteer.text("he is in Bundi")
    assert (told.standing, written.standing) == (S.PRESENT, S.SOMEBODY_ELSE)


@pytest.mark.parametrize(
    "word", ["bikanermehu", "bikanerme", "bikanermerehtahu", "bikanerse", "बीकानेरमें", "bikaneraagaya"]
)
def test_words_that_were_run_together_are_split(gazetteer: Gazetteer, word: str) -> None:
    assert [says for says, _ in standings(gazetteer, f"{word} bhai")] == ["bikaner"]


def test_a_word_that_only_begins_like_a_name_is_left() -> None:
    assert split_joined("kotahai", {"kota"}.__contains__) is None
    assert split_joined("name", {"na"}.__contains__) is None


def test_an_empty_statement_says_nothing() -> None:
    assert standing_of(Clause((), ())) is S.MENTIONED


# the profile ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "here"),
    [
        ("\U0001f4cdBundi (neet) \U0001f3e0 Baran", "Bundi"),
        ("Bundi | from Bihar", "Bundi"),
        ("currently Bundi, hometown Baran", "currently Bundi"),
        ("\U0001f3e0 Baran ➡️ Bundi", "Bundi"),
        ("Bundi ✈️ (born in Baran)", "Bundi"),
        ("Bihari in Bundi", "in Bundi"),
        ("Bundi (nepal wala nahi)", "Bundi"),
        ("Bundi \U0001f51c Delhi", "Bundi"),
        ("Niwai (Tonk)", "Niwai (Tonk)"),
        ("from Bundi", "from Bundi"),
    ],
)
def test_signs_in_a_profile_tell_now_from_home(value: str, here: str) -> None:
    assert parts_of(value)[0].strip(" \U0001f4cd\ufe0f✈") == here


# what presence does ---------------------------------------------------------------------------------------------


def test_now_beats_the_profile() -> None:
    route = route_payload(alert("bundi me hu", Subject(city="Tonk", hometown="Tonk")), NOW)
    assert (route.state, route.units) == (RouteState.RESOLVED, ("bundi",))
    assert route.evidence[0].kind is EvidenceKind.PRESENCE


def test_left_takes_away() -> None:
    assert route_payload(alert("sab khatam", Subject(city="Tonk")), NOW).district == "tonk"
    assert route_payload(alert("tonk se nikal gaya", Subject(city="Tonk")), NOW).state is RouteState.UNRESOLVED


def test_a_fresh_position_beats_the_words() -> None:
    route = route_payload(alert("bundi me hu", positions=(device(25.1702, 75.8365),)), NOW)
    assert (route.state, route.district, route.copies) == (RouteState.RESOLVED, "kota", ("bundi",))


@pytest.mark.parametrize("text", ["dubai me hu, ghar tonk", "दोहा में हूं", "kathmandu me hu", "leh posting, tonk me maa"])
def test_abroad_and_other_states_are_places(text: str) -> None:
    assert route_payload(alert(text), NOW).state is RouteState.OUT_OF_STATE


@pytest.mark.parametrize(
    "text",
    [
        "tonk wali bus nikal gayi", "tonk ki thi wo", "papa tonk me hai", "tonk jaunga kal", "tonk ka halwa",
        "tonk ki bahut yaad aati hai", "टोंक वाली दीदी", "i miss tonk", "kal raat tonk", "#tonk #sad",
    ],
)  # fmt: skip
def test_nothing_but_presence_pages_a_unit(text: str) -> None:
    route = route_payload(alert(text), NOW)
    assert (route.state, route.units) == (RouteState.UNRESOLVED, ())


# thresholds ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("city", "district"),
    [
        ("Neem Ka Thana", "sikar"),
        ("नीम का थाना", "sikar"),
        ("Kekri", "ajmer"),
        ("Anupgarh", "sri-ganganagar"),
        ("Gangapur City", "sawai-madhopur"),
        ("Shahpura, Bhilwara", "bhilwara"),
        ("Shahpura, Jaipur", "jaipur"),
        ("Fatehpur Shekhawati", "sikar"),
    ],
)
def test_one_town_stands_out_from_small_namesakes(city: str, district: str) -> None:
    route = route_payload(alert(subject=Subject(city=city)), NOW)
    assert (route.state, route.district) == (RouteState.RESOLVED, district)


@pytest.mark.parametrize(
    "city", ["Udaipur, Tripura", "Pratapgarh, UP", "Bharatpur, Nepal", "Ramgarh, Jharkhand", "प्रतापगढ़, उत्तर प्रदेश"]
)
def test_another_state_behind_the_name_decides(city: str) -> None:
    assert route_payload(alert(subject=Subject(city=city)), NOW).state is RouteState.OUT_OF_STATE


@pytest.mark.parametrize("city", ["Shahpura", "शाहपुरा", "Pratapgarh", "प्रतापगढ़"])
def test_of_equal_namesakes_a_person_chooses(city: str) -> None:
    assert route_payload(alert(subject=Subject(city=city)), NOW).state is RouteState.UNRESOLVED


def test_a_citys_name_pages_the_city_and_tells_the_countryside() -> None:
    route = route_payload(alert(subject=Subject(city="Kota")), NOW)
    assert (route.state, route.units, route.copies) == (RouteState.RESOLVED, ("kota-city",), ("kota-rural",))


def test_a_district_called_one_pages_both_of_its_rooms() -> None:
    route = route_payload(alert(subject=Subject(city="Kota district")), NOW)
    assert (route.state, set(route.units)) == (RouteState.AMBIGUOUS, {"kota-city", "kota-rural"})


@pytest.mark.parametrize(
    ("text", "district"),
    [("323001 ke hostel me akela hu", "bundi"), ("zip 323001. sab ko bye", "bundi"), ("323 001 me rehta hu", "bundi")],
)
def test_a_pincode_where_somebody_is(text: str, district: str) -> None:
    assert route_payload(alert(text), NOW).district == district


def test_a_pincode_of_another_state_where_somebody_is() -> None:
    assert route_payload(alert("110059 me pg me hu"), NOW).state is RouteState.OUT_OF_STATE
    assert route_payload(alert("karza 110059 ho gaya"), NOW).state is RouteState.UNRESOLVED


@pytest.mark.parametrize(
    "text",
    [
        "usne bola main ajmer me hu", "wo bolta h main ajmer me hu", "dost bola ajmer me hu aaja",
        "usne kaha tha ajmer me hu milne aaja", "usne bola, main ajmer me hu", "उसने कहा मैं अजमेर में हूँ",
        'she told me "im in ajmer"', 'he said "i am in ajmer"', 'msg aaya uska "ajmer me hu"',
        "papa ko bola h ajmer me hu job pe", "ghar walo ko bola hai ki ajmer me hu", "mummy ko lagta hai main ajmer me hu",
        "ghar pe sab samajhte h main ajmer me hu", "sabko lagta h me ajmer me hu par nahi hu", "jhoot bola ki ajmer me hu",
        "पापा को बताया है कि मैं अजमेर में हूँ", "मम्मी सोचती है मैं अजमेर में हूँ", "film me hero bola main ajmer me hu",
        "sapne me dekha main ajmer me hu", "socho main ajmer me hu to", "ऐसा लगा मैं अजमेर में हूं",
        "ajmer me ek aur kisan ne kar liya, agla main", "अजमेर में एक और लड़की",
    ],
)  # fmt: skip
def test_what_is_said_believed_or_dreamt_is_no_presence(gazetteer: Gazetteer, text: str) -> None:
    assert ("ajmer", S.PRESENT) not in standings(gazetteer, text)
    assert ("ajmer", S.PERHAPS) not in standings(gazetteer, text)
    assert route_payload(alert(text), NOW).state is not RouteState.RESOLVED


@pytest.mark.parametrize(
    "text",
    [
        "maine bola ajmer me hu", "maine bola na, main abhi ajmer me hu", "bata raha hu ajmer me hu",
        "bol raha hu ajmer me hu", "sab jhoot hai. main ajmer me hu", "msg mat karna, ajmer me hu",
        "bahut socha, ab ajmer me hu", "kaam pe laga hu, ajmer me hu", "kisi ne kuch nahi bola. ajmer me hu",
        "मैंने कहा मैं अजमेर में हूँ", "film dekhi thi kal. ajmer me hu abhi",
    ],
)  # fmt: skip
def test_the_writers_own_word_is_presence(gazetteer: Gazetteer, text: str) -> None:
    assert ("ajmer", S.PRESENT) in standings(gazetteer, text)


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("fateh sagar ki pal pe baitha hu", "udaipur"),
        ("फतेह सागर की पाल पे बैठा हूं", "udaipur"),
        ("jal mahal ke paas hu, sab khatam", "jaipur"),
        ("gadisar lake pe hu", "jaisalmer"),
        ("मेहरानगढ़ के सामने हूं", "jodhpur"),
        ("nakki jheel ke paas baithi hu", "sirohi"),
        ("siliserh pe khada hu", "alwar"),
    ],
)
def test_a_landmark_that_everybody_knows_is_a_place(gazetteer: Gazetteer, text: str, district: str) -> None:
    assert standings(gazetteer, text) == [(district, S.PRESENT)]


@pytest.mark.parametrize(
    "text",
    [
        "sanwaliya seth me hi bharosa h ab",
        "ajmer sharif ki dua lag jaye",
        "hawa mahal dekhne gaye the kabhi",
        "dost fateh sagar pe h",
        "kal mehrangarh ghumne jaunga",
        "jeen mata ki kasam",
    ],
)
def test_a_landmark_is_not_where_the_writer_is_for_being_named(gazetteer: Gazetteer, text: str) -> None:
    assert S.PRESENT not in [standing for _, standing in standings(gazetteer, text)]
