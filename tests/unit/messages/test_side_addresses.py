"""An address at a messenger names a service and somebody there, and can be no web address, file or token."""

import pytest

from abhay.domain.messages.side_ways import SideAddress, side_address


@pytest.mark.parametrize(
    ("text", "service", "target"),
    [("ntfy:kota-control", "ntfy", "kota-control"), ("matrix-1:#desk:example.org", "matrix-1", "#desk:example.org")],
)
def test_a_service_and_somebody_there(text: str, service: str, target: str) -> None:
    assert side_address(text) == SideAddress(service, target)


@pytest.mark.parametrize(
    "text", ["", "ntfy", "ntfy:", ":x", "https://example.org/x", "file:/etc/x", "Ntfy:x", "a:b c", "a:b\n"]
)
def test_anything_else_is_none(text: str) -> None:
    assert side_address(text) is None
