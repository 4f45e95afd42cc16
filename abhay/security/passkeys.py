"""Passkeys (WebAuthn): what a browser is asked, and whether its answer holds.

Keys that identify themselves (`residentKey`) are asked for, so that a sign-in names no key beforehand and tells
nobody which account has any. The password comes first, so the key need not check who holds it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from abhay.errors import BadPasskey

_PATIENCE: Final = 120_000
"""Milliseconds in which the person finds and touches the key."""

_VERIFICATION: Final = UserVerificationRequirement.PREFERRED


@dataclass(frozen=True)
class PublicKey:
    """A passkey as we keep it: its own name for itself, its public key, and how often it has signed."""

    credential: str
    public_key: str
    sign_count: int


def creation_options(*, host: str, account: bytes, name: str, challenge: str, known: Sequence[str]) -> dict[str, Any]:
    """Returns what a browser is asked so that it makes a passkey, for JSON; `known` are those that there are."""
    options = generate_registration_options(
        rp_id=host,
        rp_name="Abhay",
        user_id=account,
        user_name=name,
        challenge=base64url_to_bytes(challenge),
        timeout=_PATIENCE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_VERIFICATION
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known],
    )
    return json.loads(options_to_json(options))


def use_options(*, host: str, challenge: str) -> dict[str, Any]:
    """Returns what a browser is asked so that it uses a passkey, for JSON."""
    options = generate_authentication_options(
        rp_id=host, challenge=base64url_to_bytes(challenge), timeout=_PATIENCE, user_verification=_VERIFICATION
    )
    return json.loads(options_to_json(options))


def challenge_in(answer: str) -> str:
    """Returns the challenge that a browser's answer says it is for. Raises `BadPasskey`."""
    try:
        found: Any = json.loads(base64url_to_bytes(json.loads(answer)["response"]["clientDataJSON"]))["challenge"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadPasskey from error
    if not isinstance(found, str):
        raise BadPasskey
    return found


def credential_in(answer: str) -> str:
    """Returns the passkey that a browser's answer says it was given by. Raises `BadPasskey`."""
    try:
        found: Any = json.loads(answer)["id"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadPasskey from error
    return str(found)


def made_by(answer: str, *, challenge: str, host: str, origin: str) -> PublicKey:
    """Returns the passkey that a browser made. Raises `BadPasskey`."""
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=host,
            expected_origin=origin,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise BadPasskey from error
    return PublicKey(
        bytes_to_base64url(made.credential_id), bytes_to_base64url(made.credential_public_key), made.sign_count
    )


def used_by(answer: str, key: PublicKey, *, challenge: str, host: str, origin: str) -> int:
    """Returns how often a passkey has signed now, if it signed this. Raises `BadPasskey`, also for a copy of it."""
    try:
        used = verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=host,
            expected_origin=origin,
            credential_public_key=base64url_to_bytes(key.public_key),
            credential_current_sign_count=key.sign_count,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise BadPasskey from error
    return used.new_sign_count
