"""Log lines of what happens again and again: the first at once, then one a minute with how often."""

import logging
import time
from dataclasses import dataclass, field

EVERY = 60.0
"""Seconds between two lines about the same."""


@dataclass
class Repeated:
    """Writes lines into one log; the same `what` is the same line, whatever its detail, which is cut to a line."""

    log: logging.Logger
    every: float = EVERY
    _since: dict[str, tuple[float, int]] = field(default_factory=dict[str, tuple[float, int]], init=False, repr=False)

    def warn(self, what: str, detail: object = "", *, level: int = logging.WARNING) -> None:
        """Writes a line, unless this was said within the last minute; then it is counted for the next one."""
        said, count = self._since.get(what, (-self.every, 0))
        if time.monotonic() - said < self.every:
            self._since[what] = (said, count + 1)
            return
        self._since[what] = (time.monotonic(), 0)
        about = f" ({first_line})" if (first_line := str(detail).partition("\n")[0]) else ""
        times = f"; {count} times more since this was last said" if count else ""
        self.log.log(level, "%s%s%s", what, about, times)


@dataclass
class Seldom:
    """Something that is done at most once in so many seconds, whatever happens in between."""

    every: float
    _since: float | None = field(default=None, init=False, repr=False)

    def now(self) -> bool:
        """Returns whether it may be done now, and counts it as done if so."""
        if self._since is not None and time.monotonic() - self._since < self.every:
            return False
        self._since = time.monotonic()
        return True
