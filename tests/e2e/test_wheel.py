"""The wheel is a product by itself: installed from the lock into an empty environment, it takes an alert to its page."""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.system import ROOT, running_system, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300), pytest.mark.xdist_group("wheel")]

SOURCES = ("abhay", "flows", "tasks", "models", "deployments")
FILES = ("pyproject.toml", "README.md", "LICENSE", "prefect.yaml", "docs/howto/partners.md")
FILLED_IN = ("abhay.env", "prefect.env", "compose/.env", "compose/secrets/fernet_keys")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("wheel")
    yield folder
    shutil.rmtree(folder)  # hundreds of megabytes, which pytest would keep for three runs


@pytest.fixture(scope="module")
def wheel(folder: Path) -> Path:
    """Built offline from a copy of the sources in which an operator has filled in what holds passwords."""
    sources = folder / "sources"
    for name in SOURCES:
        shutil.copytree(ROOT / name, sources / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        (sources / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, sources / name)
    for name in FILLED_IN:
        secret = sources / "deployments" / name
        secret.parent.mkdir(exist_ok=True)
        secret.write_text("synthetic secret")
    pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(sources))
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(folder: Path, wheel: Path) -> Path:
    """The interpreter of an environment that holds the lock and the wheel, and nothing else."""
    environment = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    inner = environment / "bin" / "python"
    pip("install", "--require-hashes", "--requirement", str(ROOT / "requirements.lock"), python=inner)
    pip("install", "--no-deps", "--no-index", str(wheel), python=inner)
    return inner


def pip(*words: str, python: Path | None = None) -> None:
    """This environment's pip, for another environment where one is named."""
    where = [] if python is None else ["--python", str(python)]
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check"]
    done = subprocess.run(
        [sys.executable, "-m", "pip", *where, *quiet, *words], check=False, capture_output=True, text=True, cwd="/"
    )
    assert done.returncode == 0, done.stderr[-3000:]


def test_every_file_that_is_not_python_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        str(path.relative_to(ROOT))
        for name in SOURCES
        for path in (ROOT / name).rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc") and path.name != ".gitignore"
    }
    filled_in = {f"deployments/{name}" for name in FILLED_IN}
    brought = {"deployments/prefect.yaml", "abhay/entrypoints/gateway/partners/partners.md"}
    assert {*wanted, *brought} - filled_in - names == set()
    assert not {name for name in names if "secrets" in name.split("/") or name in filled_in}


def test_installed_in_an_empty_folder_it_takes_an_alert_to_its_page(python: Path, folder: Path) -> None:
    empty = folder / "empty"
    empty.mkdir()
    with running_system(python=str(python), folder=empty) as system:
        ref = system.raise_alert()
        page = until(lambda: system.outbox(ref, kind="page"), 20, "nobody was paged")[0]
        assert (page["rung"], page["unit"]) == ("district", "kota-city")
        until(lambda: system.run_state(ref) == "AwaitingDistrict", 20, "no flow run carries the case")
        answer = system.http.post(page["ack_url"], data={"pin": page["ack_pin"]})
        assert answer.is_success
        assert system.alert(ref)["status"] == "acknowledged"
    assert list(empty.iterdir()) == []
