"""The column "who" of docs/contract.md says what the table of rights says."""

import re
from pathlib import Path

import pytest

from models.enums import Role
from tests.support.authority import CALLS, roles_of

DOCUMENT = (Path(__file__).resolve().parents[3] / "docs" / "contract.md").read_text(encoding="utf-8")


def written() -> dict[str, set[str]]:
    """The roles of each call that needs a token, as the document has them."""
    found: dict[str, set[str]] = {}
    before: set[str] = set()
    for call, who in re.findall(
        r"^\| `((?:GET|POST|PUT|DELETE) /v1/[^`]+)` \| ([^|]+) \|", DOCUMENT, flags=re.MULTILINE
    ):
        words = set(re.findall(r"[a-z]+", who))
        roles = (
            words & set(Role) | (set(Role) if who == "any token" else set()) | (before if "same" in words else set())
        )
        before = roles
        if roles:
            found[call] = {str(role) for role in roles}
    return found


def test_each_call_with_a_token_is_in_the_contract() -> None:
    assert written().keys() == CALLS.keys()


@pytest.mark.parametrize("call", CALLS)
def test_the_contract_names_the_roles_of_the_table(call: str) -> None:
    allowed = {role.value for role in roles_of(*CALLS[call])} & set(Role)
    assert written()[call] == allowed
