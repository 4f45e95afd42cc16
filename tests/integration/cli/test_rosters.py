"""`abhay roster`: shown, set, imported from a table or a calendar; gaps end with 1, mistakes with 2."""

import json
from pathlib import Path

from tests.integration.cli.conftest import Command

CONTACTS = "unit,post,name,channel,address,pin\nkota-city,control-room,Asha,outbox,outbox:asha,507318\n"
ROSTER = "unit,post,contact,shift\n" + "".join(f"kota-city,control-room,Asha,{shift}\n" for shift in "123")
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//
BEGIN:VEVENT
UID:1
SUMMARY:{who}
DTSTART:20200101T220000
DTEND:20200102T060000
RRULE:FREQ=DAILY
END:VEVENT
END:VCALENDAR
"""


def written(folder: Path, name: str, text: str) -> str:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_a_roster_is_imported_shown_and_set(abhay: Command, tmp_path: Path) -> None:
    assert abhay("contacts", "import", written(tmp_path, "contacts.csv", CONTACTS)).code == 0
    assert abhay("roster", "gaps").out == "somebody is on duty at every minute\n"
    assert abhay("roster", "import", written(tmp_path, "roster.csv", ROSTER)).out == "1 posts changed\n"
    shown = abhay("roster", "show", "kota-city")
    assert (shown.code, shown.err) == (0, "")
    assert "22:00–06:00" in shown.out
    as_json = json.loads(abhay("roster", "show", "kota-city", "--json").out)
    assert (len(as_json["windows"]), as_json["gaps"]) == (3, [])
    as_json["windows"] = [each for each in as_json["windows"] if each["from"] != "22:00"]
    said = abhay("roster", "set", "kota-city", written(tmp_path, "roster.json", json.dumps(as_json)))
    assert (said.code, "2 windows" in said.out) == (0, True), said.err
    gaps = abhay("roster", "gaps")
    assert (gaps.code, "kota-city, control-room: nobody on duty" in gaps.out) == (1, True)
    assert json.loads(abhay("roster", "gaps", "--json").out)[0]["post"] == "control-room"


def test_a_calendar_is_imported_for_one_post_and_a_stranger_in_it_is_named(abhay: Command, tmp_path: Path) -> None:
    abhay("contacts", "import", written(tmp_path, "contacts.csv", CONTACTS))
    place = ("--unit", "kota-city", "--post", "control-room")
    wrong = abhay("roster", "import", written(tmp_path, "a.ics", CALENDAR.format(who="Asha, Nobody")), *place)
    assert (wrong.code, "'nobody' is no active contact" in wrong.err) == (2, True)
    assert json.loads(abhay("roster", "show", "kota-city", "--json").out)["shifts"] == {}
    good = abhay("roster", "import", written(tmp_path, "b.ics", CALENDAR.format(who="  asha ")), *place, "--json")
    assert json.loads(good.out)["shifts"] >= 92
    assert abhay("roster", "gaps").code == 1, "by day nobody is on duty"
    assert "--unit" in abhay("roster", "import", written(tmp_path, "c.ics", CALENDAR)).err


def test_mistakes_end_with_two(abhay: Command, tmp_path: Path) -> None:
    bad = ROSTER.replace("Asha", "Nobody")
    said = abhay("roster", "import", written(tmp_path, "roster.csv", bad))
    assert (said.code, said.err.count("line ")) == (2, 3)
    for text in ("{", "[]", '{"windows": [1]}'):
        assert abhay("roster", "set", "kota-city", written(tmp_path, "x.json", text)).code == 2
    assert abhay("roster", "show", "nowhere").code == 2
