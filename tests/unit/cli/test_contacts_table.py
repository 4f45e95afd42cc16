"""The table of contacts as spreadsheets write it: every problem by line and column."""

import io
import zipfile
from pathlib import Path
from string import printable

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.messages.numbers import NumberRules
from abhay.domain.text import comparable
from abhay.errors import InvalidContacts
from abhay.services.admin.contact_rows import Known, check_rows
from abhay.services.admin.contact_table import read_table, write_table
from models.enums import Language, Line
from models.policy import Scope
from models.views import ContactView

HEAD = "unit,post,channel,address,pin,active\n"
KNOWN = Known(
    units=frozenset({"state", "kota-city", "bundi"}),
    scopes={"control-room": Scope.UNIT, "sp-office": Scope.UNIT, "abhay-desk": Scope.STATE},
    places={"kota-city": {("control-room", "email", "known@b.example")}, "bundi": set(), "state": set()},
)
GOOD = "kota-city,control-room,email,a@b.example,507318,yes\n"


def line(number: int, column: str | None) -> str:
    return f"line {number + 2}, column {column}" if column else f"line {number + 2}"


def problems(file: Path) -> list[tuple[str, str]]:
    with pytest.raises(InvalidContacts) as caught:
        check_rows(read_table(file), KNOWN, line)
    return caught.value.problems


@pytest.fixture
def table(tmp_path: Path):
    def write(text: str | bytes) -> Path:
        file = tmp_path / "contacts.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return write


def test_rows_become_entries(table) -> None:
    rows = (
        "kota-city, control-room ,email,a@b.example,507318,yes\r\nkota-city,control-room,email,known@b.example,,no\r\n"
    )
    first, second = check_rows(read_table(table("\ufeff" + HEAD + rows)), KNOWN, line)
    assert (first.unit, first.post, first.pin, first.active) == ("kota-city", "control-room", "507318", True)
    assert (second.address, second.pin, second.active) == ("known@b.example", None, False)


def test_a_name_and_a_telephone_may_stand_beside_a_contact(table) -> None:
    head, row = "name,phone,post,channel,address,pin\n", "ASI Synthetic,+91 55555-00101,abhay-desk,outbox,x,507318\n"
    (entry,) = check_rows(read_table(table(head + row)), KNOWN, line)
    assert (entry.name, entry.phone) == ("ASI Synthetic", "+91 55555-00101")
    wrong = read_table(table(head + row.replace("+91 55555-00101", "ask the munshi")))
    with pytest.raises(InvalidContacts, match="line 2, column phone: is no telephone number"):
        check_rows(wrong, KNOWN, line)


def test_columns_that_are_not_needed_may_be_absent_and_in_any_order(table) -> None:
    (row,) = read_table(table("address,channel,post\nx,outbox,abhay-desk\n"))
    (entry,) = check_rows([{**row, "pin": "507318"}], KNOWN, line)
    assert (entry.unit, entry.active) == ("state", True)


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("", "line 1", "the column post is missing"),
        ("post,channel\n", "line 1", "the column address is missing"),
        ("post,channel\na,b\n", "line 1", "the column address is missing"),
        (HEAD.strip() + ",officer\nk,c,e,a,5,yes,Name\n", "line 1", "the column officer is not known"),
        (HEAD, "line 2", "there is no contact below the heading"),
        (HEAD + ",,,,,\n", "line 2", "there is no contact below the heading"),
        ("unit,unit,post,channel,address\n", "line 1", "the column unit is there twice"),
        ("post,channel,address,\na,b,c,d\n", "line 1", "the column 4 (it has no name) is not known"),
        (b"PK\x03\x04", "the file", "cannot be read as an Excel workbook"),
        (b"\xd0\xcf\x11\xe0", "the file", "is a workbook of Excel 97: save it as .xlsx"),
        (HEAD + 'k,c,e,"a\n', "the file", "is no CSV in UTF-8"),
        (b"\xff\xfe\x00", "the file", "is no CSV in UTF-8"),
        (HEAD.encode() + b"k,c,e,\x81,5,yes\n", "the file", "is no CSV in UTF-8"),
        (HEAD + GOOD.replace("yes", "maybe"), "line 2, column active", "give yes or no"),
        (HEAD + GOOD.replace("yes", "yes,more,and more"), "line 2", "has more cells than the heading"),
        (HEAD + GOOD.replace("kota-city", "nowhere"), "line 2, column unit", "'nowhere' is no police unit"),
        (
            HEAD + GOOD.replace("control-room", "abhay-desk"),
            "line 2, column post",
            "use one of control-room, sp-office",
        ),
        (HEAD + GOOD.replace("kota-city", ""), "line 2, column post", "use one of abhay-desk"),
        (HEAD + GOOD.replace("control-room", ""), "line 2, column post", "use one of control-room, sp-office"),
        (HEAD + GOOD.replace("email", "pigeon"), "line 2, column channel", "use one of apprise, email, "),
        (HEAD + GOOD.replace("email", ""), "line 2, column channel", "use one of apprise, email, "),
        (HEAD + GOOD.replace("a@b.example", "nobody"), "line 2, column address", "is not a mail address"),
        (HEAD + GOOD.replace("a@b.example", ""), "line 2, column address", "is empty, too long, or has characters"),
        (
            HEAD + GOOD.replace("email", "webhook"),
            "line 2, column address",
            "is not a web address: begin with https://",
        ),
        *(
            (
                HEAD + GOOD.replace("email", "apprise").replace("a@b.example", wrong),
                "line 2, column address",
                "names no messenger: give SERVICE:TARGET",
            )
            for wrong in (
                "nobody",
                "tgram://123:token/1",
                "ntfy:a/../b",
                "ntfy:x?attach=/etc/passwd",
                "file:///etc/passwd",
            )
        ),
        (HEAD + GOOD.replace("507318", ""), "line 2, column pin", "is needed for a new contact: six digits"),
        (HEAD + GOOD.replace("507318", "5073"), "line 2, column pin", "give six digits"),
        (HEAD + GOOD.replace("507318", "111111"), "line 2, column pin", "is too easy to guess: use another one"),
        (HEAD + GOOD + GOOD, "line 3", "says the same as line 2: remove one"),
    ],
)
def test_a_wrong_table_says_where_and_what(table, text: str | bytes, where: str, what: str) -> None:
    ((place, said),) = problems(table(text))[:1]
    assert place == where
    assert said.startswith(what)


def test_a_table_with_one_mistake_says_one(table) -> None:
    assert len(problems(table(HEAD + GOOD + GOOD.replace("a@b", "c@d").replace("yes", "perhaps")))) == 1


def test_all_problems_are_found_at_once(table) -> None:
    text = HEAD + "nowhere,c,e,a,5,maybe\n" + GOOD + GOOD + ",sp-office,email,,,yes\n"
    assert [where for where, _ in problems(table(text))] == [
        "line 2, column unit",
        "line 2, column channel",
        "line 2, column pin",
        "line 2, column active",
        "line 5, column post",
        "line 5, column address",
        "line 5, column pin",
        "line 4",
    ]


@pytest.mark.parametrize("word", ["no", "No", "FALSE", "0", "नहीं"])
def test_a_contact_is_switched_off_in_both_languages(table, word: str) -> None:
    (entry,) = check_rows(read_table(table(HEAD + GOOD.replace("yes", word))), KNOWN, line)
    assert entry.active is False


@pytest.mark.parametrize("word", ["", "yes", "True", "1", "हाँ"])
def test_a_contact_is_switched_on_in_both_languages_or_by_nothing(table, word: str) -> None:
    (entry,) = check_rows(read_table(table(HEAD + GOOD.replace("yes", word))), KNOWN, line)
    assert entry.active is True


NUMBERED = Known(KNOWN.units, KNOWN.scopes, KNOWN.places, NumberRules(invented=True), frozenset({"sms", "voice"}))
FULL = "unit,post,name,channel,address,line,language,order,pin,active\n"


def test_the_order_the_line_and_the_language_stand_beside_a_number(table) -> None:
    rows = (
        "kota-city,control-room,Synthetic,sms,55555-00101,,en,,507318,yes\n"
        "kota-city,control-room,,voice,0744-2450777,landline,,2,507318,yes\n"
        "kota-city,sp-office,,voice,+91 55555 00102,,hi,१,507318,yes\n"
    )
    entries = check_rows(read_table(table(FULL + rows)), NUMBERED, line)
    found = [(e.address, e.line_by(NUMBERED.numbers), e.language, e.order) for e in entries]
    assert found == [
        ("+915555500101", "mobile", "en", None),
        ("+917442450777", "landline", None, 2),
        ("+915555500102", "mobile", "hi", 1),
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("sms,0744-2450777,landline,,1", "column address: is a landline"),
        ("voice,0744-2450777/78,landline,,1", "column address: holds more than one"),
        ("voice,0744-2450777,,,1", "column address: may be a landline or a mobile"),
        ("voice,5555500101,satellite,,1", "column line"),
        ("voice,5555500101,,fr,1", "column language"),
        ("voice,5555500101,,,0", "column order"),
        ("voice,5555500101,,,first", "column order"),
    ],
)
def test_a_wrong_line_language_or_order_is_named(table, row: str, said: str) -> None:
    rows = read_table(table(FULL + f"kota-city,control-room,,{row},507318,yes\n"))
    with pytest.raises(InvalidContacts, match=f"line 2, {said}"):
        check_rows(rows, NUMBERED, line)


def test_one_number_in_two_spellings_is_one_contact(table) -> None:
    rows = "".join(f"kota-city,control-room,,sms,{n},,,1,507318,yes\n" for n in ("5555500101", "+91 55555 00101"))
    with pytest.raises(InvalidContacts, match="line 3: says the same as line 2"):
        check_rows(read_table(table(FULL + rows)), NUMBERED, line)


NAMED = Known(
    KNOWN.units,
    KNOWN.scopes,
    KNOWN.places,
    names={comparable(name): "kota-city" for name in ("Kota City Police", "कोटा शहर पुलिस", "kota-city")},
)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_whatever_a_spreadsheet_writes_is_read(table, encoding: str, separator: str) -> None:
    text = (HEAD.replace("active", "Name ") + GOOD.replace("yes", "Müller")).replace(",", separator)
    ((entry),) = check_rows(read_table(table(text.replace("\n", "\r\n").encode(encoding))), KNOWN, line)
    assert (entry.unit, entry.address, entry.name) == ("kota-city", "a@b.example", "Müller")


def test_devanagari_that_was_lost_on_the_way_is_told(table) -> None:
    rows = HEAD.replace("active", "name") + GOOD.replace("yes", "???? ????")
    assert problems(table(rows)) == [
        ("line 2, column name", "lost its letters when the file was saved: save it as CSV UTF-8")
    ]


def test_empty_rows_are_passed_over_and_the_others_keep_their_numbers(table) -> None:
    text = HEAD + ",,,,,\n\n" + GOOD + ",,,,,\n" + GOOD.replace("a@b", "c@d").replace("yes", "perhaps")
    assert problems(table(text)) == [("line 6, column active", "give yes or no")]


@pytest.mark.parametrize("written", ["kota-city", "Kota City Police", " KOTA CITY  police ", "कोटा शहर पुलिस"])
def test_a_unit_is_named_by_its_id_or_its_name(table, written: str) -> None:
    (entry,) = check_rows(read_table(table(HEAD + GOOD.replace("kota-city", written))), NAMED, line)
    assert entry.unit == "kota-city"


@pytest.mark.parametrize("written", ["kota", "Kota City Polis", "kota-sity"])
def test_a_unit_that_may_be_meant_is_proposed(table, written: str) -> None:
    with pytest.raises(InvalidContacts) as caught:
        check_rows(read_table(table(HEAD + GOOD.replace("kota-city", written))), NAMED, line)
    assert caught.value.problems == [("line 2, column unit", f"{written!r} is no police unit: do you mean kota-city?")]


WORDS = st.text(printable.strip() + "कोटा é", max_size=20).map(str.strip)


@given(name=WORDS, address=WORDS.filter(bool), order=st.integers(1, 99), active=st.booleans())
def test_what_is_exported_is_read_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, name: str, address: str, order: int, active: bool
) -> None:
    view = ContactView(
        post="sp-office", channel="outbox", address=address, active=active, unit="bundi", name=name or None,
        phone="+91 55555 00101", line=Line.MOBILE, language=Language.ENGLISH, order=order,
    )  # fmt: skip
    file = tmp_path_factory.getbasetemp() / "exported.csv"
    file.write_text(write_table([view]), encoding="utf-8", newline="")
    assert read_table(file) == [
        {
            "unit": "bundi", "post": "sp-office", "channel": "outbox", "address": address, "phone": "+91 55555 00101",
            "line": "mobile", "language": "en", "order": str(order), "active": "yes" if active else "no",
            **({"name": name} if name else {}),
        }
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["=1+1", "+915555500101", "-x", "@x"])
def test_no_cell_of_an_export_is_a_formula(cell: str) -> None:
    view = ContactView(post="sp-office", channel="outbox", address=cell, active=True)
    assert f",'{cell}," in write_table([view])


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_is_read_as_it_is(table) -> None:
    head = ("unit", "post", "channel", "address", "pin", "active", "name", None)
    row = ("कोटा शहर पुलिस", "control-room", "email", "a@b.example", 507318, True, "सहायक उप निरीक्षक", None)
    (entry,) = check_rows(read_table(table(workbook(head, (), row))), NAMED, line)
    assert (entry.unit, entry.pin, entry.active, entry.name) == ("kota-city", "507318", True, "सहायक उप निरीक्षक")
    wrong = workbook(head, (), (*row[:5], "perhaps"))
    assert problems(table(wrong)) == [
        ("line 3, column unit", "'कोटा शहर पुलिस' is no police unit"), ("line 3, column active", "give yes or no")
    ]  # fmt: skip


def test_a_workbook_that_unpacks_to_far_too_much_is_refused_unread(table) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * (51 * 1024 * 1024))
    assert problems(table(file.getvalue())) == [("the file", "is too large")]
