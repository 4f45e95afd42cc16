"""Checks of how people sign in."""

from abhay.adapters.identity.openid import provider_of
from abhay.domain.accounts.factors import needs_factor
from abhay.domain.permissions import belongs_to_unit
from abhay.entrypoints.doctor.checks import Check, Verdict
from abhay.errors import ProviderUnavailable
from abhay.settings import Settings

_NAME = "identity provider"


async def identity_provider(settings: Settings) -> Check:
    """Checks that the identity provider, if there is one, answers and fits, and that it can give somebody a role."""
    own, provider = settings.oidc, provider_of(settings.oidc)
    if own.issuer is None:
        return Check(_NAME, Verdict.OK, "none; people sign in with accounts of our own")
    if provider is None:
        return Check(_NAME, Verdict.FAIL, "it has no id for us", "set ABHAY_OIDC__CLIENT_ID")
    try:
        await provider.describe()
    except ProviderUnavailable as error:
        return Check(_NAME, Verdict.FAIL, str(error), f"see {own.issuer}; accounts with a password work meanwhile")
    if lacks := _lacking(settings):
        return Check(_NAME, Verdict.WARN, *lacks)
    if not own.factor_claim and any(needs_factor(settings.totp, role) for role in own.roles.values()):
        return Check(_NAME, Verdict.OK, f"answers at {own.issuer}, and is trusted to ask for a second factor")
    return Check(_NAME, Verdict.OK, f"answers at {own.issuer}")


def _lacking(settings: Settings) -> tuple[str, str] | None:
    """Returns why somebody gets no place here, and what to do."""
    own = settings.oidc
    if not own.role_claim or not own.roles:
        return "it answers, and gives nobody a role", "set ABHAY_OIDC__ROLE_CLAIM and ABHAY_OIDC__ROLES"
    if any(map(belongs_to_unit, own.roles.values())) and not own.unit_claim:
        return "it gives the role unit, and no unit", "set ABHAY_OIDC__UNIT_CLAIM"
    return None
