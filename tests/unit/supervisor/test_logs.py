"""Log files: kept few and small, and read for the lines that matter."""

from pathlib import Path

import pytest

from abhay.adapters.processes.logs import LogReader, Reporter, last_line, open_log, rotate


@pytest.mark.parametrize(
    "line",
    [
        "08:15:01.100 | ERROR   | prefect.worker - no",
        "2026-11-24 08:15:01 UTC [12] abhay FATAL:  sorry, too many clients already",
        "PANIC:  could not write to file",
        "ModuleNotFoundError: No module named 'x'",
        "sqlalchemy.exc.OperationalError: gone",
    ],
)
def test_important_lines_are_shown(tmp_path: Path, line: str) -> None:
    log = tmp_path / "part.log"
    log.write_text(f"all is well\n{line}\n")
    assert LogReader(log).important() == [line]


@pytest.mark.parametrize(
    "line",
    [
        "08:15:01.100 | INFO    | an error was mended",
        "2026-11-24 08:15:01 UTC [12] postgres FATAL:  the database system is starting up",
        "2026-11-24 08:15:01 UTC [12] prefect ERROR:  duplicate key value violates a unique constraint",
        "GET /errors 200",
    ],
)
def test_ordinary_lines_are_not(tmp_path: Path, line: str) -> None:
    log = tmp_path / "part.log"
    log.write_text(f"{line}\n")
    assert LogReader(log).important() == []


def test_each_line_is_shown_once_and_only_when_it_is_whole(tmp_path: Path) -> None:
    log = tmp_path / "part.log"
    reader = LogReader(log)
    assert reader.important() == []
    log.write_text("ERROR one\nERROR tw")
    assert reader.important() == ["ERROR one"]
    with log.open("a") as file:
        file.write("o\n")
    assert reader.important() == ["ERROR two"]
    assert reader.important() == []


def test_rotation_keeps_a_few(tmp_path: Path) -> None:
    log = tmp_path / "part.log"
    for number in range(6):
        rotate(log)
        log.write_text(str(number))
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {
        "part.log": "5",
        "part.log.1": "4",
        "part.log.2": "3",
        "part.log.3": "2",
    }


def test_a_file_that_grew_large_is_emptied_under_its_writer(tmp_path: Path) -> None:
    log = tmp_path / "part.log"
    reader = LogReader(log, largest=100)
    with open_log(log) as writer:
        writer.write(b"x" * 120 + b"\nERROR before\n")
        assert reader.important() == ["ERROR before"]
        assert log.stat().st_size == 0
        writer.write(b"ERROR after\n")
    assert reader.important() == ["ERROR after"]
    assert (tmp_path / "part.log.1").read_bytes().endswith(b"ERROR before\n")


def test_last_line(tmp_path: Path) -> None:
    log = tmp_path / "part.log"
    assert last_line(log) == "it said nothing"
    log.write_text("first\nlast\n\n")
    assert last_line(log) == "last"


def test_a_report_survives_a_lost_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Reporter(tmp_path / "gone" / "supervisor.log").say("still told")
    assert capsys.readouterr().out == "still told\n"
