"""What a measurement is, and what it is given."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from tests.benchmarks.figures import Figures, scaled
from tests.benchmarks.systems import BenchSystem


class Side(StrEnum):
    """The worker that is measured; each value is `ABHAY_WORKER_TYPE`'s."""

    STOCK = "process"
    ABHAY = "abhay"


@dataclass
class Bench:
    """A running system, the scale of this run, and room for what the figures do not say.

    A measurement without a side starts its own systems: there is none here.
    """

    system: BenchSystem | None
    scale: float
    remarks: list[str] = field(default_factory=list)

    def count(self, full: int, least: int = 4) -> int:
        """How many, at this scale."""
        return scaled(full, self.scale, least)

    def remark(self, words: str) -> None:
        """A line below the table."""
        self.remarks.append(words)


@dataclass(frozen=True)
class Measurement:
    """One part of a figure, on one side or on none; `measure` returns what goes into the file below the figure's key."""

    figure: str
    side: Side | None
    measure: Callable[[Bench], Figures]
