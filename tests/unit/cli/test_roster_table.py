"""The table of duty windows as spreadsheets write it: every problem by line and column."""

from pathlib import Path

import pytest

from abhay.adapters.store.directory.roster_lists import NewWindow
from abhay.errors import InvalidRoster
from abhay.services.admin.roster_rows import KnownPosts, check_rows, read_table
from models.policy import Scope

HEAD = "unit,post,contact,days,from,to,shift\n"
KNOWN = KnownPosts(
    units=frozenset({"state", "kota-city"}),
    scopes={"control-room": Scope.UNIT, "abhay-desk": Scope.STATE},
    keys={
        ("kota-city", "control-room"): frozenset({"Asha", "+915555500001"}),
        ("state", "abhay-desk"): frozenset({"D"}),
    },
)


def line(number: int, column: str | None) -> str:
    return f"line {number + 2}, column {column}" if column else f"line {number + 2}"


@pytest.fixture
def table(tmp_path: Path):
    def write(text: str | bytes) -> Path:
        file = tmp_path / "roster.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return write


def problems(file: Path) -> list[tuple[str, str]]:
    with pytest.raises(InvalidRoster) as caught:
        check_rows(read_table(file), KNOWN, line)
    return caught.value.problems


def test_rows_become_windows_of_each_day(table) -> None:
    rows = "kota-city, control-room ,Asha,mon-tue,22:00,06:00,\r\nkota-city,control-room,+915555500001,सोम,,,1\r\n"
    found = check_rows(read_table(table("\ufeff" + HEAD + rows)), KNOWN, line)
    assert found == {
        "kota-city": [
            NewWindow("control-room", "Asha", 1320, 480),
            NewWindow("control-room", "Asha", 1440 + 1320, 480),
            NewWindow("control-room", "+915555500001", 360, 480),
        ]
    }


def test_the_states_posts_need_no_unit_and_a_shift_no_days(table) -> None:
    found = check_rows(read_table(table("post,contact,shift\nabhay-desk,D,3\n")), KNOWN, line)
    assert [(each.starts % 1440, each.minutes) for each in found["state"]] == [(1320, 480)] * 7


def test_every_problem_is_named_by_line_and_column(table) -> None:
    rows = (
        "nowhere,control-room,Asha,,,,1\nkota-city,abhay-desk,D,,,,1\nkota-city,control-room,Nobody,x,,,\n"
        "kota-city,control-room,Asha,,6,14,2\nkota-city,control-room,Asha,,,,9\nkota-city,control-room,Asha,,6,14,,more\n"
    )
    assert [place for place, _ in problems(table(HEAD + rows))] == [
        "line 2, column unit",
        "line 3, column post",
        "line 4, column contact",
        "line 4, column days",
        "line 4, column from",
        "line 4, column to",
        "line 5, column shift",
        "line 6, column shift",
        "line 7",
    ]


@pytest.mark.parametrize("text", [b"\xff", b"post,colour\nx,y\n", b'post,contact\n"x,y\n'])
def test_what_is_no_table_is_said(table, text: bytes) -> None:
    assert problems(table(text))
