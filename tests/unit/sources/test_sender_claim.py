"""Who a held mail says it is from, for the person who decides about it."""

import pytest

from abhay.adapters.sources.by_hand import claim_of
from abhay.adapters.sources.mail.message import RFC822

OURS = "mail.kota-police.example"
HEAD = (
    b"Authentication-Results: mail.kota-police.example; dkim=none; spf=fail smtp.mailfrom=x.example; dmarc=fail\n"
    b"Authentication-Results: mail.elsewhere.example; dkim=pass; dmarc=pass\n"
    b"From: =?utf-8?B?4KSu4KWH4KSf4KS+?= <alerts@meta-partner.example>\n"
    b"Reply-To: collector@bulk.example.net\n\nhelp"
)


def test_the_claim_is_the_senders_and_the_finding_is_ours() -> None:
    claim = claim_of(HEAD, RFC822, OURS)
    assert claim is not None
    assert claim.sender == "मेटा <alerts@meta-partner.example>"
    assert claim.reply_to == "collector@bulk.example.net"
    assert claim.results == ("dkim=none", "spf=fail", "dmarc=fail")


def test_a_mail_without_a_word_of_ours_has_no_finding() -> None:
    claim = claim_of(b"From: a@b.example\n\nhelp", RFC822, OURS)
    assert claim is not None
    assert (claim.sender, claim.reply_to, claim.results) == ("a@b.example", None, ())


def test_what_is_no_mail_claims_nothing() -> None:
    assert claim_of(b"{}", "application/json", OURS) is None


@pytest.mark.parametrize("raw", [b"", b"\x00" * 99, b"From: " + b"x" * 90_000, b"From: a@b\n" * 500])
def test_whatever_came_is_bounded(raw: bytes) -> None:
    claim = claim_of(raw, RFC822, OURS)
    assert claim is not None
    assert len(claim.sender) <= 300
