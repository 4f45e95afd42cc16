"""The mail reader takes time in proportion to the mail, whatever is repeated in it."""

import pytest

from abhay.adapters.sources.by_hand import claim_of, words_of
from abhay.adapters.sources.mail.message import RFC822, parse_mail
from abhay.adapters.sources.mail.texts.labels import _LABELS
from tests.support.pumped import SEEDS, pumped
from tests.support.speed import SHORT, assert_in_proportion

US = "mail.kota-police.example"
HEADERS = ("From", "Reply-To", "Date", "Subject", "Message-ID", "Content-Type", "Content-Disposition",
           "Content-Transfer-Encoding", "Authentication-Results", "X-Other")  # fmt: skip
PART_HEADERS = (
    "Content-Type: text/plain; name=",
    "Content-Disposition: attachment; filename=",
    "Content-Transfer-Encoding: ",
)
LABELS = [labels[0] for labels in _LABELS.values()]
TEXT = 60_000
LONGEST_TEXT = 400_000
HTML = 60_000
HEADER = 15_000
VALUE = 4_000
PARTS = 20


def read(raw: bytes) -> None:
    parse_mail(raw, "meta", US)


def one_line(seed, size):
    """A header's or label's value of so many bytes: beyond a bound in bytes another text would be read."""
    value = pumped(seed.replace("\r", "").replace("\n", "") or "\t")(size)
    return value.encode("utf-8", "replace")[:size].decode("utf-8", "ignore")


def in_the_text(seed):
    return lambda size: b"From: a@b.example\r\n\r\n" + pumped(seed)(size).encode("utf-8", "replace")


def in_html(seed):
    head = b"From: a@b.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    return lambda size: head + pumped(seed)(size).encode("utf-8", "replace")


def in_every_header(seed):
    def made(size):
        value = one_line(seed, size)
        lines = [f"{name}: {US if name.startswith('Auth') else ''}; a{value}b" for name in HEADERS]
        return "\r\n".join([*lines, "", "x"]).encode("utf-8", "replace")

    return made


def in_headers_of_parts(seed):
    def made(size):
        value = one_line(seed, size // PARTS)
        lines = "".join(f"{header}a{value}b\r\n" for header in PART_HEADERS)
        mail = "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + f"--b\r\n{lines}\r\nx\r\n" * PARTS
        return mail.encode("utf-8", "replace")

    return made


def in_every_value(seed):
    def made(size):
        value = one_line(seed, size)
        return "\r\n".join(["From: a@b.example", "", *(f"{label}: a{value}b" for label in LABELS)]).encode(
            "utf-8", "replace"
        )

    return made


@pytest.mark.parametrize("seed", SEEDS.values(), ids=SEEDS)
@pytest.mark.parametrize(
    ("pumps", "size"),
    [
        (in_the_text, TEXT),
        (in_html, HTML),
        (in_every_header, HEADER),
        (in_headers_of_parts, 2_000 * PARTS),
        (in_every_value, VALUE),
    ],
    ids=["text", "html", "headers", "headers of parts", "values"],
)
def test_a_mail_is_read_in_proportion(pumps, size, seed):
    assert_in_proportion(read, pumps(seed), size, negligible=SHORT)


@pytest.mark.parametrize(
    "seed", ["label lines", "post lines", "headings", "labelled colons", "marks", "quotes of mails"]
)
def test_the_longest_text_is_read_in_proportion(seed):
    assert_in_proportion(read, in_the_text(SEEDS[seed]), LONGEST_TEXT, negligible=SHORT)


@pytest.mark.parametrize("seed", SEEDS.values(), ids=SEEDS)
def test_what_a_person_sees_of_a_mail_is_made_in_proportion(seed):
    def shown(raw):
        words_of(raw, RFC822)
        claim_of(raw, RFC822, US)

    assert_in_proportion(shown, in_every_header(seed), HEADER, negligible=SHORT)


SHAPES = {
    "nested parts": lambda n: b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at) for at in range(n // 60)
    ),
    "messages inside": lambda n: b"Content-Type: message/rfc822\r\n\r\n" * (n // 32),
    "parts": lambda n: b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * (n // 10),
    "false boundaries": lambda n: b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--bx" * (n // 4),
    "base64": lambda n: b"Content-Transfer-Encoding: base64\r\n\r\n" + b"QUFB\r\n" * (n // 6),
    "broken base64": lambda n: b"Content-Transfer-Encoding: base64\r\n\r\n" + b"QU!B\r\n" * (n // 6) + b"Q",
    "quoted-printable": lambda n: b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + b"=E0=A4=\r\n" * (n // 9),
    "headers": lambda n: b"X: a\r\n" * (n // 6) + b"\r\nx",
    "a folded header": lambda n: b"Subject: a\r\n" + b" a\r\n" * (n // 4) + b"\r\nx",
    "attachments": lambda n: (
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        + b"--b\r\nContent-Type: image/png\r\n\r\nx\r\n" * (n // 36)
    ),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_a_shape_is_read_in_proportion(shape):
    assert_in_proportion(read, shape, 240_000, negligible=SHORT)
