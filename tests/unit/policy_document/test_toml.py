"""The policy's text."""

import pytest

from abhay.errors import InvalidPolicy
from abhay.policy.document import default_policy, parse_policy
from abhay.policy.toml import dump_toml, load_toml, toml_path


def test_the_text_reads_like_the_documentation() -> None:
    policy = default_policy()
    policy["unit"] = {"kota-city": {"severity": {"imminent": {"desk": {"wait": 60}}}}}
    text = dump_toml(parse_policy(policy, {"kota-city"}))
    assert text.startswith(
        "[severity.imminent]\n"
        "repeat = 3\n"
        'desk = {wait = 120, remind = 60, then = "dgp"}\n'
        "ladder = [\n"
        '    {rung = "district", wait = 180, remind = 60},\n'
    )
    assert text.endswith("\n[unit.kota-city.severity.imminent]\ndesk = {wait = 60}\n")
    assert "None" not in text


@pytest.mark.parametrize("text", ["ladder = [", "a = 1\na = 2", "n = " + "9" * 5000, "n = " + "[" * 5000, "\ud800"])
def test_what_is_not_toml_is_refused(text: str) -> None:
    with pytest.raises(InvalidPolicy, match="not valid TOML"):
        load_toml(text)


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        (("severity", "imminent", "ladder", 1, "wait"), "severity.imminent.ladder[1].wait"),
        (("unit", "kota-city"), "unit.kota-city"),
        (("unit", "a.b"), 'unit."a.b"'),
        (("rung", ""), 'rung.""'),
        ((), ""),
    ],
)
def test_a_path_is_written_as_in_toml(keys: tuple[str | int, ...], path: str) -> None:
    assert toml_path(keys) == path
