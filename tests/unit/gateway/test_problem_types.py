"""Every error of ours has a status and a type of its own."""

import re

import pytest

from abhay import errors
from abhay.entrypoints.gateway import problems


def everyone(kind: type[errors.AbhayError] = errors.AbhayError) -> list[type[errors.AbhayError]]:
    return [kind, *(below for child in kind.__subclasses__() for below in everyone(child))]


@pytest.mark.parametrize("kind", everyone(), ids=lambda kind: kind.__name__)
def test_an_error_has_a_status_that_fits_who_can_mend_it(kind: type[errors.AbhayError]) -> None:
    status = next(problems._STATUS[above] for above in kind.__mro__ if above in problems._STATUS)
    mendable = issubclass(kind, errors.BadInput | errors.Refused)
    assert (400 <= status < 500) is mendable
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", problems._kind(kind))


def test_types_are_unique() -> None:
    kinds = [problems._kind(kind) for kind in everyone()]
    assert len(set(kinds)) == len(kinds)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(errors.UnknownAlert, "unknown-alert"), (errors.InvalidPolicy, "invalid-policy"), (errors.BadInput, "bad-input")],
)
def test_types_are_stable(kind: type[errors.AbhayError], expected: str) -> None:
    assert problems._kind(kind) == expected
