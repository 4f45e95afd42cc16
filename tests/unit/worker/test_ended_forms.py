"""How a form in Prefect's UI ends: carried out, refused in one sentence, or failed where the system failed."""

import pytest
from prefect.client.schemas.objects import StateType

from abhay.errors import AbhayError, InvalidPolicy, NotPossibleNow, StaleVersion, UnknownAlert, WrongRole
from tasks.forms import carried_out


async def said(sentence: str = "", error: Exception | None = None) -> str:
    if error is not None:
        raise error
    return sentence


async def test_what_was_done_is_the_message() -> None:
    state = await carried_out(said("RJ-2026-000042: this answer stopped the climb"))
    assert (state.type, state.message) == (StateType.COMPLETED, "RJ-2026-000042: this answer stopped the climb")


@pytest.mark.parametrize("error", [UnknownAlert(), NotPossibleNow(), StaleVersion(), WrongRole()], ids=repr)
async def test_what_a_person_can_mend_is_refused_and_not_a_failure(error: AbhayError) -> None:
    state = await carried_out(said(error=error))
    assert (state.type, state.name) == (StateType.CANCELLED, "Refused")
    assert state.message is not None
    assert state.message.startswith("NOTHING WAS DONE")
    assert state.message.endswith(error.detail)


async def test_a_wrong_value_is_named_by_its_path() -> None:
    state = await carried_out(
        said(error=InvalidPolicy([("severity.high.ladder[1].remind", "is longer than its wait")]))
    )
    assert "severity.high.ladder[1].remind: is longer than its wait" in str(state.message)


@pytest.mark.parametrize("error", [AbhayError("the database is gone"), RuntimeError("a fault of ours")], ids=repr)
async def test_what_the_system_must_mend_stays_a_failure(error: Exception) -> None:
    with pytest.raises(type(error)):
        await carried_out(said(error=error))
