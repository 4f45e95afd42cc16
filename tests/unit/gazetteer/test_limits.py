"""What the gazetteer may cost: room in the repository, memory, calls."""

import random
import subprocess
import sys
from functools import partial
from importlib.resources import files
from pathlib import Path

import pytest

from abhay.adapters.gazetteer import Gazetteer, route_payload
from models.payloads import Address, AlertPayload, Subject
from tests.support.speed import calls
from tests.unit.gazetteer.test_route_payload import NOW, alert, device

CALLS_OF_A_ROUTE = 40_000
CALLS_OF_A_LOOKUP = 2_000
"""Functions called where every name is new: 13,333 and 1,492 when counted in 2026, 5 ms and 1 ms on a fast machine.

The first name of a sound in a process costs a route 17,000 more, since what sounds alike is found once.
"""

MEMORY_MB = 60
SIZE_MB = 4

_GROWTH = """
import psutil
memory = psutil.Process().memory_info
import models.payloads, models.routes
before = memory().rss
from abhay.adapters.gazetteer import load
gazetteer = load()
for step in range(200):
    gazetteer.locate(24 + step / 50, 72 + step / 50)
    gazetteer.field(f"Ward {step}, Shahpura, Bhilwara")
print(memory().rss - before)
"""


def test_the_data_is_small() -> None:
    data = Path(str(files("abhay.adapters.gazetteer"))) / "data"
    assert sum(file.stat().st_size for file in data.iterdir()) < SIZE_MB * 1_000_000


def test_a_process_grows_by_little() -> None:
    """Libraries included: numpy and shapely come with the gazetteer and nothing else."""
    done = subprocess.run([sys.executable, "-c", _GROWTH], capture_output=True, text=True, check=True)
    assert int(done.stdout) < MEMORY_MB * 1_000_000


def unknown(draw: random.Random, number: str, name: str) -> AlertPayload:
    """An alert of which every name is new."""
    text = f"ab thak gaya hu {number} " * 30 + f"{name} me hu, papa maaf karna, koi sahara nahi"
    subject = Subject(
        address=Address(line=f"Ward {number}, {name}", district="Jaipur", pincode=f"30{draw.randint(1000, 9999)}"),
        city=f"{name}{number}",
        hometown=f"{name}garh",
    )
    return alert(text, subject, positions=(device(draw.uniform(24, 29), draw.uniform(71, 77)),))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_route_takes_few_calls(gazetteer: Gazetteer, seed: int) -> None:
    """Names are new each time, so that no cache answers; what a process does once is done before."""
    route_payload(unknown(random.Random(0), "00", "Sikandaro"), NOW)
    draw = random.Random(seed)
    names = [f"{name}{draw.choice('aeiou')}" for name in ("Shahpur", "Kotputl", "Rampur", "Sangod", "Bhilwad")] * 20
    for number, name in enumerate(names):
        assert calls(partial(route_payload, unknown(draw, f"{seed}{number}", name), NOW)) < CALLS_OF_A_ROUTE


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_lookup_takes_few_calls(gazetteer: Gazetteer, seed: int) -> None:
    draw = random.Random(seed)

    def looked_up(number: int) -> None:
        gazetteer.locate(draw.uniform(22, 31), draw.uniform(69, 79))
        gazetteer.field(f"Xhahpur{seed}{number} Kotputl{seed}{number}")

    assert max(calls(partial(looked_up, number)) for number in range(300)) < CALLS_OF_A_LOOKUP
