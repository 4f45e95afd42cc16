"""Mails made to hurt: they are read soon, kept whole, and what was beyond a bound is named."""

import pytest

from models.enums import Trust
from tests.support.speed import MOST_UNITS, within

HEAD = b"From: a@b.example\r\n"
MARKED = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
HTML = HEAD + b"Content-Type: text/html\r\n\r\n"
MEGABYTE = 1024 * 1024


def nested(depth):
    layers = b"".join(
        b"--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n" % (at, at + 1) for at in range(depth)
    )
    return HEAD + b"Content-Type: multipart/mixed; boundary=b0\r\n\r\n" + layers + b"--b%d\r\n\r\nx\r\n" % depth


BOMBS = {
    "1000 nested parts": nested(1_000),
    "5000 messages inside": (HEAD + b"Content-Type: message/rfc822\r\n\r\n") * 5_000,
    "100,000 parts": MARKED + b"--b\r\n\r\nx\r\n" * 100_000,
    "24 MiB of false boundaries": MARKED + b"--bx" * (6 * MEGABYTE),
    "24 MiB attached": HEAD
    + b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + b"QUFB\r\n" * (4 * MEGABYTE),
    "24 MiB of broken base64": HEAD
    + b"Content-Transfer-Encoding: base64\r\n\r\n"
    + b"QU!B\r\n" * (4 * MEGABYTE)
    + b"Q",
    "24 MiB of labels": HEAD + b"\r\n" + b"Name: x y z\r\n" * (2 * MEGABYTE),
    "20 MiB in one header": b"Subject: " + b"a" * (20 * MEGABYTE) + b"\r\n\r\nx",
    "a million headers": b"X: a\r\n" * MEGABYTE + b"\r\nx",
    "a folded header": b"Subject: a\r\n" + b" a\r\n" * (5 * MEGABYTE) + b"\r\nx",
    "open comments": b"Authentication-Results: mail.kota-police.example; " + b"(" * 16_000 + b"\r\n\r\nx",
    "open quotes": b"Content-Type: text/plain; " + b'a="' * 5_000 + b"\r\n\r\nx",
    "continued parameters": b"Content-Type: text/plain;"
    + b"".join(b" a*%d=x;" % at for at in range(300))
    + b"\r\n\r\nx",
    "encoded words": b"Subject: " + b"=?utf-8?q?a?= " * 1_000 + b"\r\n\r\nx",
    "a slow codec": b"Content-Type: text/plain; charset=punycode\r\n\r\na-" + b"9" * 400_000,
    "nested rows": HTML + b"<table><tr><td>" * 20_000,
    "open terms": HTML + b"<dt>a" * 60_000,
    "open comments in HTML": HTML + b"<!--" * 90_000,
    "half tags": HTML + b"<a <" * 90_000,
    "rules": HEAD + b"\r\n" + b"--- Content ---\n" * 25_000,
    "colons": HEAD + b"\r\n" + b":\n" * 200_000,
    "labels without an end": HEAD + b"\r\n" + (b"a:" * 60 + b"\n") * 3_300,
    "a post of 200,000 lines": HEAD + b"\r\nContent: x\n" + b"a\n" * 199_000,
    "a platform of blanks": HEAD + b"\r\nPlatform: a" + b" " * 390_000 + b"b",
    "senders without an end": b"From: "
    + b"a" * 16_000
    + b"\r\n"
    + (b"Reply-To: " + b"a" * 16_000 + b"\r\n") * 14
    + b"\r\nx",
    "half words in the headers of 300 parts": MARKED
    + (b"--b\r\nContent-Transfer-Encoding: " + b"=?a?q?x " * 2_000 + b"\r\n\r\nx\r\n") * 300,
    "marks to be sorted": HEAD + b"\r\n" + "\u0300\u0316".encode() * 99_000,
}


@pytest.mark.parametrize("raw", BOMBS.values(), ids=BOMBS)
def test_a_mail_bomb_is_read_soon(read_mail, raw):
    payload = within(MOST_UNITS, lambda: read_mail(raw))

    assert payload.raw == raw
    assert payload.trust is not Trust.VERIFIED


def test_parts_beyond_the_bounds_are_named(read_mail):
    assert "nesting" in read_mail(BOMBS["1000 nested parts"]).problems
    assert "parts" in read_mail(BOMBS["100,000 parts"]).problems
    assert "text" in read_mail(BOMBS["24 MiB of labels"]).problems
    assert "headers" in read_mail(BOMBS["a million headers"]).problems
