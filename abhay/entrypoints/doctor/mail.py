"""Checks of the way that mails take: the mailbox, and whether it is read."""

import asyncio

from abhay.adapters.mailbox.imap import Inbox
from abhay.adapters.store.directory.tokens import unbound_integrators
from abhay.adapters.store.intake.canaries import read_health
from abhay.clock import ist
from abhay.entrypoints.doctor.checks import PATIENCE, Check, Verdict, our_database, some_of
from abhay.errors import MailboxRefused, MailboxUnavailable
from abhay.settings import MailboxSettings, Settings
from abhay.wording.words import one_line

LINE = 200


async def mailbox(settings: Settings) -> Check:
    """Checks that the mail server lets us in, and that the folder exists, is writable and has room."""
    box = settings.mailbox
    if box.host is None:
        return Check("mailbox", Verdict.OK, "none is set up")
    quick = box.model_copy(update={"timeout": min(box.timeout, PATIENCE / 2)})
    return await asyncio.to_thread(_look_into, quick)


def _look_into(box: MailboxSettings) -> Check:
    try:
        inbox = Inbox.open(box)
    except MailboxRefused as error:
        return Check("mailbox", Verdict.FAIL, str(error), "set ABHAY_MAILBOX__USERNAME and ABHAY_MAILBOX__PASSWORD")
    except MailboxUnavailable as error:
        todo = "see ABHAY_MAILBOX__HOST, __PORT, __TLS and __CA_FILE"
        return Check("mailbox", Verdict.FAIL, one_line(str(error), LINE), todo)
    try:
        return _folder(inbox, box)
    except MailboxUnavailable as error:
        todo = f"is there a folder {box.folder}? See ABHAY_MAILBOX__FOLDER"
        return Check("mailbox", Verdict.FAIL, one_line(str(error), LINE), todo)
    finally:
        inbox.close()


def _folder(inbox: Inbox, box: MailboxSettings) -> Check:
    folder, used = inbox.look(), inbox.used_percent()
    room = "" if used is None else f", {used} % full"
    if not folder.writable:
        return Check(
            "mailbox", Verdict.WARN, f"{box.name} can only be read{room}", "let us flag and delete mails in it"
        )
    if used is not None and used >= box.full_percent:
        return Check("mailbox", Verdict.WARN, f"{box.name}{room}", "have old mails removed: a full mailbox takes none")
    return Check("mailbox", Verdict.OK, f"{box.name}{room}")


async def mail_path(settings: Settings) -> Check:
    """Checks that the collector reads the mailbox, and that the last test mail came back."""
    box = settings.mailbox
    if box.host is None:
        return Check("mail path", Verdict.OK, "no mailbox is set up")
    async with our_database(settings) as ours:
        health = await read_health(ours, box.name)
    overdue = box.poll + box.unreachable
    if health.looked_at is None or health.unseen_for is None:
        return Check(
            "mail path", Verdict.FAIL, "nobody has read the mailbox yet", "start the collector: `abhay collect`"
        )
    if health.unseen_for.total_seconds() > overdue:
        says = f"nobody has read the mailbox since {ist(health.looked_at)}"
        return Check("mail path", Verdict.FAIL, says, "start the collector: `abhay collect`")
    if box.canary.address is None:
        todo = "set ABHAY_MAILBOX__CANARY__ADDRESS"
        return Check("mail path", Verdict.WARN, "no test mails prove the way into the mailbox", todo)
    if health.lost_since is not None:
        says = f"the test mails since {ist(health.lost_since)} did not come back"
        return Check("mail path", Verdict.FAIL, says, "look for what keeps mails from the mailbox")
    return Check("mail path", Verdict.OK, f"read at {ist(health.looked_at)}, test mails come back")


async def tokens(settings: Settings) -> Check:
    """Checks that each token for mails is bound to one source: whoever holds it is believed to be our mail server."""
    async with our_database(settings) as ours:
        unbound = await unbound_integrators(ours)
    if not unbound:
        return Check("tokens", Verdict.OK, "every integrator's token is bound to a source")
    todo = "make new ones with `abhay token create --role integrator --source SOURCE --mail`, then revoke these"
    return Check("tokens", Verdict.WARN, f"may bring mails of any source: {some_of(unbound)}", todo)
