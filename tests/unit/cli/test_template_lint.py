"""`abhay template lint` and the doctor's line on text messages."""

import json
from pathlib import Path

import pytest

from abhay.adapters.channels.sms.templates import SAMPLE, SAMPLE_IDS
from abhay.entrypoints.cli.run import run
from abhay.entrypoints.doctor.checks import Verdict
from abhay.entrypoints.doctor.texts import telephone_calls, text_messages
from abhay.settings import ChannelSettings, Settings, SmsSettings, VoiceSettings, get_settings

GATEWAY = {
    "name": "first",
    "preset": "kannel",
    "url": "http://127.0.0.1:9",
    "username": "abhay",
    "password": "synthetic",
}


@pytest.fixture(autouse=True)
def fresh_settings():
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


def broken(folder: Path) -> Path:
    file = folder / "templates.toml"
    file.write_text(
        SAMPLE.read_text(encoding="utf-8").replace("/ person in distress.", "/ person in  distress."), encoding="utf-8"
    )
    return file


def test_the_sample_passes_with_and_without_a_number_for_replies(capsys, monkeypatch: pytest.MonkeyPatch):
    assert run(["template", "lint"]) == 0
    get_settings.cache_clear()
    monkeypatch.setenv("ABHAY_CHANNELS__SMS__REPLY_NUMBER", "+91 55555 00100")
    assert run(["template", "lint", "--json"]) == 0
    assert '"ok": true' in capsys.readouterr().out


def test_what_an_operator_would_refuse_is_named_and_ends_with_one(capsys, tmp_path: Path):
    assert run(["template", "lint", str(broken(tmp_path)), "--json"]) == 1
    (only,) = json.loads(capsys.readouterr().out)["problems"]
    assert only["template"] == "page-hi"
    assert "blanks" in only["problem"]


def test_a_file_that_is_not_there_is_bad_input(capsys):
    assert run(["template", "lint", "/nowhere/templates.toml"]) == 2
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("sms", "verdict", "says"),
    [
        ({}, Verdict.OK, "no gateway"),
        ({"gateways": [GATEWAY]}, Verdict.WARN, "made up"),
        ({"gateways": [GATEWAY | {"pasword": "x"}]}, Verdict.FAIL, "pasword"),
        ({"gateways": [GATEWAY], "templates": "BROKEN"}, Verdict.FAIL, "page-hi: blanks"),
        ({"gateways": [GATEWAY], "templates": "OWN"}, Verdict.WARN, "nobody is asked"),
        ({"gateways": [GATEWAY], "templates": "OWN", "callback_secret": "short"}, Verdict.WARN, "can be guessed"),
        (
            {"gateways": [GATEWAY], "templates": "OWN", "callback_secret": "synthetic-callback-secret"},
            Verdict.OK,
            "templates",
        ),
    ],
)
async def test_the_doctor_says_how_text_messages_are(sms: dict, verdict: Verdict, says: str, tmp_path: Path):
    own = tmp_path / "own.toml"
    own.write_text(SAMPLE.read_text(encoding="utf-8").replace(SAMPLE_IDS, "1101123456789"), encoding="utf-8")
    files = {"OWN": own, "BROKEN": broken(tmp_path)}
    settings = SmsSettings(**(sms | ({"templates": files[sms["templates"]]} if "templates" in sms else {})))
    check = await text_messages(Settings(channels=ChannelSettings(sms=settings)))
    assert check.verdict is verdict
    assert says in check.says


@pytest.mark.parametrize(("secret", "verdict"), [("short", Verdict.WARN), ("a-long-enough-secret-1", Verdict.OK), (None, Verdict.OK)])  # fmt: skip
async def test_the_doctor_warns_of_a_callback_secret_of_calls_that_can_be_guessed(
    secret: str | None, verdict: Verdict
) -> None:
    line = {"name": "line", "preset": "generic", "url": "http://127.0.0.1:9/", "secret": "whsec_c3ludGhldGlj"}
    voice = VoiceSettings(gateways=[line], callback_secret=secret)
    check = await telephone_calls(Settings(channels=ChannelSettings(voice=voice)))
    assert check.verdict is verdict
    assert str(secret) not in check.says + check.todo


async def test_the_doctor_names_a_voice_gateway_that_lacks_something() -> None:
    voice = VoiceSettings(gateways=[{"name": "line", "preset": "generic", "url": "http://127.0.0.1:9/"}])
    assert (await telephone_calls(Settings(channels=ChannelSettings(voice=voice)))).verdict is Verdict.FAIL
