"""Prevents lost updates: a change made from a version that is no longer in force is refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from abhay.clock import ist_seconds
from abhay.errors import SavedVersion, StaleVersion

_MOST_PATHS = 5
"""Paths of one version that the sentence names; the problem's `changed` has them all."""


@dataclass(frozen=True)
class Expected:
    """The versions of which one must be in force for a change to be saved; `names` None allows any.

    `strict`: a stale change is refused even if it equals what is in force already.
    """

    names: frozenset[str] | None
    strict: bool = True

    def allows(self, current: int, *, changes: bool) -> bool:
        """Returns whether a change may be saved over this version; `changes` is whether it changes anything."""
        return self.names is None or str(current) in self.names or not (changes or self.strict)

    def newest(self, known: Iterable[int]) -> int | None:
        """Returns the newest known version that was expected; None if none was."""
        return max((version for version in known if str(version) in (self.names or ())), default=None)


def made_from(version: int) -> Expected:
    """Returns the expectation of this version; a change that equals what is in force is allowed."""
    return Expected(frozenset({str(version)}), strict=False)


def stale(since: Sequence[SavedVersion]) -> StaleVersion:
    """Returns the refusal: it names who changed what since the expected version, with times in IST."""
    told = "; ".join(f"version {each.version} by {each.by}, {ist_seconds(each.at)} IST{_paths(each)}" for each in since)
    advice = StaleVersion().detail
    return StaleVersion(since, f"{advice} Saved since then: {told}." if told else advice)


def _paths(saved: SavedVersion) -> str:
    shown, more = saved.paths[:_MOST_PATHS], len(saved.paths) - _MOST_PATHS
    return f" ({', '.join(shown)}{f' and {more} more' if more > 0 else ''})" if shown else ""
