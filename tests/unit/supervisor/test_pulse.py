"""The pulse of a process: read from a pipe by the supervisor, and by systemd from its socket."""

import os
import socket
from pathlib import Path

import pytest

from abhay.adapters.processes import pulse
from abhay.adapters.processes.pulse import Pulse


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pulse, "LEAST_APART", 0.0)
    for name in (pulse.VARIABLE, pulse.SYSTEMD):
        monkeypatch.delenv(name, raising=False)


def test_without_anybody_who_reads_it_a_beat_is_kept_here() -> None:
    beats = Pulse.of_process()
    assert beats.age == float("inf")
    beats.beat()
    assert beats.age < 60


def test_a_beat_goes_through_the_pipe_which_no_child_gets(monkeypatch: pytest.MonkeyPatch) -> None:
    read, write = os.pipe()
    os.set_inheritable(write, True)
    monkeypatch.setenv(pulse.VARIABLE, str(write))
    beats = Pulse.of_process()
    assert pulse.VARIABLE not in os.environ
    assert not os.get_inheritable(write)
    beats.beat()
    assert os.read(read, 10) == b"."
    os.close(read)
    beats.beat()  # whoever read it is gone
    os.close(write)


def test_a_pipe_that_is_full_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    read, write = os.pipe()
    os.set_blocking(write, False)
    monkeypatch.setenv(pulse.VARIABLE, str(write))
    beats = Pulse.of_process()
    while True:
        try:
            os.write(write, b"." * 65536)
        except BlockingIOError:
            break
    beats.beat()
    os.close(read)
    os.close(write)


@pytest.mark.parametrize("copied", ["999999", "file"])
def test_the_number_in_an_environment_that_was_copied_is_no_pipe_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, copied: str
) -> None:
    with (tmp_path / "other").open("wb") as other:
        monkeypatch.setenv(pulse.VARIABLE, copied if copied != "file" else str(other.fileno()))
        Pulse.of_process().beat()
    assert (tmp_path / "other").read_bytes() == b""


@pytest.mark.parametrize("abstract", [False, True])
def test_systemd_hears_that_it_is_ready_and_then_each_beat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, abstract: bool
) -> None:
    address = f"@abhay-test-{os.getpid()}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind("\0" + address[1:] if abstract else address)
        systemd.settimeout(10)
        monkeypatch.setenv(pulse.SYSTEMD, address)
        beats = Pulse.of_process()
        beats.beat()
        beats.beat()
        assert [systemd.recv(100), systemd.recv(100)] == [b"READY=1", b"WATCHDOG=1"]
        assert pulse.SYSTEMD not in os.environ
    beats.beat()  # systemd is gone
