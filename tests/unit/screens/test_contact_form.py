"""The form of contact points: only what was typed is sent on, and it meets what others changed meanwhile."""

from abhay.services.tuning.contacts import FormRow, onto, rows_of, sent_rows, stamp, with_problems
from models.enums import Language, Line
from models.views import ContactView


def contact(address: str, **changes: object) -> ContactView:
    given = {"post": "room", "channel": "sms", "address": address, "active": True, "unit": None, "name": "SI Synthetic"}
    more = {"phone": None, "line": Line.MOBILE, "language": Language.HINDI, "order": 1}
    return ContactView.model_validate({**given, **more, **changes})


def sent(rows: list[FormRow], **typed: str) -> list[FormRow]:
    """The rows as a browser sends them, with something typed into the first one."""
    form: dict[str, str] = {}
    for number, row in enumerate(rows):
        values = {**row.values, **(typed if number == 0 else {})}
        form |= {f"contact.{number}.{name}": value for name, value in values.items()}
        form |= {f"contact.{number}.was": row.was} if row.was else {}
    return sent_rows(form)


def test_a_form_that_nobody_touched_changes_nothing() -> None:
    rows = sent(rows_of([contact("+915555500001"), contact("+915555500002", active=False, line=None)]))
    assert [row.is_changed for row in rows] == [False, False, False]
    assert [row.is_new for row in rows] == [False, False, True]


def test_what_was_typed_is_read_as_the_rules_for_contacts_read_it() -> None:
    (row, _) = sent(rows_of([contact("+915555500001")]), name="ASI Synthetic", order="2", line="", active="")
    assert row.is_changed
    assert row.row() == {
        "post": "room", "channel": "sms", "address": "+915555500001", "active": False, "pin": None,
        "name": "ASI Synthetic", "phone": "", "line": None, "language": "hi", "order": "2",
    }  # fmt: skip
    (pin, _) = sent(rows_of([contact("+915555500001")]), pin="507318")
    assert pin.is_changed
    assert pin.row()["pin"] == "507318"


def test_a_further_contact_is_new_once_anything_is_typed() -> None:
    assert not FormRow({"active": "1", "post": "room"}).is_changed
    assert FormRow({"active": "1", "post": "room", "address": "x"}).is_changed


def test_problems_are_told_at_the_rows_that_were_sent_on() -> None:
    rows = [*sent(rows_of([contact("a"), contact("b")])[:2]), FormRow({"address": "c"})]
    told = with_problems(rows, [("contacts.0.address", "is no number"), ("contacts.0", "says the same")])
    assert [dict(row.wrong) for row in told] == [{}, {}, {"address": "is no number", "": "says the same"}]


def test_typed_values_meet_the_contacts_as_they_are_now() -> None:
    rows = [*sent(rows_of([contact("a")])[:1], name="Typed"), FormRow({"post": "room", "address": "mine"})]
    now = [contact("a", phone="+915555500009"), contact("theirs")]
    kept = onto(rows, now)
    assert [row.values.get("address") for row in kept] == ["a", "theirs", "mine", None]
    assert kept[0].values["name"] == "Typed"
    assert kept[0].was == stamp(rows_of(now)[0].values)
    assert kept[0].is_changed
