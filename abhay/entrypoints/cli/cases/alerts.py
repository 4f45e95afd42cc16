"""`abhay alert …`: raise, show, acknowledge, merge and split cases from the terminal; the others stand beside."""

import hashlib
import hmac
from typing import Annotated, Any
from uuid import UUID

import typer

from abhay.adapters.sources.reading.identity import identities
from abhay.adapters.store.cases import answers
from abhay.adapters.store.cases.answers import Answer, Taken
from abhay.adapters.store.cases.merges import merging, splitting
from abhay.adapters.store.cases.merges.merge_split import ResultingCase
from abhay.adapters.store.directory.contacts import require_place
from abhay.adapters.store.log.auditing import AuditLine, read_audit
from abhay.adapters.store.views.reading import find_alert
from abhay.domain.refs import as_written
from abhay.entrypoints.cli.cases import answers as case_answers
from abhay.entrypoints.cli.cases import calls, handover, listing, person, quiet
from abhay.entrypoints.cli.support import (
    AsJson,
    ExistingFile,
    Ref,
    Why,
    at,
    print_json,
    print_table,
    this_terminal,
    why,
    with_runtime,
)
from abhay.errors import BadInput
from abhay.services.cases import viewing
from abhay.services.intake.alerts import take_in_webhook
from abhay.services.intake.mail import receive
from abhay.services.runtime import Runtime
from models.actors import Actor, ActorRole
from models.enums import Status
from models.views import AlertView

app = typer.Typer(help="Cases.", no_args_is_help=True)
for module in (listing, calls, case_answers, person, handover, quiet):
    module.add_commands(app)

_SOURCE = "meta"
_MAIL = ".eml"
_KINDS = (".json", _MAIL)


@app.command("raise")
def raise_alert(file: ExistingFile, as_json: AsJson = False) -> None:
    """Take in an alert from a file as if Meta had sent it: .json as a signed webhook, .eml as a mail."""
    body, kind = file.read_bytes(), file.suffix.lower()
    if kind not in _KINDS:
        raise BadInput(f"{file.name}: give a .json (webhook) or an .eml (mail)")
    taken = with_runtime(lambda runtime: _take_in(runtime, body, kind))
    if as_json:
        print_json(taken)
    else:
        typer.echo(taken["ref"] or "no case")


async def _take_in(runtime: Runtime, body: bytes, kind: str) -> dict[str, Any]:
    if kind == _MAIL:
        arrived = await receive(runtime, _SOURCE, body, this_terminal().in_role(ActorRole.INTEGRATOR))
        return _taken(arrived.ref, arrived.alert_id, arrived.status, repeat=arrived.repeat)
    digest = hmac.new(runtime.secrets.meta_secret.encode(), body, hashlib.sha256).hexdigest()
    headers = {"X-Hub-Signature-256": f"sha256={digest}"}
    accepted = await take_in_webhook(runtime, _SOURCE, headers, body, "application/json")
    if accepted is None:
        return _taken(None, None, None, repeat=False)
    return _taken(accepted.ref, accepted.id, accepted.status, repeat=accepted.repeat)


def _taken(ref: str | None, alert_id: UUID | None, status: Status | None, *, repeat: bool) -> dict[str, Any]:
    return {"ref": ref, "id": str(alert_id) if alert_id else None, "status": status, "repeat": repeat}


@app.command("show")
def show(ref: Ref, as_json: AsJson = False) -> None:
    """Show a case: how it stands, what was sent to whom, and its timeline in IST."""
    view = with_runtime(lambda runtime: viewing.view(runtime, ref))
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
    actor, answer = this_terminal().known_as(by), Answer(unit, post, note)
    taken = with_runtime(lambda runtime: _acknowledge(runtime, ref, actor, answer))
    if as_json:
        print_json({"ref": ref, "first": taken.first, "by": taken.by, "at": taken.at})
    elif taken.first:
        typer.echo(f"{ref}: acknowledged by {taken.by}, the climb has stopped")
    else:
        typer.echo(f"{ref}: noted; {taken.by} was first, at {at(taken.at)} IST")


async def _acknowledge(runtime: Runtime, ref: str, actor: Actor, answer: Answer) -> Taken:
    alert_id = await find_alert(runtime.database, ref)
    await require_place(runtime.database, answer.unit, answer.post)
    return await answers.acknowledge(runtime.database, alert_id, actor, answer)


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
                f"[not what was written down] {e.reason or ''}" if e.altered else e.reason,
            )
            for e in lines
        ),
    )


async def _audit(runtime: Runtime, ref: str) -> list[AuditLine]:
    alert_id = await find_alert(runtime.database, ref)
    return await read_audit(runtime.database, alert_id, this_terminal())


@app.command("merge")
def merge(
    ref: Ref,
    into: Annotated[str, typer.Option(help="The ref of the case that goes on.", parser=as_written)],
    reason: Why,
    as_json: AsJson = False,
) -> None:
    """Move everything of a case into another one about the same person, and close it as a duplicate."""
    text = why(reason)
    result = with_runtime(lambda runtime: merging.merge(runtime.database, ref, into, this_terminal(), text))
    _print_result(result, f"{ref}: merged into {result.ref}", as_json=as_json)


@app.command("split")
def split(
    ref: Ref,
    events: Annotated[list[UUID], typer.Argument(help="Ids of its messages, as `abhay alert show` tells them.")],
    reason: Why,
    as_json: AsJson = False,
) -> None:
    """Let messages about somebody else be a new case, paged as such."""
    text = why(reason)
    result = with_runtime(
        lambda runtime: splitting.split(runtime.database, ref, events, this_terminal(), text, identities)
    )
    _print_result(result, f"{ref}: {len(events)} messages are {result.ref} now", as_json=as_json)


def _print_result(result: ResultingCase, said: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"ref": result.ref, "id": result.id, "again": result.again})
    else:
        typer.echo(said)
