"""Commands about the system itself: `up`, `demo`, `watch`, `collect`, `lmtp`, `doctor`, `db …`."""

import asyncio
from typing import Annotated

import typer

from abhay.cli.support import AsJson, print_json, print_table, with_runtime
from abhay.embedded.urls import database_urls
from abhay.services.runtime import Runtime
from abhay.settings import get_settings

database = typer.Typer(help="Our database.", no_args_is_help=True)


def add_commands(app: typer.Typer) -> None:
    """Put the commands that stand alone into the command line."""
    for command in (up, demo, watch, collect, lmtp, doctor):
        app.command(command.__name__)(command)


def up(
    without: Annotated[list[str] | None, typer.Option(help="Leave this part out; may be given several times.")] = None,
) -> None:
    """Start everything here and keep it running, until Ctrl-C."""
    from abhay.supervisor import up as run  # noqa: PLC0415  only this command needs it

    raise typer.Exit(run(get_settings(), without or ()))


def demo() -> None:
    """Carry one synthetic alert from its arrival to its end, in a home of its own."""
    from abhay.demo import demo as run  # noqa: PLC0415  only this command needs it

    raise typer.Exit(run())


def watch() -> None:
    """Run the watcher: it sends what is late, whatever becomes of Prefect."""
    from abhay.watcher import watch as run  # noqa: PLC0415  only this command needs it

    with_runtime(run)


def collect() -> None:
    """Run the collector: it reads the mailbox, and makes each mail a case."""

    async def work(runtime: Runtime) -> None:
        from abhay.collector import collect as run  # noqa: PLC0415  it imports Prefect, which reads its address then

        await run(runtime)

    with_runtime(work)


def lmtp() -> None:
    """Run the listener for a mail server that hands its mails over by LMTP or SMTP."""

    async def work(runtime: Runtime) -> None:
        from abhay.lmtp import listen as run  # noqa: PLC0415  it imports Prefect, which reads its address then

        await run(runtime)

    with_runtime(work)


def doctor(as_json: AsJson = False) -> None:
    """Say whether this machine is fit, everything is there and everything answers; exit code 1 if not."""
    from abhay.doctor import Verdict, examine  # noqa: PLC0415  only this command needs it

    checks = asyncio.run(examine(get_settings()))
    failed = any(check.verdict is Verdict.FAIL for check in checks)
    if as_json:
        print_json({"ok": not failed, "checks": [vars(check) for check in checks]})
    else:
        print_table(("", "what", "how it is", "what to do"), ((c.verdict, c.name, c.says, c.todo) for c in checks))
    if failed:
        raise typer.Exit(1)


@database.command("upgrade")
def upgrade() -> None:
    """Bring the tables to this version, and fill in districts, units, posts and the first policy."""
    from abhay.services.seeding import seed_directory  # noqa: PLC0415  only this command needs it
    from abhay.store.migrations import upgrade_to_head  # noqa: PLC0415
    from abhay.store.sealing import seal_what_is_clear  # noqa: PLC0415

    upgrade_to_head(database_urls(get_settings()).abhay)

    async def work(runtime: Runtime) -> None:
        await seed_directory(runtime.database)
        await seal_what_is_clear(runtime.database)

    with_runtime(work)


@database.command("check")
def check(as_json: AsJson = False) -> None:
    """Say whether the tables are as this version wants them; exit code 1 if not."""
    from abhay.store.migrations import difference  # noqa: PLC0415  only this command needs it

    found = difference(database_urls(get_settings()).abhay)
    if as_json:
        print_json({"difference": found})
    else:
        typer.echo(found or "as this version wants them")
    if found:
        raise typer.Exit(1)
