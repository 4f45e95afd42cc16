"""Partners who send an alert every few seconds until it is taken, and people who answer about half of them."""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.support.system import RUNGS, System, synthetic

ALERT_EVERY = 3.0
ANSWERED = 0.5
"""Share of the cases that somebody answers."""

LATEST_ANSWER = 45.0
"""Seconds after an alert within which it is answered, if it is."""

WATCHED_FOR = 15.0
"""Seconds for which a case that nobody answered stays open on the highest rung; then the desk closes it."""

SEEN_EVERY = 2.0


def was_at_the_top(alert: Mapping[str, Any]) -> bool:
    """Whether the case entered the highest rung, whoever has it now: the desk does once nobody there answered."""
    return any(event["event"] == "rung_entered" and event["rung"] == RUNGS[-1] for event in alert["timeline"])


@dataclass
class People:
    """Everybody around the system, each in a thread of their own until `stop`."""

    system: System
    chance: random.Random
    taken: dict[str, float] = field(default_factory=dict[str, float])
    """Refs of alerts that were answered 202, with when."""
    answered: dict[str, float] = field(default_factory=dict[str, float])
    closed: dict[str, dict[str, object]] = field(default_factory=dict[str, dict[str, object]])
    """Cases that were closed, as they stood before."""
    refused: int = 0
    wrong: Counter[str] = field(default_factory=Counter[str])
    """Answers that no partner and no officer should get, and how often."""
    _over: threading.Event = field(default_factory=threading.Event)
    _due: dict[str, float] = field(default_factory=dict[str, float])
    _threads: list[threading.Thread] = field(default_factory=list[threading.Thread])

    def start(self) -> None:
        for work in (self._send, self._answer, self._close):
            self._threads.append(threading.Thread(target=work, daemon=True))
            self._threads[-1].start()

    def stop(self) -> None:
        """Nobody sends or answers any more; what was being sent is sent to its end."""
        self._over.set()
        for thread in self._threads:
            thread.join(180)
            assert not thread.is_alive(), "a request to the system never ended"

    def _send(self) -> None:
        while not self._over.wait(ALERT_EVERY):
            self._threads.append(threading.Thread(target=self._until_taken, daemon=True))
            self._threads[-1].start()

    def _until_taken(self) -> None:
        """A partner repeats what was not answered 2xx, as Meta does."""
        body = json.dumps(synthetic(), ensure_ascii=False).encode()
        while True:
            try:
                answer = self.system.webhook(body)
            except httpx.HTTPError:
                answer = None
            if answer is not None and answer.status_code in (200, 202):
                ref = answer.json()["ref"]
                self.taken[ref] = time.time()
                if self.chance.random() < ANSWERED:
                    self._due[ref] = time.time() + self.chance.uniform(1, LATEST_ANSWER)
                return
            if answer is not None and answer.status_code != 503:
                self.wrong[f"an alert was answered {answer.status_code}"] += 1
            self.refused += 1
            time.sleep(1)

    def _answer(self) -> None:
        while not self._over.wait(0.2):
            for ref in [ref for ref, due in self._due.copy().items() if due <= time.time()]:
                try:
                    answer = self.system.post(
                        f"/v1/alerts/{ref}/acknowledgement",
                        {"by": "Synthetic Officer", "via": "phone", "unit": "kota-city"},
                    )
                except httpx.HTTPError:
                    continue
                if answer.status_code not in (200, 201, 503):
                    self.wrong[f"an acknowledgement was answered {answer.status_code}"] += 1
                if answer.status_code in (200, 201):
                    self.answered[ref] = time.time()
                    del self._due[ref]

    def _close(self) -> None:
        """Cases on the highest rung do not page for ever: the last of them are looked at and closed."""
        top: dict[str, float] = {}
        while not self._over.wait(SEEN_EVERY):
            for ref in [ref for ref in self.taken if ref not in self.closed and ref not in self.answered]:
                try:
                    self._look(ref, top)
                except (httpx.HTTPError, AssertionError):
                    continue

    def _look(self, ref: str, top: dict[str, float]) -> None:
        alert = self.system.alert(ref)
        if not was_at_the_top(alert):
            return
        if time.time() - top.setdefault(ref, time.time()) > WATCHED_FOR and ref not in self._due:
            body = {"outcome": "false_alarm"}
            if self.system.post(f"/v1/alerts/{ref}/closure", body).status_code in (200, 201):
                self.closed[ref] = alert
