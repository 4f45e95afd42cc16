"""The drawings of the page of reports for paper: the same macros, in ink."""

from collections.abc import Sequence
from typing import Any, Final

from abhay.domain.reports.waits import Summary
from abhay.entrypoints.gateway.screens.rendering import macros

_STYLE: Final = """
.axis { stroke: #8b94a3; stroke-width: 1 }
.bar, .column { fill: #0b4f8f }
.bar.beyond { fill: #ffffff; stroke: #a8201a; stroke-dasharray: 24 14; stroke-width: 3 }
.whisker { stroke: #14181f; stroke-width: 2 }
.whisker.beyond { stroke: #a8201a; stroke-dasharray: 24 14 }
.tick { stroke: #14181f; stroke-width: 8 }
.part { stroke: #ffffff; stroke-width: 2 }
.p0 { fill: #1d6b33 } .p1 { fill: #0b4f8f } .p2 { fill: #7a4b00 } .p3 { fill: #a8201a }
text { fill: #14181f; font-family: "Noto Sans Devanagari"; font-size: 13px }
"""
"""The colours of the page's light look; the document holds the font."""

_SVG: Final = "<svg "
_ALONE: Final = '<svg xmlns="http://www.w3.org/2000/svg" '


class PaperDrawings:
    """Draws with the macros of the page (`charts.html`); each drawing stands alone."""

    style: str = _STYLE

    def __init__(self) -> None:
        self._macros: Any = macros("charts.html")

    def wait(self, summary: Summary, limit: float) -> str:
        """Returns a bar to the median and a line to the 90 %, empty for too few cases."""
        return _alone(self._macros.wait_bar(summary, limit))

    def parts(self, counts: Sequence[int], total: int) -> str:
        """Returns the parts of a whole, empty for none."""
        return _alone(self._macros.parts_bar(counts, total))

    def columns(self, counts: Sequence[int], most: int) -> str:
        """Returns columns with their numbers; what they are is said beside them."""
        return _alone(self._macros.columns(counts, most, ""))

    def swatch(self, kind: int) -> str:
        """Returns the colour of one part of `parts`."""
        return _alone(self._macros.swatch(kind))


def _alone(drawing: object) -> str:
    return str(drawing).strip().replace(_SVG, _ALONE, 1)
