"""A real telephone call over SIP: the telephone rejects it, answers without a key, and then presses 1.

espeak-ng speaks, PJSIP carries it, and the telephone records what it hears.
"""

import array
import json
import math
import shutil
import subprocess
import sys
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.support import faults
from tests.support.system import ROOT, System, running_system, until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.timeout(300),
    pytest.mark.xdist_group("voice"),
    pytest.mark.skipif(find_spec("pjsua2") is None, reason="pjsua2-python has no wheel for this machine"),
    pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="Debian's package espeak-ng is not installed"),
]
SECRET = "whsec_c3ludGhldGljLXZvaWNlLXNlY3JldA=="
NUMBER = "+915555500103"
REDIAL = 2
HEARD = 300
"""Of 32,767: how loud speech is at least, on the root mean square; silence of G.711 is below 10."""


@contextmanager
def process(*words: str) -> Iterator[str]:
    """One of the two programs; yields what it prints first, its address."""
    with subprocess.Popen(
        [sys.executable, "-m", *words], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        try:
            yield next(line.strip() for line in running.stdout if "127.0.0.1:" in line and " " not in line.strip())
        finally:
            running.stdin.close()
            try:
                running.wait(5)
            except subprocess.TimeoutExpired:
                running.kill()


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("calls")


@pytest.fixture(scope="module")
def gateway(recordings: Path) -> Iterator[str]:
    plan = json.dumps({NUMBER.lstrip("+"): ["rejects", "answers", "1"]})
    with (
        process("tests.support.sip.telephone", str(recordings), plan) as telephone,
        process("tests.support.sip.gateway", SECRET, telephone) as url,
    ):
        yield url


@pytest.fixture(scope="module")
def system(gateway: str) -> Iterator[System]:
    """A system whose district control room is reached by telephone alone; the watcher moves its cases."""
    line = {"name": "line", "preset": "generic", "url": gateway, "secret": SECRET}
    settings = {"ABHAY_CHANNELS__VOICE__GATEWAYS": json.dumps([line]), "ABHAY_CHANNELS__VOICE__REDIAL": str(REDIAL)}
    with running_system(without=["prefect", "worker"], **settings) as running:
        contact = {"post": "control-room", "channel": "voice", "address": NUMBER, "pin": "482913"}
        path = "/v1/units/kota-city/contacts"
        answer = running.http.put(path, json={"contacts": [contact]}, headers=running.auth("admin"))
        assert answer.status_code == 200, answer.text
        yield running


def test_a_rejected_call_and_one_without_a_key_are_repeated_and_key_1_acknowledges(
    system: System, recordings: Path
) -> None:
    system.set_policy(wait=120)
    ref = system.raise_alert()
    until(lambda: system.alert(ref)["status"] == "acknowledged", 40, "the key did not acknowledge")
    alert = faults.await_settled(system, ref)
    assert alert["acknowledgement"]["via"] == "voice"
    pages = sorted((n for n in alert["notifications"] if n["kind"] == "page"), key=lambda n: n["queued_at"])
    assert [page["status"] for page in pages] == ["failed", "failed", "delivered"]
    assert len({page["id"] for page in pages}) == 3, "each call is a message of its own"
    assert {page["rung"] for page in pages} == {"district"}
    listened = until(lambda: _whole(recordings, 2), 10, "the telephone has not recorded two calls")
    assert all(loudness(path) > HEARD for path in listened), [loudness(path) for path in listened]


def _whole(folder: Path, count: int) -> list[Path]:
    """The recordings, once there are so many and none is being written."""
    found = sorted(folder.glob("*.wav"))
    try:
        return found if len(found) == count and all(loudness(path) >= 0 for path in found) else []
    except (wave.Error, EOFError):
        return []


def loudness(path: Path) -> float:
    """The root mean square of a recording's samples."""
    with wave.open(str(path)) as recording:
        samples = array.array("h", recording.readframes(recording.getnframes()))
    if not samples:
        raise EOFError(path)
    return math.sqrt(sum(sample * sample for sample in samples) / len(samples))
