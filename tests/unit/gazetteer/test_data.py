"""The tables fit together: every word of one table that points into another is there."""

from pathlib import Path

from abhay.adapters.gazetteer import Gazetteer
from abhay.adapters.gazetteer.names.spelling import folded
from abhay.adapters.gazetteer.places.files import Facts
from tests.unit.gazetteer.labelled import DATA, rows


def test_every_table_speaks_of_known_districts(gazetteer: Gazetteer) -> None:
    known = {district.id for district in gazetteer.districts()}
    for table in ("tehsils.csv", "places.csv", "offices.csv", "police_unit_hints.csv", "std_codes.csv"):
        assert {row["district_id"] for row in rows(table)} <= known, table
    named = [set(row["also_in"].split("|")) for row in rows("places.csv")]
    assert set().union(*named) - {""} <= known


def test_every_hint_names_a_unit_of_its_district(gazetteer: Gazetteer) -> None:
    belongs = {unit.id: unit.district for unit in gazetteer.units()}
    for row in rows("police_unit_hints.csv"):
        assert belongs[row["unit_id"]] == row["district_id"], row
    for row in rows("places.csv"):
        assert belongs[row["police_unit_hint"]] == row["district_id"], row


def test_every_tehsil_hint_names_a_tehsil() -> None:
    tehsils = {(row["district_id"], row["tehsil_en"]) for row in rows("tehsils.csv")}
    hinted = {(row["district_id"], row["key"]) for row in rows("police_unit_hints.csv") if row["scope"] == "tehsil"}
    assert hinted <= tehsils


def test_every_district_has_an_std_code_and_each_code_stands_once(gazetteer: Gazetteer) -> None:
    codes = [row["std_code"] for row in rows("std_codes.csv")]
    assert len(codes) == len(set(codes)) == 256
    assert {len(code) for code in codes} == {3, 4}
    assert {row["district_id"] for row in rows("std_codes.csv")} == {one.id for one in gazetteer.districts()}


def test_counts_are_those_of_the_sources() -> None:
    offices = rows("offices.csv")
    assert (len(offices), len({row["pincode"] for row in offices})) == (11_053, 1_017)
    assert len(rows("tehsils.csv")) == 425


def test_old_districts_are_read() -> None:
    offices = [office for office in Facts().offices if office.pincode == "301701"]
    assert {office.old_district for office in offices} == {"alwar"}


def test_word_lists_are_folded() -> None:
    facts = Facts()
    for words in (facts.common_words, facts.everywhere):
        assert words
        assert {word for word in words if folded(word) != word} == set()


def test_the_sources_name_every_file() -> None:
    sources = (Path(str(DATA)) / "SOURCES.md").read_text(encoding="utf-8")
    files = {file.name for file in Path(str(DATA)).iterdir()} - {"SOURCES.md"}
    assert {name for name in files if f"`{name}`" not in sources} == set()
