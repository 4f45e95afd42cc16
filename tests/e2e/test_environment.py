"""The programs that are not ours have none of our settings and secrets in their environment."""

from abhay.adapters.processes.reaper import TOKEN_VARIABLE
from tests.support.system import System

FOR_ALL = {"ABHAY_HOME", TOKEN_VARIABLE}


def environment_of(system: System, part: str) -> dict[str, str]:
    return system.part(part).environ()


def test_postgresql_and_prefect_get_none_of_our_settings(in_process: System) -> None:
    ours = environment_of(in_process, "gateway")
    assert {"ABHAY_PORT", "ABHAY_PREFECT_PORT"} <= ours.keys(), "what is withheld below is there"
    postgres, prefect = (environment_of(in_process, part) for part in ("postgres", "prefect"))
    for theirs in (postgres, prefect):
        assert {name for name in theirs if name.startswith("ABHAY_")} <= FOR_ALL
    assert not [name for name in postgres if name.startswith("PREFECT_")]
    assert "PREFECT_API_DATABASE_CONNECTION_URL" in prefect
    assert "PREFECT_API_DATABASE_CONNECTION_URL" not in ours
