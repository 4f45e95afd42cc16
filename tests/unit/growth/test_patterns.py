"""Every pattern that reads what comes from outside takes time in proportion to the input, or gets little of it."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections import deque
from collections.abc import Iterator

import pytest

import abhay.adapters.gazetteer
import abhay.adapters.mailbox
import abhay.adapters.sources
import abhay.domain
import abhay.services.intake
from tests.support.pumped import SEEDS, pumped
from tests.support.speed import assert_in_proportion, within

READERS = (
    abhay.adapters.sources,
    abhay.adapters.gazetteer,
    abhay.adapters.mailbox,
    abhay.domain,
    abhay.services.intake,
)
LONGEST = 4_000
"""Characters; by the square they would take ten units and more."""
BOUNDED = {
    "abhay.adapters.sources.reading.technical": 500,  # a line of a sign-in, a device or a position, cut by its reader
    "abhay.adapters.sources.reading.times": 500,
    "abhay.adapters.gazetteer.names.spelling": 300,  # one word, cut where it is folded, and transcribed
    "abhay.adapters.gazetteer.names.catalogue": 80,  # a name in our own tables
}
"""The most characters that the patterns of a module are given."""
BOUNDED_UNITS = 0.5


def patterns() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes], bool]]:
    """Name, pattern, and whether it is searched for anywhere in a text; others are matched at one place only."""
    for package in READERS:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            source = inspect.getsource(module)
            yield from written_in_place(found.name, source)
            for name, value in vars(module).items():
                uses = set(re.findall(rf"\b{name}\.(\w+)", source))
                for at, pattern in enumerate(value if isinstance(value, tuple) else (value,)):
                    inner = pattern[0] if isinstance(pattern, tuple) and pattern else pattern
                    if isinstance(inner, re.Pattern):
                        yield f"{found.name}:{name}:{at}", inner, not uses or bool(uses - {"match", "fullmatch"})


def written_in_place(module: str, source: str) -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes], bool]]:
    """Patterns that a function writes where it uses them: `re.sub("…", …)`."""
    functions = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))
    for node in (inner for function in functions for inner in ast.walk(function)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.") and node.args:
            written = node.args[0]
            if isinstance(written, ast.Constant) and isinstance(written.value, str | bytes):
                yield f"{module}:line {node.lineno}:{written.value!r}", re.compile(written.value), True


PATTERNS = {name: (pattern, searched) for name, pattern, searched in patterns()}


def test_there_are_patterns_to_look_at():
    assert len(PATTERNS) > 80
    assert [name for name in PATTERNS if "texts.html:line" in name]
    assert {name.split(":", maxsplit=1)[0] for name in PATTERNS} >= BOUNDED.keys()


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_takes_time_in_proportion(name):
    pattern, searched = PATTERNS[name]
    bound = BOUNDED.get(name.split(":", maxsplit=1)[0])

    def work(text):
        subject = text.encode() if isinstance(pattern.pattern, bytes) else text
        pattern.match(subject)
        pattern.fullmatch(subject)
        if searched:
            deque(pattern.finditer(subject), maxlen=0)

    for seed, before, behind in ((s, b, e) for s in SEEDS for b, e in [("", ""), ("a", "b"), ("--a", "\0")]):
        made = pumped(SEEDS[seed])
        try:
            if bound:
                within(BOUNDED_UNITS, lambda: work(before + made(bound) + behind))  # noqa: B023 - is called at once
            else:
                assert_in_proportion(work, lambda size: before + made(size) + behind, LONGEST)  # noqa: B023 - as above
        except AssertionError as slow:
            raise AssertionError(f"{pattern.pattern!r} on {seed}") from slow
