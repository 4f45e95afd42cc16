"""A signature behind words of farewell is its writer's; whatever else stands behind such words is the person's."""

import pytest

from abhay.adapters.sources.mail.texts.signatures import signature_apart
from abhay.adapters.sources.reading.identity import identities

HEAD = (
    b"Authentication-Results: mail.kota-police.example; dkim=pass header.d=meta-partner.example;\n"
    b" spf=pass smtp.mailfrom=meta-partner.example; dmarc=pass header.from=meta-partner.example\n"
    b"From: Meta <escalations@meta-partner.example>\nSubject: Alert\nContent-Type: text/plain; charset=utf-8\n\n"
)
ALERT = "Case reference: SYN-2026-1\nPlatform: Instagram\nName: Synthetic Diya\nUser ID: 9100000110302\nPhone: +91 55555 13102\n"
SIGNED = "Trust and Safety\nPhone: +1 650 555 0110\nEmail: escalations@meta-partner.example\n"


@pytest.mark.parametrize(
    "farewell",
    ["Regards,", "Best regards", "Kind Regards,", "Thanks & Regards", "Thank you,", "Yours sincerely,", "--", "With best wishes,",
     "सादर,", "धन्यवाद", "भवदीय,", "Thanks and regards,"],
)  # fmt: skip
def test_what_stands_in_a_signature_is_nobodys(read_mail, farewell):
    payload = read_mail(HEAD + f"{ALERT}\n{farewell}\n{SIGNED}".encode())
    assert payload.subject.phones == ("+91 55555 13102",)
    assert payload.subject.emails == ()
    assert ("phone", "+16505550110") not in identities(payload)


def test_the_same_holds_where_every_line_is_marked_as_quoted(read_mail):
    lines = f"{ALERT}\nRegards,\n{SIGNED}".splitlines()
    payload = read_mail(HEAD + "".join(f"> {line}\n" for line in lines).encode())
    assert payload.subject.phones == ("+91 55555 13102",)
    assert payload.subject.emails == ()


@pytest.mark.parametrize(
    "text",
    [
        "Please act at once.\nThanks,\nName: Synthetic Diya\nPhone: +91 55555 13102\n",
        f"Please see below.\nRegards,\nOfficer\n{ALERT}",
        f"{ALERT}Thanks for acting.\nPhone: +91 55555 13103\n",
        f"{ALERT}Regards,\nUser ID: 9100000110303\n",
        f"{ALERT}--- Content ---\nThanks\nPhone: none, everybody left\n",
        f"{ALERT}Regards,\n" + "line\n" * 20 + "Phone: +91 55555 13103\n",
    ],
)  # fmt: skip
def test_nothing_else_is_cut_off(text):
    assert signature_apart(text) == (text,)


def test_a_mail_without_id_is_told_apart_by_date_and_envelope(read_mail):
    def key(**heads: str) -> str:
        written = "".join(f"{name}: {value}\n" for name, value in heads.items())
        return read_mail(f"{written}\nYou have a new notice.\n".encode()).event_key

    day = "Tue, 24 Nov 2026 10:01:00 +0000"
    one = key(From="a@b.example", Date=day)
    assert key(From="a@b.example", Date=day) == one
    assert key(From="a@b.example", Date=day.replace(":01", ":02")) != one
    assert key(From="c@b.example", Date=day) != one
    numbered = {"Message-ID": "<1@b.example>", "From": "a@b.example"}
    assert key(**numbered, Date=day) == key(**numbered, Date=day.replace(":01", ":02"))
    assert key(From="a@b.example", Received="by x; 1") != key(From="a@b.example", Received="by x; 2")
