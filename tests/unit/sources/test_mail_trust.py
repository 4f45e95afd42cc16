"""Whom we believe: a table of Authentication-Results, then the tricks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.sources.mail.message import parse_mail
from models.enums import Trust

OURS = "mail.kota-police.example"
PARTNER = "From: Meta Safety <escalations@meta-partner.example>"
OWN = "From: Desk Officer <officer@kota-police.example>"
STRANGER = "From: Somebody <somebody@stranger.example>"
PASS = "dkim=pass header.d=meta-partner.example; spf=pass smtp.mailfrom=meta-partner.example; dmarc=pass header.from=meta-partner.example"
OWN_PASS = PASS.replace("meta-partner", "kota-police")


def results(text, name=OURS):
    return f"Authentication-Results: {name}; {text}"


def trust(*headers, authserv_id=OURS, **domains):
    lines = (*headers, "Message-ID: <1@x.example>", "", "Case reference: SYN-2026-000900\r\nName: Synthetic Trust\r\n")
    raw = b"\r\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
    return parse_mail(raw, "meta", authserv_id, **domains)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PASS, Trust.VERIFIED),
        (PASS.upper(), Trust.VERIFIED),
        ("dkim=pass header.i=@meta-partner.example; dmarc=pass header.from=meta-partner.example", Trust.VERIFIED),
        ("dkim=pass header.d=mx.meta-partner.example; dmarc=pass header.from=meta-partner.example", Trust.VERIFIED),
        (
            "spf=pass smtp.mailfrom=bounce@meta-partner.example; dmarc=pass header.from=meta-partner.example",
            Trust.VERIFIED,
        ),
        ("spf=fail smtp.mailfrom=relay.example; dkim=pass header.d=meta-partner.example; dmarc=pass", Trust.VERIFIED),
        (
            "dkim=pass (2048-bit; dmarc=fail) header.d=meta-partner.example; dmarc=pass (p=reject (really))",
            Trust.VERIFIED,
        ),
        ('dkim=pass reason="a; dmarc=fail" header.d=meta-partner.example; dmarc=pass', Trust.VERIFIED),
        (PASS.replace("dmarc=pass", "dmarc=fail"), Trust.FAILED),
        ("dkim=fail header.d=meta-partner.example; spf=none", Trust.FAILED),
        ("spf=softfail smtp.mailfrom=meta-partner.example; dmarc=none", Trust.FAILED),
        (
            "dkim=none; spf=fail smtp.mailfrom=bulk.example.net; dmarc=fail header.from=meta-partner.example",
            Trust.FAILED,
        ),
        (PASS.replace("header.from=meta-partner.example", "header.from=bulk.example.net"), Trust.FAILED),
        ("dkim=pass header.d=bulk.example.net; dmarc=pass header.from=meta-partner.example", Trust.NONE),
        ("dkim=pass header.d=meta-partner.example; spf=pass smtp.mailfrom=meta-partner.example", Trust.NONE),
        ("dkim=pass header.d=meta-partner.example; dmarc=temperror", Trust.NONE),
        ("dmarc=pass header.from=meta-partner.example", Trust.NONE),
        ("dmarc=none", Trust.NONE),
        ("none", Trust.NONE),
        ("", Trust.NONE),
        ('dkim=none reason="dkim=pass header.d=meta-partner.example; dmarc=pass"', Trust.NONE),
        ("dkim=none (dkim=pass header.d=meta-partner.example; dmarc=pass)", Trust.NONE),
    ],
)
def test_what_our_server_says_decides(text, expected):
    assert trust(results(text), PARTNER).trust is expected


@pytest.mark.parametrize(
    ("signer", "expected"),
    [
        ("mail.invented.gov.in", Trust.VERIFIED),
        ("other.invented.gov.in", Trust.VERIFIED),
        ("invented.gov.in", Trust.VERIFIED),
        ("gov.in", Trust.NONE),
        ("another.gov.in", Trust.NONE),
    ],
)
def test_a_signature_counts_for_its_organisation_and_not_for_all_of_a_government(signer, expected):
    said = results(f"dkim=pass header.d={signer}; dmarc=pass header.from=alerts.invented.gov.in")
    sender = "From: Alerts <a@alerts.invented.gov.in>"
    assert trust(said, sender, partner_domains=("alerts.invented.gov.in",)).trust is expected


def test_without_results_of_ours_there_is_no_trust():
    assert trust(PARTNER).trust is Trust.NONE
    assert trust(results(PASS, "mx.stranger.example"), PARTNER).trust is Trust.NONE
    assert trust(results(PASS, f"evil.example ({OURS})"), PARTNER).trust is Trust.NONE
    assert trust(results(PASS, f"{OURS}.evil.example"), PARTNER).trust is Trust.NONE
    assert trust(f"Authentication-Results: evil.example; x=y; {OURS}; {PASS}", PARTNER).trust is Trust.NONE
    assert trust(f"X-Authentication-Results: {OURS}; {PASS}", PARTNER).trust is Trust.NONE
    assert trust(f"ARC-Authentication-Results: i=1; {OURS}; {PASS}", PARTNER).trust is Trust.NONE
    assert trust(results(PASS, ""), PARTNER, authserv_id="").trust is Trust.NONE


@pytest.mark.parametrize("name", [OURS.upper(), f"{OURS} 1", f'"{OURS}"', f"(by us) {OURS}", f"\r\n\t{OURS}"])
def test_our_name_is_known_in_every_legal_spelling(name):
    assert trust(results(PASS, name), PARTNER).trust is Trust.VERIFIED


DISGUISES = [
    OURS.replace("k", "\u212a"),
    OURS.replace("kota", "kota(x)"),
    OURS.replace("kota", "ko\\ta"),
    OURS.replace("kota", "ko\u200bta"),
    OURS.replace(".", "\u3002"),
    OURS.replace("-", "\u2010"),
    f"\ufeff{OURS}",
    f"\x0b{OURS}",
    f"\x0c{OURS}",
    f"\xa0{OURS}",
    f"{OURS}\xa0x",
    f"{OURS}\x0bx",
    f"{OURS}\x0b",
    f"{OURS}\x0b1",
    f"{OURS}\r1",
    f"{OURS}\x00",
    f"{OURS} evil.example",
    f"{OURS} 1 evil.example",
    f"{OURS} \u0967",
    f"{OURS} (x)",
    f"{OURS}(x)",
    f"(x) evil.example; {OURS}",
    f"{OURS}.",
    f'"{OURS}',
    f'{OURS}"',
    f'"{OURS}"x',
    f'" {OURS}"',
    f'"{OURS.replace("kota", "ko" + chr(92) + "ta")}"',
    f"'{OURS}'",
    f"<{OURS}>",
    f"=?us-ascii?q?{OURS}?=",
]


@pytest.mark.parametrize("name", DISGUISES, ids=ascii)
def test_a_disguised_name_is_never_ours(name):
    assert trust(results(PASS, name), PARTNER).trust is Trust.NONE
    assert trust(results("spf=none"), "Received: from x", results(PASS, name), PARTNER).trust is Trust.NONE


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_name_in_another_encoding_is_never_ours(encoding):
    assert trust(b"Authentication-Results: " + f"{OURS}; {PASS}".encode(encoding), PARTNER).trust is Trust.NONE


@pytest.mark.parametrize("between", [" ", "\t", "  \t"])
@pytest.mark.parametrize("authserv_id", [OURS, ""])
def test_a_header_with_a_blank_before_its_colon_is_never_ours(between, authserv_id):
    named = f"{authserv_id}; {PASS}" if authserv_id else PASS

    assert trust(f"Authentication-Results{between}: {named}", PARTNER, authserv_id=authserv_id).trust is Trust.NONE


@given(st.text(max_size=40), st.text(max_size=40))
def test_nothing_around_our_name_makes_another_name_ours(before, behind):
    whole = f"{before}{OURS}{behind}".replace("\n", "").replace(";", "").encode("utf-8", "replace")
    exact = whole.strip(b" \t\r")
    allowed = {OURS.encode(), f'"{OURS}"'.encode()}
    payload = trust(b"Authentication-Results: " + whole + b"; " + PASS.encode(), PARTNER)

    assert payload.trust is not Trust.VERIFIED or exact in allowed or exact.split()[-1].isdigit() or b")" in exact


@given(st.integers(0, len(OURS) - 1), st.characters(codec="utf-8"))
def test_another_character_in_our_name_makes_it_anothers(at, char):
    name = OURS[:at] + char + OURS[at + 1 :]
    ours = char.isascii() and name.lower() == OURS

    assert (trust(results(PASS, name.replace("\n", "")), PARTNER).trust is Trust.VERIFIED) is ours


BULK = "spf=pass smtp.mailfrom=bulk.example.net"


@pytest.mark.parametrize(
    "between",
    [
        ["Received: from mx.bulk.example.net by mail.kota-police.example"],
        [results("dmarc=none", "mx.stranger.example")],
        [f"Authentication-Results : {OURS}; none=pass"],
        ["Subject: a", PARTNER.replace("From", "X-From")],
    ],
)
def test_passes_count_in_the_topmost_unbroken_block_alone(between):
    assert trust(results(BULK), *between, results(PASS), PARTNER).trust is Trust.NONE
    assert trust(results(PASS), *between, results(PASS), PARTNER).trust is Trust.VERIFIED


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("dmarc=fail", Trust.FAILED),
        ("dmarc=temperror", Trust.NONE),
        ("dkim=none", Trust.VERIFIED),
        ("dkim=none; spf=none", Trust.NONE),
        ("none", Trust.NONE),
    ],
)
def test_what_bears_our_name_further_down_may_only_deny(below, expected):
    assert trust(results(PASS), "Received: from x", results(below), PARTNER).trust is expected


def test_silence_about_dmarc_in_our_own_headers_is_no_pass():
    assert trust(results(PASS.rpartition("; dmarc")[0]), PARTNER).trust is Trust.NONE
    assert trust(results(BULK), "Received: from x", results("dmarc=pass"), PARTNER).trust is Trust.NONE


def test_a_server_without_a_name_is_believed_by_its_newest_header_alone():
    def nameless(text):
        return f"Authentication-Results: {text}"

    said = "spf=pass (sender IP is 203.0.113.5)\r\n smtp.mailfrom=meta-partner.example; dkim=pass (signature was verified) header.d=meta-partner.example;dmarc=pass action=none header.from=meta-partner.example;compauth=pass reason=100"
    earlier = "dkim=none (message not signed) header.d=none;dmarc=none action=none header.from=meta-partner.example;"

    assert trust(nameless(said), PARTNER, authserv_id="").trust is Trust.VERIFIED
    assert trust(nameless(said), "Received: a", nameless(earlier), PARTNER, authserv_id="").trust is Trust.VERIFIED
    assert trust(nameless(earlier), "Received: a", nameless(said), PARTNER, authserv_id="").trust is Trust.NONE
    assert trust(nameless("dmarc=fail"), nameless(said), PARTNER, authserv_id=" ").trust is Trust.FAILED
    assert trust(results(PASS), PARTNER, authserv_id="").trust is Trust.NONE, "a header with a name is another's"
    assert trust(nameless(said), PARTNER).trust is Trust.NONE, "our server writes its name"


@pytest.mark.parametrize("domain", ["meta-partner.example\u3002", "\u212aota.example", "[203.0.113.5]", ""])
def test_results_for_an_unreadable_sender_speak_against_it(domain):
    said = PASS.replace("header.from=meta-partner.example", f"header.from={domain or '.'}")

    assert trust(results(said), PARTNER).trust is Trust.FAILED


def test_results_of_others_change_nothing():
    assert trust(results(PASS), results("dmarc=fail", "mx.stranger.example"), PARTNER).trust is Trust.VERIFIED


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("dmarc=fail", PASS, Trust.FAILED),
        (PASS, "dmarc=fail", Trust.FAILED),
        ("none", PASS, Trust.NONE),
        (PASS, "dmarc=none", Trust.NONE),
        ("dkim=none", PASS, Trust.VERIFIED),
        ("dkim=none; spf=none", PASS, Trust.NONE),
        ("dkim=pass header.d=meta-partner.example", "dmarc=pass header.from=meta-partner.example", Trust.VERIFIED),
        (PASS, PASS, Trust.VERIFIED),
    ],
)
def test_several_results_of_ours_are_read_strictly(first, second, expected):
    assert trust(results(first), results(second), PARTNER).trust is expected


def test_a_known_sender_needs_a_single_from():
    assert trust(results(PASS), PARTNER, STRANGER).trust is Trust.FAILED
    assert trust(results(PASS), f"{PARTNER}, <b@meta-partner.example>").trust is Trust.FAILED
    assert trust(results(PASS)).trust is Trust.FAILED, "our server saw a sender that is not in the mail"
    assert trust(PARTNER, STRANGER).trust is Trust.NONE


@pytest.mark.parametrize(
    "sender",
    [
        'From: "escalations@meta-partner.example" <x@stranger.example>',
        "From: (escalations@meta-partner.example) x@stranger.example",
        "From: =?utf-8?q?Meta_=3Cescalations=40meta-partner=2Eexample=3E?= <x@stranger.example>",
        "From: <x@meta-partner.example.stranger.example>",
        "From: <x@notmeta-partner.example>",
        "From: <x@mеta-partner.example>",
    ],
)
def test_a_name_that_looks_like_the_partner_is_not_the_partner(sender):
    proof = PASS.replace("meta-partner.example", "stranger.example")

    assert trust(results(proof), sender).trust in {Trust.NONE, Trust.FAILED}


def test_a_proven_stranger_is_nobody_we_know():
    assert trust(results(PASS.replace("meta-partner", "stranger")), STRANGER).trust is Trust.NONE


def test_a_carriage_return_alone_begins_no_header():
    forged = f"X-Note: a\r{results(PASS)}\r{PARTNER}"

    assert trust(forged, PARTNER).trust is Trust.NONE


def test_headers_of_a_message_inside_prove_nothing():
    inner = f"{results(PASS)}\r\n{PARTNER}\r\n\r\nCase reference: SYN-2026-000901\r\nName: Synthetic Inner\r\n"
    raw = f"{STRANGER}\r\nContent-Type: message/rfc822\r\n\r\n{inner}"

    assert parse_mail(raw.encode(), "meta", OURS).trust is Trust.NONE


@pytest.mark.parametrize(
    ("reply_to", "expected"),
    [
        ("cases@meta-partner.example", Trust.VERIFIED),
        ("Cases <cases@support.meta-partner.example>", Trust.VERIFIED),
        ("desk@kota-police.example", Trust.VERIFIED),
        ("collector@bulk.example.net", Trust.FAILED),
        ("cases@meta-partner.example, collector@bulk.example.net", Trust.FAILED),
        ("collector@bülk.example", Trust.FAILED),
        ('"z"@bulk.example.net', Trust.FAILED),
        ('"z"@meta-partner.example', Trust.VERIFIED),
        ('"a b" @ bulk.example.net', Trust.FAILED),
        ("z@ bulk.example.net", Trust.FAILED),
        ("cases@meta-partner.example@bulk.example.net", Trust.FAILED),
        ("<@meta-partner.example:z@bulk.example.net>", Trust.FAILED),
        ("z@[203.0.113.5]", Trust.FAILED),
        ("z@\u212aota-police.example", Trust.FAILED),
        ("=?utf-8?q?z=40bulk=2Eexample=2Enet?=", Trust.FAILED),
        ("=?utf-8?b?ekBidWxrLmV4YW1wbGUubmV0?= <cases@meta-partner.example>", Trust.FAILED),
        ("=?utf-8?q?=22z=22=40bulk=2Eexample=2Enet?=", Trust.FAILED),
        ("=?utf-8?q?z?=@bulk.example.net", Trust.FAILED),
        ("z@=?utf-8?q?bulk.example.net?=", Trust.FAILED),
        ("=?utf-8?q?Meta_Safety?= <cases@meta-partner.example>", Trust.VERIFIED),
        ('"Safety, Team" <cases@meta-partner.example>', Trust.VERIFIED),
    ],
)
def test_answers_must_not_be_led_elsewhere(reply_to, expected):
    payload = trust(results(PASS), PARTNER, f"Reply-To: {reply_to}")

    assert payload.trust is expected
    assert ("reply-to" in payload.problems) is (expected is Trust.FAILED)


def test_our_own_people_forward():
    assert trust(results(OWN_PASS), OWN).trust is Trust.FORWARDED
    assert trust(results(OWN_PASS.replace("dmarc=pass", "dmarc=fail")), OWN).trust is Trust.FAILED
    assert trust(OWN).trust is Trust.NONE


def test_domains_are_settings():
    domains = {"partner_domains": ("Stranger.example",), "own_domains": ()}

    assert trust(results(PASS.replace("meta-partner", "stranger")), STRANGER, **domains).trust is Trust.VERIFIED
    assert trust(results(OWN_PASS), OWN, **domains).trust is Trust.NONE
    assert trust(results(PASS), PARTNER, **domains).trust is Trust.NONE


def test_a_header_block_beyond_all_bounds_is_not_believed():
    assert trust(results(PASS), PARTNER, *(["X-Filler: " + "a" * 5_000] * 60)).trust is Trust.NONE


def test_a_held_message_never_takes_the_key_of_the_authentic_one():
    authentic, spoofed = trust(results(PASS), PARTNER), trust(results("dmarc=fail"), PARTNER)
    forwarded = trust(results(OWN_PASS), OWN)

    assert authentic.external_id == spoofed.external_id
    assert authentic.event_key != spoofed.event_key
    assert authentic.event_key == forwarded.event_key
