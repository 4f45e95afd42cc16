"""Passkeys are offered where browsers take them, and elsewhere one line says why not."""

import pytest

from abhay.domain.accounts.passkeys import RelyingParty, relying_party
from abhay.errors import BadInput


@pytest.mark.parametrize(
    ("address", "party"),
    [
        ("https://abhay.police.example", RelyingParty("abhay.police.example", "https://abhay.police.example")),
        ("https://abhay.police.example:443", RelyingParty("abhay.police.example", "https://abhay.police.example")),
        (
            "https://abhay.police.example:8443",
            RelyingParty("abhay.police.example", "https://abhay.police.example:8443"),
        ),
        ("http://localhost:8080", RelyingParty("localhost", "http://localhost:8080")),
        ("https://localhost", RelyingParty("localhost", "https://localhost")),
    ],
)
def test_whom_a_passkey_is_for(address: str, party: RelyingParty) -> None:
    assert relying_party(address) == party


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://127.0.0.1:8080", "IP address"),
        ("https://10.4.2.1", "IP address"),
        ("https://[2001:db8::1]:8443", "IP address"),
        ("http://abhay.police.example", "https"),
        ("https://abhay", "domain"),
        ("https://abhay.local", "domain"),
    ],
)
def test_where_browsers_take_none(address: str, why: str) -> None:
    with pytest.raises(BadInput, match=why) as refused:
        relying_party(address)
    assert "\n" not in str(refused.value)
    assert "ABHAY_PUBLIC_URL" in str(refused.value)
