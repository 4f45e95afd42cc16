"""The notice of a restored or copied system: Hindi first, the times in IST, what to do, where refs go on."""

from datetime import UTC, datetime

import pytest

from abhay.wording.restored import Standing, render_standing
from abhay.wording.words import Bilingual

DESK = Bilingual(hi="अभय डेस्क", en="Abhay desk")
BACKUP, START = datetime(2026, 11, 29, 4, 30, tzinfo=UTC), datetime(2026, 12, 31, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize("copied", [False, True], ids=["restored", "copied"])
def test_it_says_both_times_and_the_last_ref_in_both_languages(copied: bool) -> None:
    message = render_standing(DESK, Standing(BACKUP, START, 2000, copied))
    hindi, english = message.body.split("-" * 40)
    for part in (hindi, english):
        assert "29-11-2026 10:00 IST" in part
        assert "01-01-2027 00:00 IST" in part
        assert "RJ-2027-002000" in part, "the year is that of this State's calendar"
        assert "1. " in part
    assert "प्रकरण" in hindi
    assert message.subject.index("प्रणाली") < message.subject.index("system")
    assert ("copy" in message.subject) is copied


def test_a_restored_system_says_what_to_do() -> None:
    english = render_standing(DESK, Standing(BACKUP, START, 2000)).body.split("-" * 40)[1]
    for word in ("partners", "mailbox", "telephones", "unit of each open case", "repeats"):
        assert word in english
