"""What mails and webhook bodies are packed into: opened within bounds, or named and left to a person."""

import base64
import gzip
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import quote_plus

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs7

from abhay.adapters.sources import unpacking
from abhay.adapters.sources.by_hand import plain_words_of
from abhay.adapters.sources.mail.containers.smime import NotSigned, signed_content
from abhay.adapters.sources.reading.mojibake import MOJIBAKE, repaired

TEXT = "Case reference: SYN-2026-000801\n\n--- Content ---\nab himmat nahi\n---\nName: Synthetic Jatin\nPhone: 5555500801\n"
ALERT = {
    "alert_id": "syn-801",
    "severity": "high",
    "content": {"text": "आज बहुत अकेली हूँ"},
    "subject": {"display_name": "सिंथेटिक गीता", "phones": ["+91 55555 00802"], "city": "Churu"},
}


def assert_read(payload):
    assert payload.external_id == "SYN-2026-000801"
    assert payload.content.text == "ab himmat nahi"
    assert (payload.subject.display_name, payload.subject.phones) == ("Synthetic Jatin", ("5555500801",))


@pytest.fixture(scope="module")
def signer():
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "escalations@meta-partner.example")])
    at = datetime(2026, 11, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = builder.serial_number(1).not_valid_before(at).not_valid_after(at + timedelta(days=9))
    return built.sign(key, hashes.SHA256()), key


def signed(signer, text):
    builder = pkcs7.PKCS7SignatureBuilder().set_data(text.encode()).add_signer(*signer, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])


@pytest.mark.parametrize("kind", ["application/pkcs7-mime; smime-type=signed-data", "application/x-pkcs7-mime",
                                  'application/octet-stream; name="smime.p7m"'])  # fmt: skip
def test_an_opaque_signature_is_opened_and_said_to_be_unverified(read_mail, mail, signer, kind):
    data = base64.encodebytes(signed(signer, f"Content-Type: text/plain\r\n\r\n{TEXT}"))
    payload = read_mail(mail(data, content_type=kind, extra="Content-Transfer-Encoding: base64\r\n"))

    assert_read(payload)
    assert "signature not verified" in payload.problems


def test_lengths_without_an_end_are_read():
    content = b"\x24\x80\x04\x05Hello\x04\x01!\0\0"
    encapsulated = b"\x30\x80\x06\x09" + bytes.fromhex("2a864886f70d010701") + b"\xa0\x80" + content + b"\0\0\0\0"
    body = b"\x30\x80\x02\x01\x01\x31\0" + encapsulated + b"\0\0"
    whole = b"\x30\x80\x06\x09" + bytes.fromhex("2a864886f70d010702") + b"\xa0\x80" + body + b"\0\0\0\0"

    assert signed_content(whole) == b"Hello!"
    for cut in range(0, len(whole) - 8, 3):
        with pytest.raises(NotSigned):
            signed_content(b"\x30\x84\xff\xff\xff\xff" + whole[cut + 1 : cut + 9])
    with pytest.raises(NotSigned):
        signed_content(b"\x30\x80" * 5_000)


def test_what_only_a_key_opens_is_left_to_a_person(read_mail, mail, signer):
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(TEXT.encode()).add_recipient(signer[0])
    data = builder.encrypt(serialization.Encoding.DER, [])
    kinds = {
        "application/pkcs7-mime; smime-type=enveloped-data": base64.encodebytes(data),
        'text/plain; name="x"': base64.encodebytes(
            b"-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"
        ),
    }
    for kind, body in kinds.items():
        payload = read_mail(mail(body, content_type=kind, extra="Content-Transfer-Encoding: base64\r\n"))
        assert "encrypted" in payload.problems
        assert not payload.readable


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_pgp_armour_is_no_part_of_the_text(read_mail, mail, end):
    armoured = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n" + TEXT.replace("---", "- ---")
        + "-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCgAdFiEE\n=ZcJ7\n-----END PGP SIGNATURE-----\n"
    )  # fmt: skip
    payload = read_mail(mail(armoured.replace("\n", end)))

    assert_read(payload)
    assert "signature not verified" in payload.problems


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("text/markdown", TEXT),
        ("text/x-unknown", TEXT),
        ("text/enriched", TEXT.replace("SYN-2026-000801", "<bold>SYN-2026-000801</bold>")),
        ("text/rtf", r"{\rtf1\ansi " + TEXT.replace("\n", r"\par ") + "}"),
    ],
)
def test_every_text_is_read(read_mail, mail, kind, text):
    assert_read(read_mail(mail(text, content_type=f"{kind}; charset=utf-8")))


def test_a_card_is_a_file_and_its_number_nobodys(read_mail, mail):
    card = "BEGIN:VCARD\nTEL: 5555509999\nEND:VCARD\n"
    body = f"--b\r\n\r\n{TEXT}\r\n--b\r\nContent-Type: text/vcard\r\n\r\n{card}\r\n--b--\r\n"
    payload = read_mail(mail(body, content_type="multipart/mixed; boundary=b"))

    assert_read(payload)
    assert payload.attachments[0].media_type == "text/vcard"


def attribute(level, name, kind, data):
    total = (sum(data) & 0xFFFF).to_bytes(2, "little")
    head = bytes([level]) + name.to_bytes(2, "little") + kind.to_bytes(2, "little")
    return head + len(data).to_bytes(4, "little") + data + total


def test_winmail_is_opened(read_mail, mail):
    tnef = bytes.fromhex("789f3e22") + b"\x01\0"
    tnef += attribute(1, 0x9006, 8, (0x10000).to_bytes(4, "little")) + attribute(
        1, 0x9007, 6, (1252).to_bytes(8, "little")
    )
    tnef += attribute(1, 0x800C, 2, TEXT.encode() + b"\0")
    tnef += attribute(2, 0x9002, 6, b"\1\0" + b"\0" * 12) + attribute(2, 0x8010, 1, b"photo.png\0")
    tnef += attribute(2, 0x800F, 6, b"\x89PNG synthetic")
    extra = "Content-Transfer-Encoding: base64\r\n"
    payload = read_mail(
        mail(base64.encodebytes(tnef), content_type="application/ms-tnef; name=winmail.dat", extra=extra)
    )
    broken = read_mail(mail(base64.encodebytes(tnef[:9]), content_type="application/ms-tnef", extra=extra))

    assert_read(payload)
    assert [(file.filename, file.data) for file in payload.attachments] == [("photo.png", b"\x89PNG synthetic")]
    assert not broken.readable
    assert "winmail.dat" in broken.problems
    assert broken.attachments[0].data == tnef[:9]


PACKED = json.dumps(ALERT, ensure_ascii=False)
ENVELOPES = {
    "topic": {"Type": "Notification", "MessageId": "1", "Subject": "Alert", "Message": PACKED},
    "pub/sub": {"message": {"data": base64.b64encode(PACKED.encode()).decode(), "messageId": "1"}, "subscription": "s"},
    "queue of a topic": {"Records": [{"body": json.dumps({"Type": "Notification", "Message": PACKED})}]},
    "bus": {"detail-type": "alert", "source": "x", "detail": ALERT},
    "twice": {"data": json.dumps({"payload": PACKED})},
    "text": PACKED,
}


def assert_same(payload):
    assert payload.external_id == "syn-801"
    assert payload.content.text == "आज बहुत अकेली हूँ"
    assert payload.subject.display_name == "सिंथेटिक गीता"
    assert payload.subject.phones == ("+91 55555 00802",)


@pytest.mark.parametrize("envelope", ENVELOPES)
def test_an_alert_inside_an_envelope_is_read(read, envelope):
    assert_same(read(ENVELOPES[envelope]))


def test_two_alerts_in_an_envelope_are_for_a_person_to_read(read):
    other = json.dumps({**ALERT, "alert_id": "syn-802"})

    assert not read({"Records": [{"body": PACKED}, {"body": other}]}).readable


def test_a_post_that_is_json_stays_a_post(read):
    post = '{"alert_id": "x", "severity": "high", "subject": "y"}'

    assert read({**ALERT, "content": {"text": post}}).content.text == post


def test_gzip_and_forms_are_opened_within_bounds(read, monkeypatch):
    zipped, form = gzip.compress(PACKED.encode()), f"payload={quote_plus(PACKED)}&v=1".encode()
    flat = b"alert_id=syn-801&display_name=Synthetic&phone=%2B91+55555+00802&severity=high"

    assert_same(read(zipped))
    assert_same(read(form))
    assert plain_words_of(zipped) == PACKED
    assert "सिंथेटिक गीता" in plain_words_of(form)
    monkeypatch.setattr(unpacking, "MOST_UNPACKED", 10)
    payload = read(zipped)
    assert not payload.readable
    assert payload.problems == ("gzip", "body")
    from abhay.adapters.sources.registry import SOURCES

    told = SOURCES["meta"].parse(flat, "application/x-www-form-urlencoded")
    assert (told.external_id, told.subject.phones) == ("syn-801", ("+91 55555 00802",))


POST = "अब और नहीं सहा जाता, मैं भीलवाड़ा स्टेशन पर हूँ"


@pytest.mark.parametrize(
    "spoilt",
    [
        POST.encode().decode("latin-1"),
        POST.encode().decode("latin-1").encode().decode("latin-1"),
        "".join(f"&#{ord(char)};" if ord(char) > 127 else char for char in POST),
        "".join(f"\\u{ord(char):04x}" if ord(char) > 127 else char for char in POST),
    ],
)
def test_what_was_decoded_wrongly_is_repaired_and_named(read, read_mail, mail, spoilt):
    by_mail = read_mail(mail(f"Name: Synthetic Tej\n--- Content ---\n{spoilt}\n--- End ---\n"))
    by_webhook = read({**ALERT, "content": {"text": spoilt}})

    for payload in (by_mail, by_webhook):
        assert payload.content.text == POST
        assert MOJIBAKE in payload.problems
    assert by_mail.subject.display_name == "Synthetic Tej"


@pytest.mark.parametrize("text", ["café Müller São Paulo", POST, "a â‚¬ 5", "“x” – y", "&#65;", "plain"])
def test_what_is_written_so_is_left(text):
    if text == "a â‚¬ 5":
        assert repaired(text) == ("a € 5", True)
    else:
        assert repaired(text) == (text, False)
