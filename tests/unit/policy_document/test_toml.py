"""The policy's text."""

import pytest

from abhay.domain.policy.document import default_policy, parse_policy
from abhay.domain.policy.toml import dump_toml, load_toml, toml_path, toml_version
from abhay.errors import InvalidPolicy


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


def test_the_version_stands_in_front_as_a_comment_and_is_read_back() -> None:
    text = dump_toml(parse_policy(default_policy(), ()), 7)
    assert text.startswith("# version 7\n[severity.imminent]\n")
    assert toml_version(text) == 7
    assert load_toml(text) == load_toml(text.partition("\n")[2])


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("# version 7", 7),
        ("\ufeff# version 7", None),
        ("# kept for the night of 12 November\n\n# version 7\r\n[rung.desk]", 7),
        ("#version 7\n", 7),
        ("[rung.desk]\n# version 7\n", None),
        ("repeat = 3\n# version 7\n", None),
        ("# version seven\n", None),
        ("# version 7 of it\n", None),
        ("", None),
    ],
)
def test_the_version_is_a_comment_before_the_first_value(text: str, version: int | None) -> None:
    assert toml_version(text) == version


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
