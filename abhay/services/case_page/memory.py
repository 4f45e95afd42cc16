"""What the page remembers from a form to the page that is shown after its redirect: sealed, for one link and its PIN.

It travels in a cookie of that link's path alone. It opens the page and nothing else: no form counts by it, since
each form brings a form token or the PIN itself.
"""

import base64
import hashlib
import json
import zlib
from datetime import datetime, timedelta

from pydantic import BaseModel, ValidationError

from abhay.errors import SetupError
from abhay.security import links
from abhay.services.case_page.forms import Form, Said
from abhay.services.case_page.links import OpenLink
from abhay.services.runtime import Runtime

_MOST_CHARACTERS = 3800
"""Browsers keep 4096 bytes with the name and the path."""


class Memory(BaseModel, frozen=True):
    """The result of the last form.

    `said` is what was done, `refused` why the PIN is asked for again; `what` names the form, `typed` what it must
    still show. `proof` is the form token that the right PIN gave.
    """

    said: Said = Said.OPENED
    refused: str = ""
    tries_left: str = ""
    what: str = ""
    typed: Form = Form()
    proof: str = ""


def seal(runtime: Runtime, link: OpenLink, memory: Memory) -> str | None:
    """Returns what a cookie may carry; None if the typed text is too long for one."""
    plain = {"owner": _owner(link), "at": link.briefing.at.isoformat(), "memory": memory.model_dump(mode="json")}
    packed = zlib.compress(json.dumps(plain, ensure_ascii=False).encode(), 9)
    sealed = runtime.vault.seal(packed).decode().rstrip("=")
    return sealed if len(sealed) <= _MOST_CHARACTERS else None


def unseal(runtime: Runtime, link: OpenLink, cookie: str) -> Memory | None:
    """Returns what `seal` sealed for this link and PIN within the life of a form; None for anything else."""
    try:
        packed = runtime.vault.open((cookie + "=" * (-len(cookie) % 4)).encode())
        plain = json.loads(zlib.decompress(packed))
        memory = Memory.model_validate(plain["memory"])
        age = link.briefing.at - datetime.fromisoformat(plain["at"])
    except (SetupError, ValueError, TypeError, KeyError, zlib.error, ValidationError):
        return None
    alive = age < timedelta(seconds=runtime.settings.form_seconds)
    return memory if alive and plain["owner"] == _owner(link) else None


def is_proven(runtime: Runtime, link: OpenLink, memory: Memory) -> bool:
    """Returns whether the page may be shown without the PIN."""
    key, seconds = runtime.secrets.link_key, runtime.settings.form_seconds
    return links.is_form_token(memory.proof, link.owner, link.briefing.at, key, seconds=seconds)


def _owner(link: OpenLink) -> str:
    return base64.b64encode(hashlib.sha256(link.owner.salt).digest()).decode()
