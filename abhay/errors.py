"""Every error that Abhay raises on purpose. A class's docstring is its message.

AbhayError
├── BadInput            the caller can mend it: HTTP 4xx, exit code 2
│   ├── EmptyBody
│   ├── TooLarge
│   ├── UnknownFields
│   ├── InvalidPolicy
│   ├── InvalidContacts
│   │   └── ChannelOff      not by the caller alone: exit code 1
│   ├── InvalidRoster
│   ├── UnknownAlert
│   ├── UnknownSource
│   ├── UnknownUnit
│   ├── UnknownAccount
│   ├── UnknownOverride
│   ├── SaysNothing
│   ├── OpensNoCase
│   ├── TooManyAlerts
│   ├── UnknownDrill
│   ├── NotPossibleNow
│   │   ├── DrillNotNow
│   │   └── DrillOver
│   ├── TooManyCases
│   ├── BadPeriod
│   ├── DocumentTooLarge
│   ├── BadHeader
│   └── StaleVersion
├── Refused             who asks may not
│   ├── BadSignature
│   ├── UnknownToken
│   ├── SignInNeeded
│   ├── ConfirmNeeded
│   ├── FactorNeeded
│   ├── WrongPassword
│   ├── SignInLater
│   ├── ProviderRefused
│   ├── NotLetIn
│   ├── BadPasskey
│   ├── CrossSite
│   ├── WrongRole
│   ├── BadLink
│   ├── LinkRetired
│   ├── PinNeeded
│   ├── CaseEnded
│   ├── WrongPin
│   └── PinLocked
├── DeliveryError       a channel could not hand a message over
│   ├── ChannelUnavailable   worth another try
│   ├── ChannelRefused       another try will not help
│   │   └── AddressGone          the address has ended for good
│   └── DeliveryUnknown      it may or may not have arrived
├── ProviderUnavailable     the identity provider cannot be asked now
├── TokenRefused            a mail provider gives us no token
├── TokenUnavailable        it cannot be asked now
├── MailboxUnavailable      the mailbox cannot be read now
│   ├── MailboxRefused          it does not let us in
│   └── MailboxUnwritable       it lets us read and nothing else
├── MailUnreadable          the server cannot hand out one of its mails
├── MailNotRead             a mail is beyond the limits of time and memory, or our reader fails on it
├── OrchestrationUnavailable
│   └── OrchestrationRefused    Prefect answers, and does not do what it is asked
├── KeysNotKnown        a running part lacks the newest keys
└── SetupError          this machine or home is not fit to run on
    ├── HomeBeingLeft       the system that used this home was killed, and its parts still end
    ├── KeyMissing          a sealed value cannot be opened by this process
    ├── NewerSchema         the tables are those of a newer release
    ├── CopiedHome          this home is a copy of another one that is still there
    └── BackupRefused       a backup cannot be made, or not be restored here
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.enums import RefusalReason
from models.payloads import GatewayTry
from models.people.denials import Denial


class AbhayError(Exception):
    """Abhay could not do what was asked."""

    def __init__(self, detail: str | None = None) -> None:
        self.detail = detail or (type(self).__doc__ or "").strip().splitlines()[0]
        super().__init__(self.detail)


class BadInput(AbhayError):
    """The input cannot be used as it is."""


class EmptyBody(BadInput):
    """The body is empty: send the alert as the request's body."""


class TooLarge(BadInput):
    """The body is larger than this address accepts."""


class UnknownFields(BadInput):
    """The body has fields that nobody reads: nothing was taken in."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{path}: {what}" for path, what in problems))


class InvalidPolicy(BadInput):
    """The policy is not valid."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{path}: {what}" for path, what in problems))


class InvalidContacts(BadInput):
    """The contacts are not valid."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{where}: {what}" for where, what in problems))


class InvalidRoster(BadInput):
    """The roster is not valid."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{where}: {what}" for where, what in problems))


class ChannelOff(InvalidContacts):
    """Contacts have a channel that is not set up."""


class UnknownAlert(BadInput):
    """There is no such alert."""


class UnknownSource(BadInput):
    """There is no such source of alerts."""


class UnknownGateway(BadInput):
    """There is no such gateway, or the last part of the address is not its secret."""


class UnknownUnit(BadInput):
    """There is no such police unit: see GET /v1/units."""


class UnknownVersion(BadInput):
    """There is no such version of the policy: see GET /v1/policy/versions."""


class UnknownAccount(BadInput):
    """There is no such account: see `abhay account list`."""


class UnknownChange(BadInput):
    """There is no such change of contact points: see /units."""


class UnknownOverride(BadInput):
    """There is no such override: see GET /v1/units/{unit}/overrides."""


class SaysNothing(BadInput):
    """text: write what was said."""


class OpensNoCase(BadInput):
    """text: this opens no case, as it says alone that a case has ended, and none is open."""


class TooManyAlerts(BadInput):
    """This source has brought more new cases than anybody could read: send them again later."""


class NotPossibleNow(BadInput):
    """The alert is not in a state in which this can be done."""


class TooManyCases(BadInput):
    """The period has too many cases for one report: choose a shorter one."""


class BadPeriod(BadInput):
    """Choose a first day that is not after the last one, and at most a year."""


class DocumentTooLarge(BadInput):
    """This is too much for one document: choose less of it."""


class UnknownFile(BadInput):
    """There is no such file in this case: see GET /v1/alerts/{ref}/attachments."""


class UnknownDrill(BadInput):
    """There is no such drill: see GET /v1/drills."""


class DrillNotNow(NotPossibleNow):
    """A drill cannot begin now: real cases go first."""


class DrillOver(NotPossibleNow):
    """The drill has ended, or is ending already."""


class FilesNotRead(NotPossibleNow):
    """The message cannot be taken apart again now: its files cannot be given out."""


class NoOpenCase(NotPossibleNow):
    """A sender says that nobody is needed any more, about a person of whom there is no case."""


class BadHeader(BadInput):
    """A header of the request cannot be read."""


@dataclass(frozen=True)
class SavedVersion:
    """One saved version: who made it, when, and the paths of the values that it changed."""

    version: int
    by: str
    at: datetime
    paths: tuple[str, ...]


class StaleVersion(BadInput):
    """Somebody has changed this meanwhile: read it again, then repeat your change."""

    def __init__(self, since: Sequence[SavedVersion] = (), detail: str | None = None) -> None:
        self.since = tuple(since)
        super().__init__(detail)


class Refused(AbhayError):
    """This caller may not do this."""


class BadSignature(Refused):
    """The signature is missing or wrong."""

    def __init__(self, why: RefusalReason = RefusalReason.WRONG_SIGNATURE, detail: str | None = None) -> None:
        self.why = why  # for us: who sends an alert reads one text for all
        super().__init__(detail)


class UnknownToken(Refused):
    """The bearer token is missing, unknown or revoked: an admin makes one with `abhay token create`."""


class SignInNeeded(Refused):
    """Nobody is signed in here, or the session has ended: sign in at /login."""


class ConfirmNeeded(Refused):
    """This asks for the password again: give it at /confirm, then repeat the call within five minutes."""


class FactorNeeded(Refused):
    """This account must have a second factor: set it up at /account/factor."""


class WrongPassword(Refused):
    """Name, password or code is wrong."""


class SignInLater(Refused):
    """Too many wrong passwords: wait before the next one."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"Too many wrong passwords: wait {seconds} s before the next one.")


class ProviderRefused(Refused):
    """The identity provider's answer does not hold: sign in again."""


class NotLetIn(Refused):
    """The identity provider knows this person, who has no place here."""

    def __init__(self, why: Denial) -> None:
        self.why = why
        super().__init__()


class BadPasskey(Refused):
    """The passkey's answer does not hold."""


class CrossSite(Refused):
    """This form came from another site, or from a program without a bearer token: nothing was done."""


class WrongRole(Refused):
    """The role of this token does not allow this call."""


class BadLink(Refused):
    """The link is not valid: use the newest message, or call the desk."""


class LinkRetired(Refused):
    """This link is no longer in use, since its contact was switched off: call the desk."""


class PinNeeded(Refused):
    """The PIN is needed: none was given, or it was given too long ago."""


class PinMalformed(Refused):
    """A PIN is six digits: what was given cannot be one, so it cost no try."""


class CaseEnded(Refused):
    """The case has ended: its links check no PIN any more."""


class WrongPin(Refused):
    """The PIN is wrong."""


class PinLocked(Refused):
    """Too many wrong PINs: call the desk."""


class DeliveryError(AbhayError):
    """The message could not be handed over."""

    def __init__(self, detail: str | None = None, tries: Sequence[GatewayTry] = ()) -> None:
        self.tries = tuple(tries)  # each gateway of the channel that was asked, in order
        super().__init__(detail)


class ChannelUnavailable(DeliveryError):
    """The channel did not take the message now; another try may help."""


class ChannelRefused(DeliveryError):
    """The channel refuses the message; another try will not help."""


class AddressGone(ChannelRefused):
    """The address has ended for good: nothing is sent there any more."""


class DeliveryUnknown(DeliveryError):
    """The channel broke off after the message was given: it may or may not have arrived."""


class ProviderUnavailable(AbhayError):
    """The identity provider cannot be asked now: accounts with a password work as before."""


class TokenRefused(AbhayError):
    """The provider gives no token: see the OAUTH settings of the mail server."""


class TokenUnavailable(AbhayError):
    """The provider cannot be asked for a token now."""


class MailboxUnavailable(AbhayError):
    """The mailbox cannot be read now."""


class MailboxRefused(MailboxUnavailable):
    """The mail server does not let us in: see ABHAY_MAILBOX__USERNAME and ABHAY_MAILBOX__PASSWORD."""


class MailboxUnwritable(MailboxUnavailable):
    """The mail server lets no mail be flagged or deleted now."""


class MailUnreadable(AbhayError):
    """The mail server cannot hand out this mail."""


class MailNotRead(AbhayError):
    """The mail could not be read within the limits of time and memory."""


class OrchestrationUnavailable(AbhayError):
    """Prefect cannot be asked now."""


class OrchestrationRefused(OrchestrationUnavailable):
    """Prefect does not do what it is asked."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(f"Prefect cannot be asked now (it answers {status})")


class NotOurFlow(AbhayError):
    """This worker runs Abhay's own flows only."""


class KeysNotKnown(AbhayError):
    """A running part does not hold the newest keys: restart it, then rotate."""


class SetupError(AbhayError):
    """This machine or home is not fit to run on."""


class HomeBeingLeft(SetupError):
    """The system that used this home was killed, and its parts are still being ended: try again in some seconds."""


class NewerSchema(SetupError):
    """The tables are those of a newer release."""

    WAY_BACK = "install the newer release again, or restore the backup made before the upgrade"

    def __init__(self, found: str, known: str) -> None:
        self.says = f"the database is at revision {found} of a newer release; this release knows those up to {known}"
        super().__init__(f"{self.says}: {self.WAY_BACK}")


class CopiedHome(SetupError):
    """This home is a copy of another one that is still there."""


class BackupRefused(SetupError):
    """A backup cannot be made, or not be restored here."""


class KeyMissing(SetupError):
    """A sealed value cannot be opened: ABHAY_KEYS lacks the key that sealed it. If it was added, restart this part."""
