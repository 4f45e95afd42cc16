"""Tells the desk that one person alone changed the contact points of a supervising post: nobody could confirm it."""

import logging

from abhay.adapters.store.directory.contact_lists import ContactChanges
from abhay.services.messages.notices import DeskNotifier, utc_now
from abhay.services.runtime import Runtime
from abhay.wording.screens.units import render_alone
from models.actors import Actor

_LOG = logging.getLogger(__name__)
NOTICE = "contacts_changed_alone"
"""The notice's name in the audit log."""


async def tell_if_alone(runtime: Runtime, done: ContactChanges, actor: Actor) -> ContactChanges:
    """Returns what was done, once the desk was told of it where nobody could confirm it."""
    if not done.alone:
        return done
    notifier = DeskNotifier(runtime)
    await notifier.refresh()
    at = utc_now()
    if not await notifier.page(NOTICE, lambda post: render_alone(post, actor.id, done.alone, at)):
        _LOG.error("the desk could not be told that one person alone changed contacts of %s", ", ".join(done.alone))
    return done
