"""The table of contacts as spreadsheets write it: every problem by line and column."""

from pathlib import Path

import pytest

from abhay.errors import InvalidContacts
from abhay.services.contacts import read_table

HEAD = "unit,post,channel,address,pin,active\n"


@pytest.fixture
def table(tmp_path: Path):
    def write(text: str | bytes) -> Path:
        file = tmp_path / "contacts.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return write


def test_rows_become_entries(table) -> None:
    rows = "kota-city, control-room ,email,a@b.example,507318,yes\r\n,abhay-desk,outbox,outbox:desk,,no\r\n"
    first, second = read_table(table("\ufeff" + HEAD + rows))
    assert (first.unit, first.post, first.pin, first.active) == ("kota-city", "control-room", "507318", True)
    assert (second.unit, second.pin, second.active) == ("state", None, False)
    assert first.at("pin") == "line 2, column pin"


def test_columns_that_are_not_needed_may_be_absent_and_in_any_order(table) -> None:
    (entry,) = read_table(table("address,channel,post\nx,outbox,abhay-desk\n"))
    assert (entry.unit, entry.pin, entry.active) == ("state", None, True)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "line 1"),
        ("post,channel\n", "line 1"),
        ("post,channel\na,b\n", "line 1"),
        (HEAD.strip() + ",officer\nk,c,e,a,5,yes,Name\n", "line 1"),
        (HEAD + "k,c,e,a,5,maybe\n", "line 2, column active"),
        (HEAD + "k,c,e,a,5,yes,more,and more\n", "line 2"),
        (HEAD + 'k,c,e,"a\n', "the file"),
        (b"\xff\xfe\x00", "the file"),
        (HEAD.encode() + b"k,c,e,\xff,5,yes\n", "the file"),
    ],
)
def test_a_wrong_table_says_where(table, text: str | bytes, where: str) -> None:
    with pytest.raises(InvalidContacts) as caught:
        read_table(table(text))
    assert caught.value.problems[0][0] == where


def test_all_problems_are_found_at_once(table) -> None:
    with pytest.raises(InvalidContacts) as caught:
        read_table(table(HEAD + "k,c,e,a,5,maybe\nk,c,e,a,5,yes\nk,c,e,a,5,perhaps\n"))
    assert [where for where, _ in caught.value.problems] == ["line 2, column active", "line 4, column active"]
