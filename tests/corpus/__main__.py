"""Routes every post of a corpus and prints the verdicts: `python -m tests.corpus [FILE]`, or `make corpus`.

Ends with 1 where a bound is missed: 0.85 right of the posts with one place, and 1 dangerous answer in 200.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.corpus.cases import Case, read, routed
from tests.corpus.verdicts import Verdict, has_one_place, judge, said

OPEN = Path(__file__).parent / "open.jsonl"
LEAST_RIGHT = 0.85
CASES_PER_DANGER = 200
_GOOD = frozenset({Verdict.RIGHT, Verdict.HONEST})
_BANDS = 5
"""Steps of confidence in the reliability table."""

Result = tuple[Case, str, Verdict, float]


def main() -> int:
    """Prints the verdicts of the file that the command line names; returns the exit code."""
    parser = argparse.ArgumentParser(prog="make corpus", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=OPEN, help="JSON Lines, see docs/routing.md")
    results = [_result(case) for case in read(parser.parse_args().file)]
    console = Console()
    for case, got, verdict, _ in results:
        if verdict not in _GOOD:
            where = f"{verdict.value} | {case.id} | {case.group} | {got} | {' or '.join(case.accept)}"
            console.print(f"{where} | {case.text}", markup=False, highlight=False, soft_wrap=True)
    console.print(_by_group(results), _by_confidence(results))
    return _closing(console, results)


def _result(case: Case) -> Result:
    route = routed(case)
    got = said(route)
    return case, got, judge(got, case), route.confidence


def _by_group(results: Sequence[Result]) -> Table:
    table = Table("group", *(verdict.value for verdict in Verdict), title="Verdicts")
    counts: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for case, _, verdict, _ in results:
        counts[case.group][verdict] += 1
    for group, found in sorted(counts.items()):
        table.add_row(group, *(str(found[verdict] or "") for verdict in Verdict))
    return table


def _by_confidence(results: Sequence[Result]) -> Table:
    """Returns how often an answer that names one place was right, by the confidence it was given with."""
    table = Table("confidence", "answers", "mean", "right", title="Reliability")
    bands: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for _, got, verdict, confidence in results:
        if confidence and not got.startswith("ambiguous"):
            bands[min(int(confidence * _BANDS), _BANDS - 1)].append((confidence, verdict is Verdict.RIGHT))
    for band, found in sorted(bands.items()):
        mean, right = (sum(column) / len(found) for column in zip(*found, strict=True))
        table.add_row(
            f"{band / _BANDS:.1f} to {(band + 1) / _BANDS:.1f}", str(len(found)), f"{mean:.2f}", f"{right:.2f}"
        )
    return table


def _closing(console: Console, results: Sequence[Result]) -> int:
    counts = Counter(verdict for _, _, verdict, _ in results)
    single = [verdict for case, _, verdict, _ in results if has_one_place(case)]
    right = single.count(Verdict.RIGHT) / len(single) if single else 1.0
    verdicts = ", ".join(f"{verdict.value} {counts[verdict]}" for verdict in Verdict)
    console.print(
        f"{len(results)} cases: {verdicts}; of {len(single)} with one right place {right:.3f} right", soft_wrap=True
    )
    dangerous = counts[Verdict.DANGEROUS] * CASES_PER_DANGER > len(results)
    return int(right < LEAST_RIGHT or dangerous)


if __name__ == "__main__":
    sys.exit(main())
