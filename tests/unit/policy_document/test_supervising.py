"""The posts that supervise are those above the lowest rung, whatever a policy calls them."""

from typing import Any

from hypothesis import given

from abhay.domain.policy.document import default_policy, parse_policy
from abhay.domain.policy.supervising import supervising_posts
from models.enums import Severity
from models.policy import DESK

from .strategies import UNITS, policies, quick

DEFAULT = default_policy()


def test_of_the_default_policy_they_are_the_sps_and_the_dgps() -> None:
    assert supervising_posts(parse_policy(DEFAULT, UNITS)) == {"sp-office", "dgp-control"}


def test_a_rung_in_between_and_one_of_a_units_own_ladder_supervise_too() -> None:
    policy = parse_policy(
        {
            **DEFAULT,
            "rung": {**DEFAULT["rung"], "range": {"label": "Range", "posts": ["range-office"], "scope": "unit"}},
            "unit": {
                "kota-city": {
                    "severity": {"high": {"ladder": [{"rung": "district", "wait": 60, "remind": 60},
                                                     {"rung": "range", "wait": 60, "remind": 60}]}}
                }
            },
        },
        UNITS,
    )  # fmt: skip
    assert "range-office" in supervising_posts(policy)


@quick
@given(policies())
def test_every_rung_above_another_supervises_and_the_desk_alone_does_not(data: dict[str, Any]) -> None:
    policy = parse_policy(data, UNITS)
    found = supervising_posts(policy)
    for severity in Severity:
        for step in policy.severity.of(severity).ladder[1:]:
            assert set(policy.rung[step.rung].posts) <= found
    others = {post for name, rung in policy.rung.items() if name != DESK for post in rung.posts}
    assert found <= others
