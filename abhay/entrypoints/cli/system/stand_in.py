"""`abhay stand-in`: the telephones of the stand-ins that `abhay up` starts with ABHAY_STAND_IN__PORT."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any

import httpx
import typer

from abhay.entrypoints.cli.support import AsJson, at, print_json, print_table
from abhay.errors import BadInput, SetupError
from abhay.settings import get_settings

app = typer.Typer(help="Telephones without a provider: what they got, and answers from them.", no_args_is_help=True)
Number = Annotated[str, typer.Argument(help="The telephone's number, such as +915555500101.")]

_PATIENCE = 5.0


@app.callback()
def stand_in() -> None:
    """Telephones without a provider: what they got, and answers from them."""


@app.command("phones")
def phones(
    number: Annotated[str | None, typer.Argument(help="Only this telephone.")] = None, as_json: AsJson = False
) -> None:
    """Show what the telephones got and sent, oldest first."""
    seen: list[dict[str, Any]] = _ask("GET").json()
    shown = [each for each in seen if number is None or each["number"] == number]
    if as_json:
        print_json({"seen": shown})
        return
    rows = [(at(datetime.fromisoformat(each["at"])), each["number"], each["kind"], each["words"]) for each in shown]
    print_table(("at", "telephone", "what", "words"), rows)


@app.command("text")
def text(number: Number, words: Annotated[str, typer.Argument(help='What it sends, such as "1 482916".')]) -> None:
    """Send a text from a telephone to the desk's number."""
    _ask("POST", {"number": number, "text": words})


@app.command("press")
def press(number: Number, key: Annotated[str, typer.Argument(help="The key.")]) -> None:
    """Pick up a telephone that rings, and press a key."""
    _ask("POST", {"number": number, "key": key})


def _ask(method: str, body: dict[str, str] | None = None) -> httpx.Response:
    """Returns the stand-ins' answer.

    Raises `SetupError` where they do not run, and `BadInput` for a telephone that does not ring.
    """
    own = get_settings().stand_in
    if own.port is None:
        raise SetupError("the stand-ins are off: start `abhay up` with ABHAY_STAND_IN__PORT, and set it here too")
    headers = {"Authorization": f"Bearer {own.secret.get_secret_value()}"}
    url = f"http://127.0.0.1:{own.port}/phones"
    try:
        answer = httpx.request(method, url, json=body, headers=headers, timeout=_PATIENCE, trust_env=False)
    except httpx.TransportError as away:
        raise SetupError(f"nobody answers on port {own.port}: start `abhay up` with ABHAY_STAND_IN__PORT") from away
    if answer.status_code == HTTPStatus.CONFLICT:
        raise BadInput(f"{(body or {}).get('number')} does not ring: `abhay stand-in phones` shows what it got")
    if not answer.is_success:
        raise SetupError("the stand-ins refuse us: ABHAY_STAND_IN__SECRET must be the same here and there")
    return answer
