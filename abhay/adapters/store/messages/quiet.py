"""Chooses whom a notice rings: nobody who can be told by a quieter way."""

from collections.abc import Sequence
from dataclasses import replace

from abhay.adapters.store.messages.recipients import Recipient, RecipientIndex
from abhay.domain.messages.paging import About
from abhay.domain.messages.quiet import quietest, rings


async def by_quieter_ways(
    index: RecipientIndex, recipients: Sequence[Recipient], answered: About | None
) -> list[Recipient]:
    """Returns the recipients of a notice, those that do not ring where a post has any; `answered` is never rung."""
    if not any(rings(each.contact) for each in recipients):
        return list(recipients)
    posts: dict[About, list[Recipient]] = {}
    for each in recipients:
        posts.setdefault(About(each.unit_id, each.post_id), []).append(each)
    found: list[Recipient] = []
    for post, told in posts.items():
        all_ring = post.post is not None and all(rings(each.contact) for each in told)
        others = await index.of_post(post.unit, post.post or "") if all_ring else []
        points = quietest([each.contact for each in told], others, answered=post == answered)
        known = {each.contact.id: each for each in told}
        found += [known.get(point.id) or replace(told[0], contact=point) for point in points]
    return found
