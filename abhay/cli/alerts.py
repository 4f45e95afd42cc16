"""`abhay alert …`: raise, list, show, acknowledge, merge and split cases from the terminal."""

import hashlib
import hmac
from typing import Annotated
from uuid import UUID

import typer

from abhay.cli.support import ROLE, AsJson, ExistingFile, at, operator, print_json, print_table, with_runtime
from abhay.errors import BadInput
from abhay.services.runtime import Runtime
from abhay.store.answers import Answer, Taken
from abhay.store.arranging import Arranged, Arrangement
from abhay.store.auditing import AuditLine, read_audit
from abhay.store.directory import require_place
from abhay.store.intake import Accepted
from abhay.store.reading import Filters, find_alert, list_alerts
from models.enums import Severity, Status
from models.views import AlertPage, AlertView

app = typer.Typer(help="Cases.", no_args_is_help=True)

Ref = Annotated[str, typer.Argument(help="The case's ref, such as RJ-2026-000042.")]
Why = Annotated[str, typer.Option("--reason", help="Why, for the audit log.")]

_SOURCE = "meta"
_VIA = "terminal"
_MAIL = ".eml"
_KINDS = (".json", _MAIL)


@app.command("raise")
def raise_alert(file: ExistingFile, as_json: AsJson = False) -> None:
    """Take in an alert from a file as if Meta had sent it: .json as a signed webhook, .eml as a mail."""
    body, kind = file.read_bytes(), file.suffix.lower()
    if kind not in _KINDS:
        raise BadInput(f"{file.name}: give a .json (webhook) or an .eml (mail)")
    accepted = with_runtime(lambda runtime: _take_in(runtime, body, kind))
    if as_json:
        print_json({"ref": accepted.ref, "id": str(accepted.id), "status": accepted.status, "repeat": accepted.repeat})
    else:
        typer.echo(accepted.ref)


async def _take_in(runtime: Runtime, body: bytes, kind: str) -> Accepted:
    from abhay.services.afterwards import Afterwards  # noqa: PLC0415  Prefect is imported when it is needed
    from abhay.services.intake import take_in_mail, take_in_webhook  # noqa: PLC0415

    async with Afterwards() as later:
        if kind == _MAIL:
            return await take_in_mail(runtime, later, _SOURCE, body, actor=operator())
        digest = hmac.new(runtime.secrets.meta_secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {"X-Hub-Signature-256": f"sha256={digest}"}
        return await take_in_webhook(runtime, later, _SOURCE, headers, body, "application/json")


@app.command("list")
def list_cases(
    status: Annotated[list[Status] | None, typer.Option(help="Only these.")] = None,
    severity: Annotated[list[Severity] | None, typer.Option(help="Only these.")] = None,
    unit: Annotated[str | None, typer.Option(help="Only cases of this police unit.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="So many at most.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List cases, newest first."""
    filters = Filters(statuses=status or (), severities=severity or (), unit=unit)

    async def work(runtime: Runtime) -> AlertPage:
        return await list_alerts(runtime.database, filters, limit=limit)

    page = with_runtime(work)
    if as_json:
        print_json(page)
        return
    print_table(
        ("ref", "received (IST)", "severity", "status", "rung", "due (IST)", "district", "units", "acknowledged by"),
        (
            (
                line.ref,
                at(line.received_at),
                line.severity,
                f"{line.status} ({line.outcome})" if line.outcome else line.status,
                line.rung,
                at(line.due_at),
                line.route.district or line.route.state if line.route else None,
                ", ".join(line.route.units) if line.route else None,
                line.acknowledgement.by if line.acknowledgement else None,
            )
            for line in page.alerts
        ),
    )


@app.command("show")
def show(ref: Ref, as_json: AsJson = False) -> None:
    """Show a case: how it stands, what was sent to whom, and its timeline in IST."""
    view = with_runtime(lambda runtime: _view(runtime, ref))
    if as_json:
        print_json(view)
        return
    print_table(("case", view.ref), _facts(view))
    typer.echo("")
    print_table(
        ("sent (IST)", "message", "rung", "to", "channel", "status"),
        (
            (at(m.sent_at or m.queued_at), m.kind, m.rung, f"{m.unit or 'state'}/{m.post}", m.channel, m.status)
            for m in view.notifications
        ),
    )
    typer.echo("")
    print_table(
        ("received (IST)", "source", "channel", "kind", "trust", "event id"),
        ((at(e.received_at), e.source, e.channel, e.kind, e.trust, e.id) for e in view.events),
    )
    typer.echo("")
    print_table(
        ("at (IST)", "event", "rung", "by", "detail"),
        (
            (at(e.at), e.event, e.rung, e.actor, ", ".join(f"{key}={value}" for key, value in e.detail.items()))
            for e in view.timeline
        ),
    )


async def _view(runtime: Runtime, ref: str) -> AlertView:
    from abhay.services.viewing import view  # noqa: PLC0415  Prefect is imported when it is needed

    return await view(runtime, ref)


def _facts(view: AlertView) -> list[tuple[str, object]]:
    route, answer = view.route, view.acknowledgement
    return [
        ("status", f"{view.status}{f' ({view.outcome})' if view.outcome else ''}"),
        ("severity", view.severity),
        ("drill", "yes" if view.drill else "no"),
        ("source", f"{view.source}, {view.channel}, {view.trust}"),
        ("received", at(view.received_at)),
        ("posted", at(view.posted_at)),
        ("route", f"{route.state}: {route.district or '-'} {', '.join(route.units)}" if route else None),
        ("rung", f"{view.rung}, due {at(view.due_at)}" if view.rung else None),
        ("acknowledged", f"{answer.by} ({answer.post or answer.via}) at {at(answer.at)}" if answer else None),
        *((kind, at(moment)) for kind, moment in view.milestones.model_dump().items()),
        *((word, refs) for word, refs in _related(view) if refs),
        ("policy", view.policy_version),
        ("flow run", view.flow_run_id),
        ("flow state", view.flow_run_state),
    ]


def _related(view: AlertView) -> list[tuple[str, str | None]]:
    return [
        ("goes on as", view.merged_into),
        ("merged into it", ", ".join(view.merged)),
        ("split from", view.split_from),
        ("split from it", ", ".join(view.split)),
    ]


@app.command("ack")
def acknowledge(
    ref: Ref,
    by: Annotated[str, typer.Option(help="Who takes the case: name and rank.")],
    unit: Annotated[str | None, typer.Option(help="The police unit that takes it.")] = None,
    post: Annotated[str | None, typer.Option(help="The post that takes it.")] = None,
    note: Annotated[str | None, typer.Option(help="What is to be remembered.")] = None,
    as_json: AsJson = False,
) -> None:
    """Acknowledge a case for somebody, for example after a phone call."""
    answer = Answer(by=by, via=_VIA, role=ROLE, note=note, unit=unit, post=post, actor=operator())
    taken = with_runtime(lambda runtime: _acknowledge(runtime, ref, answer))
    if as_json:
        print_json({"ref": ref, "first": taken.first, "by": taken.by, "at": taken.at})
    elif taken.first:
        typer.echo(f"{ref}: acknowledged by {taken.by}, the climb has stopped")
    else:
        typer.echo(f"{ref}: noted; {taken.by} was first, at {at(taken.at)} IST")


async def _acknowledge(runtime: Runtime, ref: str, answer: Answer) -> Taken:
    from abhay.services.afterwards import Afterwards  # noqa: PLC0415  Prefect is imported when it is needed
    from abhay.services.answers import acknowledge  # noqa: PLC0415

    alert_id = await find_alert(runtime.database, ref)
    await require_place(runtime.database, answer.unit, answer.post)
    async with Afterwards() as later:
        return await acknowledge(runtime, later, alert_id, answer)


@app.command("audit")
def audit(ref: Ref, as_json: AsJson = False) -> None:
    """Show who did what with a case and why, the reasons opened; that you looked is written down too."""
    lines = with_runtime(lambda runtime: _audit(runtime, ref))
    if as_json:
        print_json({"audit": [vars(line) for line in lines]})
        return
    print_table(
        ("at (IST)", "who", "role", "did", "detail", "why"),
        (
            (
                at(e.at),
                e.actor,
                e.role,
                e.action,
                ", ".join(f"{key}={value}" for key, value in e.detail.items()),
                e.reason,
            )
            for e in lines
        ),
    )


async def _audit(runtime: Runtime, ref: str) -> list[AuditLine]:
    alert_id = await find_alert(runtime.database, ref)
    return await read_audit(runtime.database, alert_id, actor=operator(), role=ROLE)


@app.command("merge")
def merge(
    ref: Ref,
    into: Annotated[str, typer.Option(help="The ref of the case that goes on.")],
    reason: Why,
    as_json: AsJson = False,
) -> None:
    """Move everything of a case into another one about the same person, and close it as a duplicate."""
    arranged = with_runtime(lambda runtime: _merge(runtime, ref, into, _arrangement(reason)))
    _print_arranged(arranged, f"{ref}: merged into {arranged.ref}", as_json=as_json)


@app.command("split")
def split(
    ref: Ref,
    events: Annotated[list[UUID], typer.Argument(help="Ids of its messages, as `abhay alert show` tells them.")],
    reason: Why,
    as_json: AsJson = False,
) -> None:
    """Let messages about somebody else be a new case, paged as such."""
    arranged = with_runtime(lambda runtime: _split(runtime, ref, events, _arrangement(reason)))
    _print_arranged(arranged, f"{ref}: {len(events)} messages are {arranged.ref} now", as_json=as_json)


def _arrangement(reason: str) -> Arrangement:
    if not reason.strip():
        raise BadInput("--reason: say why")
    return Arrangement(actor=operator(), role=ROLE, reason=reason.strip())


def _print_arranged(arranged: Arranged, said: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"ref": arranged.ref, "id": arranged.id, "again": arranged.again})
    else:
        typer.echo(said)


async def _merge(runtime: Runtime, ref: str, into: str, by: Arrangement) -> Arranged:
    from abhay.services.afterwards import Afterwards  # noqa: PLC0415  Prefect is imported when it is needed
    from abhay.services.arranging import merge  # noqa: PLC0415

    async with Afterwards() as later:
        return await merge(runtime, later, ref, into, by)


async def _split(runtime: Runtime, ref: str, events: list[UUID], by: Arrangement) -> Arranged:
    from abhay.services.afterwards import Afterwards  # noqa: PLC0415  Prefect is imported when it is needed
    from abhay.services.arranging import split  # noqa: PLC0415

    async with Afterwards() as later:
        return await split(runtime, later, ref, events, by)
