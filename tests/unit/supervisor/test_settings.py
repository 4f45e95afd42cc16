"""Settings that are set to nothing, and settings that cannot be meant."""

from pathlib import Path

import pytest
from pydantic import ValidationError
from pydantic_settings import SettingsError

from abhay.entrypoints.cli.failures import BAD_INPUT, in_words
from abhay.settings import MEANT_EMPTY, Settings


@pytest.fixture(autouse=True)
def none_set(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in [name for name in os.environ if name.startswith("ABHAY_")]:
        monkeypatch.delenv(name)


def variables(model: type = Settings, prefix: str = "ABHAY_") -> list[str]:
    found: list[str] = []
    for name, field in model.model_fields.items():
        inner = type(field.default)
        nested = hasattr(inner, "model_fields")
        found += variables(inner, f"{prefix}{name.upper()}__") if nested else [prefix + name.upper()]
    return found


@pytest.mark.parametrize("value", ["", " "])
@pytest.mark.parametrize("name", variables())
def test_an_empty_variable_counts_as_unset(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    unset = Settings()
    monkeypatch.setenv(name, value)
    if name.lower() in MEANT_EMPTY:
        assert Settings() != unset
    else:
        assert Settings() == unset


def test_our_mail_server_may_write_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ABHAY_MAIL__AUTHSERV_ID", "")
    monkeypatch.setenv("ABHAY_HOME", "")
    assert (Settings().mail.authserv_id, Settings().home) == ("", Path("var"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ABHAY_PORT", "0"),
        ("ABHAY_PORT", "70000"),
        ("ABHAY_PREFECT_PORT", "-1"),
        ("ABHAY_LMTP__PORT", "x7"),
        ("ABHAY_DATABASE_URL", "postgres://abhay:secret@db.example/abhay"),
        ("ABHAY_PREFECT_DATABASE_URL", "secret"),
        ("ABHAY_PREFECT_API_URL", "prefect.example"),
        ("ABHAY_PUBLIC_URL", "abhay.example"),
        ("ABHAY_WATCHER__HEARTBEAT_URL", "ftp://secret"),
        ("ABHAY_SOURCES__META", "secret"),
        ("ABHAY_MAIL__PARTNER_DOMAINS", "secret.example"),
        ("ABHAY_CHANNELS", "{"),
    ],
)
def test_what_cannot_be_meant_is_one_line_that_names_the_setting(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises((ValidationError, SettingsError)) as refused:
        Settings()
    code, line = in_words(refused.value)
    assert code == BAD_INPUT
    assert line.startswith(name.split("__", maxsplit=1)[0])
    assert "secret" not in line
    assert "\n" not in line
