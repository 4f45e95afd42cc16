"""Labelled lines in every spelling that partners and our own people write."""

import pytest

from abhay.adapters.sources.mail.texts.labels import field_of
from abhay.adapters.sources.mail.texts.lines import read_lines
from models.enums import EventKind, Severity


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("Case reference: SYN-1", "alert_id", "SYN-1"),
        ("CASE REF - SYN-1", "alert_id", "SYN-1"),
        ("केस संदर्भ： SYN-1", "alert_id", "SYN-1"),
        ("Case No.: SYN-1", "alert_id", "SYN-1"),
        ("  * **Phone:** +91 55555 00001", "subject.phones", "+91 55555 00001"),
        ("• Phone number 2 – 5555500001", "subject.phones", "5555500001"),
        ("1. Mobile No:- 5555500001", "subject.phones", "5555500001"),
        ("> > फ़ोन: ५५५५५ ००००१", "subject.phones", "५५५५५ ००००१"),
        ("मोबाइल नंबर = 5555500001", "subject.phones", "5555500001"),
        ("E-mail: a@example.com", "subject.emails", "a@example.com"),
        ("ई-मेल : a@example.com", "subject.emails", "a@example.com"),
        ("Name\tSynthetic One", "subject.display_name", "Synthetic One"),
        ("नाम : सिंथेटिक एक", "subject.display_name", "सिंथेटिक एक"),
        ("User ID | 900", "subject.user_id", "900"),
        ("Address on profile: Talwandi, Kota", "subject.address.line", "Talwandi, Kota"),
        ("प्रोफ़ाइल पर पता: तलवंडी, कोटा", "subject.address.line", "तलवंडी, कोटा"),
        ("Current city on profile: Mandawa", "subject.city", "Mandawa"),
        ("वर्तमान शहर - मंडावा", "subject.city", "मंडावा"),
        ("गृहनगर: नवलगढ़", "subject.hometown", "नवलगढ़"),
        ("PIN Code: 324005", "subject.address.pin", "324005"),
        ("ज़िला: कोटा", "subject.address.district", "कोटा"),
        ("Place tagged in photo: Khichan", "technical.place_tag", "Khichan"),
        ("Location: -25.1, 75.8", "technical.locations", "-25.1, 75.8"),
        ("Location:-25.1, 75.8", "technical.locations", "-25.1, 75.8"),
        ("Last login IP: 2001:db8::1", "technical.logins", "2001:db8::1"),
        ("Content time (UTC): 2026-11-12T16:41:20Z", "content.created_at", "2026-11-12T16:41:20Z"),
        ("Content time (IST): 2026-11-12 22:11", "content.created_at", "2026-11-12 22:11 IST"),
        ("\u200bRisk\u00a0level\u200b: HIGH", "severity", "HIGH"),
        ("Name:\r", None, None),
    ],
)
def test_a_label_in_any_spelling_names_its_field(line, name, value):
    assert read_lines(line).values == ({name: [value]} if name else {})


@pytest.mark.parametrize(
    "line",
    [
        "I was at home - alone",
        "Note: call back",
        "http://example.com/name",
        "9:30",
        "",
        ":",
        "Dear Sir,",
        "Subject: Name: x",
    ],
)
def test_other_lines_are_left_as_words(line):
    lines = read_lines(line)

    assert lines.values == {}
    assert lines.rest == ([line] if line else [])


def test_a_value_may_stand_on_the_next_line():
    lines = read_lines("Name:\n\nSynthetic One\nPhone:\nCity: Kota\n")

    assert lines.values == {"subject.display_name": ["Synthetic One"], "subject.city": ["Kota"]}


@pytest.mark.parametrize(
    "heading",
    [
        "--- Content ---",
        "--- POST TEXT ---",
        "=== Reported post ===",
        "-- सामग्री --",
        "> ---- Content ----",
        "— Content —",
    ],
)
def test_the_words_of_the_post_are_found_and_never_searched_for_labels(heading):
    lines = read_lines(
        f"{heading}\nPhone: 5555500099\n- ek\n\nName - koi nahi\n--- Account details ---\nName: Synthetic One\n"
    )

    if heading == "— Content —":
        assert lines.values["subject.phones"] == ["5555500099"], "one dash is no heading"
    else:
        assert lines.posts == ["Phone: 5555500099\n- ek\n\nName - koi nahi"]
        assert lines.values == {"subject.display_name": ["Synthetic One"]}


def test_other_headings_are_no_post():
    lines = read_lines(
        "--- Account details ---\nName: A\n---------- Forwarded message ---------\nPhone: 5555500001\n--- Post details ---\nCity: B"
    )

    assert lines.posts == []
    assert set(lines.values) == {"subject.display_name", "subject.phones", "subject.city"}


def test_a_post_without_an_end_goes_to_the_end():
    assert read_lines("--- Content ---\nek\ndo\n").posts == ["ek\ndo"]


def test_a_post_after_its_label_goes_to_the_next_label():
    lines = read_lines("Content: ek\ndo\nName: Synthetic One\nrest")

    assert lines.posts == ["ek\ndo"]
    assert lines.rest == ["rest"]


def test_every_label_is_known_by_its_own_name():
    assert field_of("Risk Level (AI estimate)") == "severity"
    assert field_of("favourite colour") is None
    assert field_of("x" * 10_000) is None


@pytest.mark.parametrize(
    ("text", "platform", "surface"),
    [
        ("Instagram (story)", "instagram", "story"),
        ("FACEBOOK / Post", "facebook", "post"),
        ("YouTube", "youtube", None),
        ("Instagram – photo post", "instagram", "photo post"),
        ("((", None, None),
    ],
)
def test_the_platform_line_names_platform_and_surface(read_mail, mail, text, platform, surface):
    payload = read_mail(mail(f"Platform: {text}\nName: Synthetic One"))

    if platform:
        assert (payload.content.platform, payload.content.surface) == (platform, surface)
    assert payload.subject.display_name == "Synthetic One"


def test_a_location_is_a_point_or_words_or_nothing(read_mail, mail):
    point = read_mail(mail("Approximate location: 25.1520, 75.8480 (accuracy 0.3 km) at 2026-11-12T16:40:00Z\nName: A"))
    words = read_mail(mail("Location: Talwandi, Kota\nName: A"))
    nothing = read_mail(mail("Location: Not available\nName: A"))

    position = point.technical.positions[0]
    assert (position.lat, position.lon, position.accuracy_m, position.at.minute) == (25.152, 75.848, 300, 40)
    assert words.subject.self_reported_location == "Talwandi, Kota"
    assert (words.technical.positions, nothing.technical.positions) == ((), ())
    assert nothing.subject.self_reported_location is None
    assert (words.problems, nothing.problems) == ((), ())


def test_an_address_in_parts_and_a_contact(read_mail, mail):
    payload = read_mail(
        mail(
            "Address: Hostel 4, Talwandi\nDistrict: Kota\nState: Rajasthan\nPIN: ३२४००५\n"
            "Emergency contact: mother, Synthetic Maa, +91 55555 00111\nAge: १७\nRisk level: nobody knows\nEvent: update\n"
        )
    )

    assert payload.subject.address.model_dump(exclude_none=True) == {
        "line": "Hostel 4, Talwandi",
        "district": "Kota",
        "state": "Rajasthan",
        "pin": "324005",
    }
    assert payload.subject.emergency_contact.model_dump() == {
        "relation": "mother",
        "name": "Synthetic Maa",
        "phone": "+91 55555 00111",
    }
    assert payload.subject.age_band == "17"
    assert payload.severity is Severity.IMMINENT
    assert payload.event is EventKind.UPDATED
    assert payload.problems == ("severity",)


def test_a_mail_in_free_words_is_kept_whole(read_mail, mail):
    words = "एक लड़की, फोन नम्बर ५५५५५ ००००१, कोटा बस स्टैंड पर।\nKrupaya dekhein.\n-- \nMobile: 5555509999\nE-mail: o@example.net"
    payload = read_mail(mail(words))

    assert payload.readable
    assert payload.content.text == words
    assert payload.subject.phones == (), "a signature is not the person's number"


def test_lines_that_are_no_fields_are_the_text_where_there_is_no_post(read_mail, mail):
    payload = read_mail(mail("Name: Synthetic One\nHe wrote that it is over tonight.\n"))

    assert payload.content.text == "He wrote that it is over tonight."
