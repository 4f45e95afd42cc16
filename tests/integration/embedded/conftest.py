import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from abhay.settings import Settings


@pytest.fixture
def home() -> Iterator[Path]:
    """A new home with a short path, which the database's account can reach (pytest's own folders are closed)."""
    folder = Path(tempfile.mkdtemp(prefix="abhay-t-"))
    yield folder / "home"
    shutil.rmtree(folder)


@pytest.fixture
def settings(home: Path) -> Settings:
    home.parent.chmod(0o711)
    return Settings(home=home)
