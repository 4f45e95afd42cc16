"""Mails of every legal shape, and what is read of those that are broken."""

import base64
import quopri
from datetime import UTC, datetime
from email.message import EmailMessage
from email.mime.base import MIMEBase

import pytest

from abhay.adapters.sources.by_hand import words_of
from abhay.adapters.sources.mail import mime
from abhay.adapters.sources.reading.identity import identities
from abhay.errors import EmptyBody
from models.enums import EventKind, Severity, Trust

TEXT = (
    "Case reference: SYN-2026-000300\nPlatform: Instagram (reel)\nRisk level: High\n"
    "Content time (UTC): 2026-11-12T16:41:20Z\n\n--- Content ---\nअब और नहीं। राम राम।\n\n"
    "--- Account details ---\nName: सिंथेटिक एक\nPhone: +91 55555 00300\nCurrent city: Kota\n"
)
TABLE = """<!DOCTYPE html><html><head><title>x</title><style>td { color: red }</style></head><body>
<!-- Phone: 0 --><script>var a = "<td>Phone</td>";</script>
<table><tr><td><b>Case reference</b></td><td>SYN-2026-000300</td></tr>
<tr><th>Platform:</th><td>Instagram (reel)</td></tr><tr><td>Risk level</td><td>High</td></tr>
<tr><td>Content time (UTC)</td><td>2026-11-12T16:41:20Z</td></tr>
<tr><td>Name</td><td>सिंथेटिक एक</td></tr><tr><td>Phone</td><td>+91&nbsp;55555 00300</td></tr></table>
<dl><dt>Current city</dt><dd>Kota</dd></dl>
<p>--- Content ---<br>अब और नहीं।
 राम राम।</p><p>---</p></body></html>"""


def assert_whole(payload):
    assert payload.external_id == "SYN-2026-000300"
    assert payload.severity is Severity.HIGH
    assert (payload.content.platform, payload.content.surface) == ("instagram", "reel")
    assert payload.content.text == "अब और नहीं। राम राम।"
    assert payload.subject.display_name == "सिंथेटिक एक"
    assert payload.subject.phones == ("+91 55555 00300",)
    assert payload.subject.city == "Kota"
    assert payload.posted_at == datetime(2026, 11, 12, 16, 41, 20, tzinfo=UTC)
    assert payload.trust is Trust.VERIFIED
    assert payload.readable


def built(text=TEXT, **options):
    message = EmailMessage()
    message["From"] = "Meta Safety <escalations@meta-partner.example>"
    message["Subject"] = "Escalation"
    message["Authentication-Results"] = (
        "mail.kota-police.example; dkim=pass header.d=meta-partner.example; dmarc=pass header.from=meta-partner.example"
    )
    message["Message-ID"] = "<syn-300@meta-partner.example>"
    if text is not None:
        message.set_content(text, **options)
    return message


@pytest.mark.parametrize("cte", ["base64", "quoted-printable", "8bit"])
def test_each_transfer_encoding(read_mail, cte):
    assert_whole(read_mail(built(cte=cte).as_bytes()))


def test_alternative_mixed_related_and_signed(read_mail):
    message = built()
    message.add_alternative(TABLE, subtype="html")
    message.get_payload()[1].add_related(b"\x89PNG inline", "image", "png", cid="<photo>")
    message.add_attachment(b"%PDF-1.4 synthetic", maintype="application", subtype="pdf", filename="फोटो १.pdf")
    payload = read_mail(message.as_bytes())

    assert_whole(payload)
    assert [(file.filename, file.media_type) for file in payload.attachments] == [
        (None, "image/png"),
        ("फोटो १.pdf", "application/pdf"),
    ]
    signed = message.as_bytes().replace(b"multipart/mixed", b'multipart/signed; micalg="x"; protocol="a/b"', 1)
    assert_whole(read_mail(signed))


def test_html_alone(read_mail):
    message = built(None)
    message.set_content(TABLE, subtype="html")

    assert_whole(read_mail(message.as_bytes()))


def test_a_plain_part_that_says_nothing_gives_way_to_the_html(read_mail):
    message = built("Please view this message in HTML.")
    message.add_alternative(TABLE, subtype="html")

    assert_whole(read_mail(message.as_bytes()))


@pytest.mark.parametrize(
    ("charset", "label"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "us-ascii"),
        ("utf-8", "iso-8859-1"),
        ("utf-8", "windows-1252"),
        ("utf-8", "x-unknown"),
        ("utf-8", "zip"),
        ("utf-8", "hex"),
        ("utf-8", "unicode_escape"),
        ("utf-8", None),
        ("utf-8-sig", "ascii"),
        ("utf-16", "utf-16"),
        ("utf-16", "utf-8"),
        ("utf-7", "utf-7"),
    ],
)
def test_each_character_set_even_under_a_wrong_label(read_mail, mail, charset, label):
    content_type = f'text/plain; charset="{label}"' if label else "text/plain"
    body = base64.encodebytes(TEXT.encode(charset))

    assert_whole(read_mail(mail(body, content_type=content_type, extra="Content-Transfer-Encoding: base64\r\n")))


def test_a_legacy_character_set_is_read_by_its_label(read_mail, mail):
    payload = read_mail(
        mail("Name: Prénom Synthétique".encode("latin-1"), content_type="text/plain; charset=iso-8859-1")
    )
    unlabelled = read_mail(mail("Name: Synthétique “x”".encode("cp1252"), content_type="text/plain"))

    assert payload.subject.display_name == "Prénom Synthétique"
    assert unlabelled.subject.display_name == "Synthétique “x”"
    assert unlabelled.problems == ("charset",)


@pytest.mark.parametrize("subtype", ["attached", "inline", "octet-stream"])
def test_a_message_forwarded_by_our_own_people(read_mail, subtype):
    outer = EmailMessage()
    outer["From"] = "Desk Officer <officer@kota-police.example>"
    outer["Subject"] = "Fwd: Escalation"
    outer["Authentication-Results"] = (
        "mail.kota-police.example; spf=pass smtp.mailfrom=kota-police.example; dmarc=pass header.from=kota-police.example"
    )
    note = "Please act.\nName: Inspector Synthetic\nPhone: +91 55555 09999\n"
    if subtype == "inline":
        quoted = "".join(f"> {line}\n" for line in TEXT.splitlines())
        outer.set_content(f"{note}\n---------- Forwarded message ---------\n{quoted}")
        payload = read_mail(outer.as_bytes())
        assert payload.content.text == "अब और नहीं। राम राम।"
    else:
        outer.set_content(note)
        if subtype == "attached":
            outer.add_attachment(built())
        else:
            outer.add_attachment(
                built().as_bytes(), maintype="application", subtype="octet-stream", filename="Escalation.EML"
            )
        payload = read_mail(outer.as_bytes())
        assert payload.subject.phones == ("+91 55555 00300",), "the officer's number is not the person's"
        assert payload.subject.display_name == "सिंथेटिक एक"
        assert payload.event_key == read_mail(built().as_bytes()).event_key
    assert payload.trust is Trust.FORWARDED
    assert payload.external_id == "SYN-2026-000300"


@pytest.mark.parametrize(
    "marker",
    [
        "---------- Forwarded message ---------\nFrom: Meta Safety <escalations@meta-partner.example>",
        "-----Original Message-----",
        "Begin forwarded message:\n",
        "________________________________\nFrom: Meta Safety\nSent: Thursday\nTo: Desk\nSubject: Escalation\n",
        "From: Meta Safety\nDate: Thu, 12 Nov 2026\nSubject: Escalation\n",
        "प्रेषक: Meta Safety\nविषय: Escalation\n",
        "On Thu, 12 Nov 2026 at 22:13, Meta Safety <escalations@meta-partner.example> wrote:",
        "-- ",
    ],
)
@pytest.mark.parametrize("quote", ["", "> "])
def test_who_forwards_is_not_the_person(read_mail, marker, quote):
    note = (
        "Please act on this at once.\n\nName: Inspector Synthetic\nMobile: 55555 09999\nAddress: Control Room, Kota\n"
    )
    quoted = "".join(f"{quote}{line}\n" for line in TEXT.splitlines())
    payload = read_mail(built(f"{note}\n{marker}\n\n{quoted}\n-- \nPhone: 55555 09998\n").as_bytes())

    assert_whole(payload)
    assert payload.subject.address is None
    assert ("phone", "5555509999") not in identities(payload)


def test_two_notes_of_one_officer_are_two_persons(read_mail):
    first = built("A girl near the station.\n\nMobile: 55555 09999\nE-mail: officer@kota-police.example\n")
    second = built("A boy in a hostel.\nPhone: 55555 09999\nName: Inspector Synthetic\n")

    assert not set(identities(read_mail(first.as_bytes()))) & set(identities(read_mail(second.as_bytes())))


def test_a_post_is_never_cut_in_two(read_mail):
    post = "maa wrote:\n-- \nFrom: me\nSubject: nothing\nbas"
    payload = read_mail(built(TEXT.replace("अब और नहीं। राम राम।", post)).as_bytes())

    assert payload.content.text == post
    assert payload.subject.phones == ("+91 55555 00300",)


def test_an_update_with_the_first_alert_inside_adds_to_it(read_mail):
    update = built("Case reference: SYN-2026-000300\nPhone: +91 55555 00301\n--- Content ---\nphir se\n---\n")
    del update["Subject"]
    update["Subject"] = "UPDATE Escalation SYN-2026-000300"
    update.add_attachment(built())
    payload = read_mail(update.as_bytes())

    assert payload.event is EventKind.UPDATED
    assert payload.subject.phones == ("+91 55555 00301", "+91 55555 00300")
    assert payload.content.text == "phir se\n\nअब और नहीं। राम राम।"
    assert payload.event_key != read_mail(built().as_bytes()).event_key


def test_two_alerts_in_one_mail_are_for_a_person_to_read(read_mail):
    outer = built("Two of them.")
    outer.add_attachment(built())
    outer.add_attachment(built(TEXT.replace("000300", "000301")))
    together = built(TEXT + "\n\n" + TEXT.replace("000300", "000301"))

    for message in (outer, together):
        payload = read_mail(message.as_bytes())
        assert not payload.readable
        assert payload.external_id is None
        assert payload.subject.phones == ()
        assert "several alerts in one mail" in payload.problems


def test_the_case_reference_may_stand_in_the_subject_alone(read_mail, mail):
    payload = read_mail(mail("Phone: 5555500300", extra="Subject: =?utf-8?b?W1VSR0VOVF0gU1lOLTIwMjYtMDAwMzAw?= x\r\n"))

    assert payload.external_id == "SYN-2026-000300"


def test_the_date_stands_in_for_the_time_of_the_content(read_mail, mail):
    dated = read_mail(mail("Location: 25.1, 75.8", extra="Date: Thu, 12 Nov 2026 22:35:00 +0530\r\n"))
    broken = read_mail(mail("Name: Synthetic", extra="Date: some day\r\n"))

    assert dated.posted_at == datetime(2026, 11, 12, 17, 5, tzinfo=UTC)
    assert dated.technical.positions[0].at is None, "when the mail was sent says nothing about the position"
    assert broken.posted_at is None
    assert "date" in broken.problems


def test_the_same_mail_by_another_road_is_the_same_event(read_mail):
    once = built()
    again = built(cte="base64")
    again["Received"] = "from a.example by b.example; Thu, 12 Nov 2026 22:13:07 +0530"
    again.replace_header("Message-ID", "<other@meta-partner.example>")
    html = built(None)
    html.set_content(TEXT.replace("\n", "<br>"), subtype="html")
    more = built(TEXT + "Hometown: Bundi\n")
    said = built(TEXT + "The mother says he is at the station.\n")
    photo = built()
    photo.add_attachment(b"\x89PNG", maintype="image", subtype="png")
    keys = [read_mail(message.as_bytes()).event_key for message in (once, again, html, more, said, photo)]

    assert keys[0] == keys[1] == keys[2]
    assert len(set(keys)) == 4, "every new fact, line and photo is a new event"


def test_without_a_case_reference_the_message_id_tells_events_apart(read_mail, mail):
    first, same, other = (
        read_mail(mail("Please help.", extra=f"Message-ID: <{number}@meta-partner.example>\r\n"))
        for number in (1, 1, 2)
    )

    assert first.event_key == same.event_key != other.event_key


def test_attachments_have_limits_and_the_mail_is_kept_whole(read_mail, monkeypatch):
    monkeypatch.setattr(mime, "MAX_ATTACHMENT", 1_000)
    message = built()
    for number in range(mime.MAX_ATTACHMENTS + 5):
        message.add_attachment(b"x" * (2_000 if number == 0 else 10), maintype="image", subtype="png")
    payload = read_mail(message.as_bytes())

    assert_whole(payload)
    assert len(payload.attachments) == mime.MAX_ATTACHMENTS
    assert all(len(file.data) == 10 for file in payload.attachments)
    assert "attachments" in payload.problems
    assert payload.raw == message.as_bytes()


def test_a_text_file_is_read_and_kept(read_mail):
    message = built("See the file.")
    message.add_attachment(TEXT, filename="alert.txt")
    payload = read_mail(message.as_bytes())

    assert_whole(payload)
    assert payload.attachments[0].filename == "alert.txt"


def test_nothing_to_read_is_read_by_hand(read_mail):
    screenshot = built(None)
    screenshot.set_content(b"\x89PNG", maintype="image", subtype="png")
    for raw in (screenshot.as_bytes(), b"\r\n\r\n", b"\0" * 50, b"From: a@b.example\r\n", b"\xff\xfe"):
        payload = read_mail(raw)
        assert not payload.readable or payload.content.text
        assert payload.severity is Severity.IMMINENT
    with pytest.raises(EmptyBody):
        read_mail(b"")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_each_line_end_and_an_mbox_line(read_mail, line_end):
    text = f"From someone Thu Nov 12\n{built().as_bytes().decode()}"

    assert_whole(read_mail(text.replace("\n", line_end).encode()))


def test_a_boundary_that_never_closes_and_one_that_is_missing(read_mail, mail):
    open_ended = f"--b\r\nContent-Type: text/plain\r\n\r\n{TEXT}"

    assert_whole(read_mail(mail(open_ended, content_type="multipart/mixed; boundary=b")))
    assert_whole(read_mail(mail(TEXT, content_type="multipart/mixed")))
    assert_whole(read_mail(mail(TEXT, content_type="multipart/mixed; boundary=nowhere")))


def test_broken_encodings_lose_as_little_as_they_can(read_mail, mail):
    letters = base64.encodebytes(TEXT.encode()).replace(b"\n", b"!\n").rstrip(b"=\n! ") + b"A"
    base = read_mail(mail(letters, extra="Content-Transfer-Encoding: base64\r\n"))
    quoted = quopri.encodestring(TEXT.encode()) + b"=ZZ="
    printable = read_mail(mail(quoted, extra="Content-Transfer-Encoding: quoted-printable\r\n"))

    for payload in (base, printable):
        assert payload.external_id == "SYN-2026-000300"
        assert payload.content.text == "अब और नहीं। राम राम।"


def test_words_of_a_message_for_a_person_to_read(mail):
    raw = mail(TEXT, extra="Subject: =?utf-8?q?=E0=A4=95?=\r\nReply-To: x@example.net\r\n")
    words = words_of(raw, "message/rfc822")

    assert words.startswith(
        "From: Meta Safety Escalations <escalations@meta-partner.example>\nReply-To: x@example.net\n"
    )
    assert "Subject: क" in words
    assert "अब और नहीं" in words
    assert words_of('{"alert_id": "cut\0'.encode("utf-16"), "application/json") == '{"alert_id": "cut'


def test_injected_headers_stay_inside_their_field(read_mail, mail):
    subject = "=?utf-8?q?a=0D=0ABcc=3A_x=40example=2Enet=0D=0A=0D=0APhone=3A_5555500999?="
    payload = read_mail(mail("Name: Synthetic", extra=f"Subject: {subject}\r\n"))

    assert payload.subject.phones == ()
    message = MIMEBase("image", "png", name="a\u202egnp.exe")
    message.set_payload("x")
    message["From"] = "a@b.example"
    assert read_mail(message.as_bytes()).attachments[0].filename == "agnp.exe"
