"""Values in every layout: wrapped by hand or by a program, in tables, headings and lists, under everyday labels."""

import pytest

from abhay.adapters.sources.mail.texts.flowed import unflowed
from abhay.adapters.sources.mail.texts.lines import read_lines

ADDRESS = "Flat 4, Synthetic Residency, Jaipur Road, near Ajmer Puliya, Talwandi, Kota, Rajasthan 324005"


@pytest.mark.parametrize(
    "text",
    [
        "Address: Flat 4, Synthetic Residency, Jaipur Road,\n   near Ajmer Puliya, Talwandi, Kota, Rajasthan 324005\n",
        "Address: Flat 4, Synthetic Residency, Jaipur Road, near Ajmer\nPuliya, Talwandi, Kota, Rajasthan 324005\n",
        "Address: Flat 4, Synthetic Residency, Jaipur Road,\nnear Ajmer Puliya, Talwandi,\nKota, Rajasthan 324005\n",
        "Address:\n  Flat 4, Synthetic Residency, Jaipur Road,\n  near Ajmer Puliya, Talwandi, Kota, Rajasthan 324005\n",
        "> Address: Flat 4, Synthetic Residency, Jaipur Road,\n>   near Ajmer Puliya, Talwandi, Kota, Rajasthan 324005",
    ],
)
def test_a_value_that_was_wrapped_is_whole(text):
    lines = read_lines(f"{text}\nPhone: 5555500001\n")

    assert lines.values == {"subject.address.line": [ADDRESS], "subject.phones": ["5555500001"]}
    assert lines.rest == []


@pytest.mark.parametrize("begin", ["Address: House 12\n", "Address:\nHouse 12\n"])
def test_an_address_goes_on_to_its_pin(begin):
    lines = read_lines(f"{begin}Synthetic Vihar\nJhunjhunu 333001\nPlease hurry.\nPhone: 5555500001\n")
    none = read_lines(f"{begin}Please hurry.\n\nRef 333001\n")

    assert lines.values["subject.address.line"] == ["House 12, Synthetic Vihar, Jhunjhunu 333001"]
    assert lines.rest == ["Please hurry."]
    assert none.values["subject.address.line"] == ["House 12"]


def test_quoted_printable_is_known_without_its_header(read_mail, mail):
    payload = read_mail(mail("Name: =E0=A4=B8=E0=A4=BF=E0=A4=82=E0=A4=A5=\r\n=E0=A5=87\r\nPhone: 5555500001\r\n"))

    assert payload.subject.display_name == "सिंथे"
    assert payload.subject.phones == ("5555500001",)
    assert "content-transfer-encoding" in payload.problems


def test_what_is_no_part_of_a_value_is_left_out_of_it():
    short = read_lines("Address: Talwandi, Kota 324005\nPlease hurry.\n")
    full = read_lines(f"Address: {ADDRESS}\nPlease hurry.\n")
    apart = read_lines("Address: Talwandi,\n\n   Please hurry.\n")
    name = read_lines("Name: Synthetic One,\nplease hurry.\n")

    assert [lines.rest for lines in (short, full, apart, name)] == [["Please hurry."]] * 3 + [["please hurry."]]


def test_a_second_number_beneath_the_first_is_another_one():
    assert read_lines("Phone: 5555500001\n       5555500002").values == {"subject.phones": ["5555500001, 5555500002"]}
    assert read_lines("Phone: 55555\n       00001").values == {"subject.phones": ["55555 00001"]}


@pytest.mark.parametrize(
    ("content_type", "text"),
    [
        ("text/plain; format=flowed", "Address: Flat 4, near \nTalwandi, Kota 324005\nName: X \nPhone: 5555500001"),
        ("text/plain; format=flowed; delsp=yes", "Address: Flat 4, near T \nalwandi, Kota 324005\nName: X\n"),
        ("text/plain; format=Flowed", "> Address: Flat 4, near \n> Talwandi, Kota 324005\n> Name: X \n"),
    ],
)
def test_flowed_lines_are_joined(read_mail, mail, content_type, text):
    payload = read_mail(mail(text, content_type=f"{content_type}; charset=utf-8"))

    assert payload.subject.address.line == "Flat 4, near Talwandi, Kota 324005"
    assert payload.subject.display_name == "X"


def test_a_signature_and_another_depth_end_a_flowed_line():
    assert unflowed("a \n-- \nb", delsp=False) == "a \n-- \nb"
    assert unflowed("a \n> b \n> c\n stuffed", delsp=False) == "a \n> b c\nstuffed"


CELLS = {
    "broken": "<tr><td>Address</td><td>House 12<br>Synthetic Vihar,<br>Jhunjhunu 333001</td></tr>",
    "paragraphs": "<tr><td><p>Address:</p></td><td><p>House 12</p><p>Synthetic Vihar</p><p>Jhunjhunu 333001</p></td></tr>",
    "three cells": "<tr><td>Address</td><td>:</td><td>House 12<br>Synthetic Vihar<br>Jhunjhunu 333001</td></tr>",
    "pairs": "<tr><td>Name</td><td>X</td><td>Address</td><td>House 12<br>Synthetic Vihar<br>Jhunjhunu 333001</td></tr>",
    "list": "<dl><dt>Address</dt><dd>House 12<br>Synthetic Vihar</dd><dd>Jhunjhunu 333001</dd></dl>",
    "heading": "<tr><th>Case</th><th>Address</th></tr><tr><td>SYN-2026-000001</td><td>House 12<br>Synthetic Vihar<br>"
    "Jhunjhunu 333001</td></tr>",
    "thead": "<thead><tr><td>Address</td><td>City</td></tr></thead><tbody><tr><td>House 12<br>Synthetic Vihar<br>"
    "Jhunjhunu 333001</td><td>Kota</td></tr></tbody>",
}


@pytest.mark.parametrize("layout", CELLS)
def test_a_cells_value_is_the_cell(read_mail, mail, layout):
    html = f"<table><tr><td>User ID</td><td>91</td></tr></table><table>{CELLS[layout]}</table><p>Thank you.</p>"
    payload = read_mail(mail(html, content_type="text/html; charset=utf-8"))

    assert payload.subject.address.line == "House 12, Synthetic Vihar, Jhunjhunu 333001"
    assert payload.subject.user_id == "91"
    assert payload.content.text == "Thank you."


def test_a_post_in_a_cell_keeps_its_lines(read_mail, mail):
    html = "<table><tr><td>Post</td><td>ek<br>do<br>teen</td></tr><tr><td>Name</td><td>X</td></tr></table>"

    assert read_mail(mail(html, content_type="text/html")).content.text == "ek\ndo\nteen"


def test_two_rows_under_a_heading_are_two_persons(read_mail, mail):
    row = "<tr><td>SYN-2026-00000{0}</td><td>X{0}</td><td>555550000{0}</td></tr>"
    html = f"<table><tr><th>Case</th><th>Name</th><th>Phone</th></tr>{row.format(1)}{row.format(2)}</table>"
    payload = read_mail(mail(html, content_type="text/html"))

    assert not payload.readable or payload.subject.phones == ("5555500001", "5555500002")


def test_a_bold_label_needs_no_colon(read_mail, mail):
    html = "<p><b>Name</b> Synthetic One<br><strong>Phone:</strong> 5555500001<br><b>Please</b> hurry</p>"
    payload = read_mail(mail(html, content_type="text/html"))

    assert (payload.subject.display_name, payload.subject.phones) == ("Synthetic One", ("5555500001",))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("नामः सिंथेटिक", "subject.display_name"),
        ("पीड़ित का नाम ः सिंथेटिक", "subject.display_name"),
        ("मो. नं.ः 5555500001", "subject.phones"),
        ("Mob.: 5555500001", "subject.phones"),
        ("Ph. No. - 5555500001", "subject.phones"),
        ("WhatsApp No → 5555500001", "subject.phones"),
        ("Victim's Name : X", "subject.display_name"),
        ("Last Known Address: Talwandi", "subject.address.line"),
        ("वर्तमान पता ː तलवंडी", "subject.address.line"),
        ("Permanent Address: Jodhpur", "subject.hometown"),
        ("स्थायी पताः जोधपुर", "subject.hometown"),
        ("गाँव: खारा", "subject.city"),
        ("नाम / Name: X", "subject.display_name"),
        ("Phone/Mobile No.: 5555500001", "subject.phones"),
        ("a) Name: X", "subject.display_name"),
        ("Name          Synthetic", "subject.display_name"),
        ("Name / Colour: X", None),
        ("From: Meta Safety", None),
        ("Contact: safety", None),
    ],
)
def test_labels_of_real_forms(line, name):
    assert list(read_lines(line).values) == ([name] if name else [])


def test_the_family_is_to_be_called_and_not_the_person(read_mail, mail):
    text = "Father's Name: Synthetic Mohan\nName: Synthetic Ritu\nFather's Mobile: 5555500009\nMob.: 5555500001\n"
    payload = read_mail(mail(text))

    assert payload.subject.display_name == "Synthetic Ritu"
    assert payload.subject.phones == ("5555500001",)
    contact = payload.subject.emergency_contact
    assert (contact.relation, contact.name, contact.phone) == ("father", "Synthetic Mohan", "5555500009")
