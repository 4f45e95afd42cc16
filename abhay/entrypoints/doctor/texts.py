"""Checks of text messages and calls: their gateways, their DLT templates and the secret of their callbacks."""

from collections.abc import Sequence

from pydantic import SecretStr

from abhay.adapters.channels.sms.gateways import Gateway, read_gateways
from abhay.adapters.channels.sms.templates import SAMPLE_IDS, TextTemplates, lint, load_templates
from abhay.adapters.channels.voice.gateways import read_gateways as read_voice_gateways
from abhay.entrypoints.doctor.checks import Check, Verdict, some_of
from abhay.errors import SetupError
from abhay.settings import Settings

_NAME = "text messages"
_CALLS = "telephone calls"
SHORTEST_SECRET = 16
_LONGER = "give ABHAY_CHANNELS__SMS__CALLBACK_SECRET 20 random characters"
_SECRET = "set ABHAY_CHANNELS__SMS__CALLBACK_SECRET"  # noqa: S105  a name


async def text_messages(settings: Settings) -> Check:
    """Checks that the operators would let our texts through; no gateway is called."""
    own = settings.channels.sms
    if own.gateways is None:
        return Check(_NAME, Verdict.OK, "no gateway is set up")
    try:
        gateways = read_gateways(own.gateways.get_secret_value())
        loaded = load_templates(own.templates, settings.base_url, own.reply_number)
    except SetupError as wrong:
        return Check(_NAME, Verdict.FAIL, wrong.detail, "mend the settings that begin with ABHAY_CHANNELS__SMS__")
    found = lint(loaded, settings.base_url, takes_replies=own.reply_number is not None)
    if found:
        says = some_of([f"{name}: {problem}" for name, problem in found])
        return Check(_NAME, Verdict.FAIL, says, "`abhay template lint` says all; page by voice and mail meanwhile")
    return _standing(settings, gateways, loaded)


def _standing(settings: Settings, gateways: Sequence[Gateway], loaded: TextTemplates) -> Check:
    """Returns how texts stand that no operator would refuse for their form."""
    own = settings.channels.sms
    names = ", ".join(each.name for each in gateways)
    if any(each.id.startswith(SAMPLE_IDS) for each in loaded.templates.values()):
        todo = "register texts, and name their file in ABHAY_CHANNELS__SMS__TEMPLATES"
        return Check(_NAME, Verdict.WARN, f"{names}; the template ids are made up: no operator lets them through", todo)
    if own.callback_secret is None and any(each.shape.reports for each in gateways):
        return Check(_NAME, Verdict.WARN, f"{names}; nobody is asked whether a text was delivered", _SECRET)
    if _is_short(own.callback_secret):
        return Check(_NAME, Verdict.WARN, f"{names}; the secret of the callbacks can be guessed", _LONGER)
    return Check(_NAME, Verdict.OK, f"{names}; {len(loaded.templates)} templates")


async def telephone_calls(settings: Settings) -> Check:
    """Checks how calls stand; no gateway is called."""
    own = settings.channels.voice
    if own.gateways is None:
        return Check(_CALLS, Verdict.OK, "no gateway is set up")
    try:
        gateways = read_voice_gateways(own.gateways.get_secret_value())
    except SetupError as wrong:
        return Check(_CALLS, Verdict.FAIL, wrong.detail, "mend the settings that begin with ABHAY_CHANNELS__VOICE__")
    names = ", ".join(each.name for each in gateways)
    if _is_short(own.callback_secret):
        longer = _LONGER.replace("SMS", "VOICE")
        return Check(_CALLS, Verdict.WARN, f"{names}; the secret of the callbacks can be guessed", longer)
    return Check(_CALLS, Verdict.OK, names)


def _is_short(secret: SecretStr | None) -> bool:
    return secret is not None and len(secret.get_secret_value()) < SHORTEST_SECRET
