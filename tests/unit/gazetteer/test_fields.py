"""What a place field means: names, their neighbours, old districts, other states, slips."""

import pytest

from abhay.adapters.gazetteer import Gazetteer
from abhay.adapters.gazetteer.names.readings import Reading


def best(gazetteer: Gazetteer, value: str) -> Reading:
    return gazetteer.field(value)[0]


@pytest.mark.parametrize(
    ("value", "district"),
    [
        ("Kota", "kota"),
        ("कोटा", "kota"),
        ("📍 Bikaner 🏜️", "bikaner"),
        ("JAIPUR(RAJ.)", "jaipur"),
        ("Jaypur, Rajasthan, India", "jaipur"),
        ("Shahpura, Bhilwara", "bhilwara"),
        ("Shahpura (Jaipur)", "jaipur"),
        ("जिला शाहपुरा", "bhilwara"),
        ("Lachhmangarh, Sikar", "sikar"),
        ("Laxmangarh Alwar", "alwar"),
        ("Pratapgarh, Rajasthan", "pratapgarh"),
        ("Aligarh, Tonk", "tonk"),
        ("Neemkathana", "sikar"),
        ("Hanuman garh Junction", "hanumangarh"),
        ("near bus stand, Sojat City", "pali"),
        ("Jhunjunu", "jhunjhunu"),
        ("Chitorgarh", "chittorgarh"),
        ("Jodpur", "jodhpur"),
        ("Bhilwada", "bhilwara"),
        ("Rani, Pali", "pali"),
        ("Khajuwala, Anupgarh district", "bikaner"),
        ("Ch!ttorgarh", "chittorgarh"),
        ("R@jsamand, Rajasthan", "rajsamand"),
        ("Bh!lw@ra", "bhilwara"),
        ("Kota@Rajasthan", "kota"),
    ],
)
def test_names_and_spellings(gazetteer: Gazetteer, value: str, district: str) -> None:
    assert best(gazetteer, value).says == district


@pytest.mark.parametrize(
    ("value", "district", "old"),
    [
        ("Behror, Alwar", "kotputli-behror", "alwar"),
        ("लोहावट, जिला जोधपुर", "phalodi", "jodhpur"),
        ("Gudamalani, Barmer", "balotra", "barmer"),
        ("Baytu, Balotra", "barmer", "balotra"),
        ("Kuchaman City, Nagaur", "didwana-kuchaman", "nagaur"),
    ],
)
def test_the_tehsil_beats_the_outdated_district(gazetteer: Gazetteer, value: str, district: str, old: str) -> None:
    share = best(gazetteer, value)
    assert (share.says, share.outdated) == (district, (old,))
    assert share.share > 0.8


@pytest.mark.parametrize(
    ("value", "state"),
    [
        ("Indore", "Madhya Pradesh"),
        ("Pratapgarh, Uttar Pradesh", "Uttar Pradesh"),
        ("Raipur, Chhattisgarh", "Chhattisgarh"),
        ("अहमदाबाद", "Gujarat"),
        ("Ludhiana Punjab", "Punjab"),
    ],
)
def test_places_in_other_states(gazetteer: Gazetteer, value: str, state: str) -> None:
    share = best(gazetteer, value)
    assert (share.says, share.state) == ("out_of_state", state)


@pytest.mark.parametrize("name", ["Shahpura", "Ramgarh", "Rajgarh", "Lachhmangarh", "Raipur", "Pratapgarh", "Aligarh"])
def test_a_repeated_name_is_not_one_place(gazetteer: Gazetteer, name: str) -> None:
    shares = gazetteer.field(name)
    assert shares[0].share < 0.6


def test_a_street_named_after_a_town_is_not_the_town(gazetteer: Gazetteer) -> None:
    shares = gazetteer.field("Ajmer Road, Jaipur")
    assert [share.says for share in shares if share.share > 0.1] == ["jaipur"]


def test_a_road_that_is_a_town_is_one(gazetteer: Gazetteer) -> None:
    assert best(gazetteer, "Abu Road").says == "sirohi"


@pytest.mark.parametrize("value", ["", "India", "Rajasthan", "Ward 12, near bus stand", "…", "12345", "🙏"])
def test_what_names_no_place_says_nothing(gazetteer: Gazetteer, value: str) -> None:
    assert gazetteer.field(value) == ()


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("Talwandi, Kota", "kota-city"),
        ("Sangod, Kota", "kota-rural"),
        ("Shahpura, Jaipur", "jaipur-rural"),
        ("Osian", "jodhpur-rural"),
        ("Tijara", "bhiwadi"),
        ("Khairthal", "khairthal-tijara"),
    ],
)
def test_the_unit_of_a_place(gazetteer: Gazetteer, value: str, unit: str) -> None:
    assert best(gazetteer, value).units == ((unit, 1.0),)


@pytest.mark.parametrize("value", ["D!l j@le", "xX$hadowXx", "m0od 0ff h@i"])
def test_words_of_symbols_that_are_no_names_sound_like_no_place(gazetteer: Gazetteer, value: str) -> None:
    assert gazetteer.field(value) == ()
