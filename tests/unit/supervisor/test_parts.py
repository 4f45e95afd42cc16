"""The list of parts: in order, complete, and with parts left out."""

import subprocess
import sys
from contextlib import nullcontext

import pytest

from abhay.adapters.processes.environment import system_environment
from abhay.adapters.processes.part import Part, in_order, leave_out
from abhay.entrypoints.gateway import serve
from abhay.entrypoints.parts import addresses, require_password, system_parts, system_ports
from abhay.errors import SetupError
from abhay.settings import LmtpSettings, MailboxSettings, Settings, StandInSettings

MANAGED = "postgresql+asyncpg://abhay@db.example/abhay"


def part(name: str, *after: str) -> Part:
    return Part(name, ["true"], after=after)


def names(parts: list[Part]) -> list[str]:
    return [part.name for part in parts]


def test_each_part_comes_behind_what_it_stands_on() -> None:
    ordered = in_order([part("roof", "walls"), part("walls", "ground"), part("ground")])
    assert names(ordered) == ["ground", "walls", "roof"]


def test_an_unknown_name_in_after_is_refused() -> None:
    with pytest.raises(ValueError, match="no such part: ground"):
        in_order([part("walls", "ground")])


def test_what_stood_on_a_part_left_out_stands_on_what_that_one_stood_on() -> None:
    parts = [
        part("ground"),
        part("cellar"),
        part("walls", "ground", "cellar"),
        part("floor", "walls"),
        part("roof", "floor"),
    ]
    assert {p.name: p.after for p in leave_out(parts, {"walls", "floor"})} == {
        "ground": (),
        "cellar": (),
        "roof": ("ground", "cellar"),
    }


def test_the_system_waits_for_its_tables_and_deployments() -> None:
    parts = {part.name: part for part in system_parts(Settings())}
    assert set(parts) == {"postgres", "schema", "prefect", "deployments", "worker", "gateway", "watcher"}
    order = names(in_order(list(parts.values())))
    assert order.index("postgres") < order.index("schema") < order.index("gateway")
    assert order.index("prefect") < order.index("worker")
    assert parts["schema"].once
    assert parts["deployments"].once


def test_all_graces_together_stay_under_twenty_seconds() -> None:
    parts = {part.name: part for part in system_parts(Settings())}

    def longest(name: str) -> float:
        above = [longest(part.name) for part in parts.values() if name in part.after and not part.once]
        return parts[name].grace + max(above, default=0)

    assert longest("postgres") < 20


def test_a_part_that_does_not_exist_cannot_be_left_out() -> None:
    with pytest.raises(SetupError, match="no such part: watchdog"):
        system_parts(Settings(), without=["watchdog"])


def test_the_terminal_names_only_what_runs() -> None:
    assert [name for name, _ in addresses(Settings())] == ["gateway", "Prefect UI", "logs"]
    assert [name for name, _ in addresses(Settings(), without=["gateway", "prefect"])] == ["logs"]


def test_managed_databases_need_no_account_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A container's user often has no name, which only PostgreSQL minds."""

    def nobody(_: object) -> None:
        raise SetupError("user id 12345 has no name here")

    monkeypatch.setattr("abhay.adapters.postgres.server.database_account", nobody)
    assert system_parts(Settings(database_url=MANAGED, prefect_database_url=MANAGED))
    with pytest.raises(SetupError, match="has no name"):
        system_parts(Settings())


def test_managed_databases_need_no_embedded_one() -> None:
    both = Settings(database_url=MANAGED, prefect_database_url=MANAGED)
    assert "postgres" not in names(system_parts(both))
    assert system_parts(both)[0].after == ()
    assert "postgres" in names(system_parts(Settings(database_url=MANAGED)))


def test_a_prefect_elsewhere_is_not_started_here() -> None:
    elsewhere = Settings(database_url=MANAGED, prefect_api_url="https://prefect.example/api")
    assert not {"postgres", "prefect"} & set(names(system_parts(elsewhere)))
    assert [port.variable for port in system_ports(elsewhere)] == ["ABHAY_PORT"]


def test_only_the_ports_of_parts_that_run_are_wanted() -> None:
    assert system_ports(Settings(), without=["gateway", "prefect"]) == []


def test_the_mailbox_is_read_only_where_there_is_one() -> None:
    with_mailbox = Settings(mailbox=MailboxSettings(host="imap.example"))
    assert set(names(system_parts(with_mailbox))) - set(names(system_parts(Settings()))) == {"collector"}
    assert "collector" not in names(system_parts(with_mailbox, without=["collector"]))
    assert system_parts(Settings(), without=["collector"]), "a part that is not called for can be left out too"


def test_mail_servers_are_listened_to_only_where_a_port_is_set() -> None:
    with_listener = Settings(lmtp=LmtpSettings(port=2424))
    assert set(names(system_parts(with_listener))) - set(names(system_parts(Settings()))) == {"lmtp"}
    assert [port.variable for port in system_ports(with_listener)][-1] == "ABHAY_LMTP__PORT"


async def _nothing() -> None:
    """Stands in for what asks the database."""


def test_the_gateway_keeps_no_log_of_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, object] = {}
    monkeypatch.setattr(serve.uvicorn, "run", lambda _, **options: told.update(options))
    monkeypatch.setattr("abhay.services.beginning.require_beginning", _nothing)
    serve.main()
    assert told["access_log"] is False


def test_what_pages_is_preloaded_while_the_database_starts() -> None:
    assert {part.name for part in system_parts(Settings()) if part.preload} == {"gateway", "watcher"}


def test_the_stock_worker_is_told_its_limit() -> None:
    worker = next(part for part in system_parts(Settings(worker_type="process")) if part.name == "worker")
    assert worker.command_line()[-2:] == ["--limit", "8"]


def test_stock_workers_refuse_to_start_without_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PREFECT_SERVER_API_AUTH_STRING", "PREFECT_API_AUTH_STRING", "PREFECT_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    for kind, refused in (("process", True), ("abhay", False)):
        worker = next(part for part in system_parts(Settings(worker_type=kind)) if part.name == "worker")
        assert worker.prepare is not None
        with pytest.raises(SetupError, match="PREFECT_SERVER_API_AUTH_STRING=user") if refused else nullcontext():
            worker.prepare()
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", "desk:synthetic")
    require_password(Settings(worker_type="process"))


def test_prefect_calls_nobody_and_answers_its_own_ui_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_SERVER_ANALYTICS_ENABLED", "true")
    monkeypatch.delenv("PREFECT_SERVER_CORS_ALLOWED_ORIGINS", raising=False)
    settings = Settings(database_url=MANAGED, prefect_database_url=MANAGED)
    prefect = next(part for part in system_parts(settings) if part.name == "prefect")
    found = prefect.environment(system_environment(settings, "token"))
    assert found["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert found["DO_NOT_TRACK"] == "1"
    assert found["PREFECT_SERVER_UI_V2_ENABLED"] == "false"
    assert found["PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT"] == "false"
    assert found["PREFECT_SERVER_CORS_ALLOWED_ORIGINS"] == "http://127.0.0.1:4200,http://localhost:4200"


def test_life_saving_work_goes_before_bookkeeping() -> None:
    nice = {part.name: part.nice for part in system_parts(Settings())}
    assert nice["postgres"] == nice["gateway"] == nice["schema"] == 0
    assert 0 < nice["watcher"] < nice["worker"] < nice["prefect"]


def test_the_start_imports_neither_prefect_nor_what_speaks_to_tables() -> None:
    """`abhay up` itself is on the way to the first alert: asyncpg and the settings are all it needs."""
    probe = (
        "from abhay.entrypoints.cli.run import command_line; import sys; command_line('up');"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert not set(done.stdout.split()) & {
        "prefect",
        "sqlalchemy",
        "sqlmodel",
        "alembic",
        "fastapi",
        "shapely",
        "httpx",
    }


def test_the_stand_ins_run_where_they_have_a_port_and_never_beside_real_data() -> None:
    settings = Settings(stand_in=StandInSettings(port=8099))
    (part,) = [part for part in system_parts(settings) if part.name == "stand-in"]
    assert not part.essential
    assert {"STAND_IN_SECRET", "STAND_IN_REPLIES"} == part.environment({}).keys()
    assert 8099 in [port.number for port in system_ports(settings)]
    real = Settings(stand_in=StandInSettings(port=8099), database_url=MANAGED)
    assert real.channels.sms.gateways is None
    with pytest.raises(SetupError, match="ABHAY_STAND_IN__PORT"):
        system_parts(real)
