"""Who acts in tests: synthetic people behind tokens, links and the terminal."""

from models.actors import API, LINK, Actor, ActorKind, ActorRole, PagedAs, terminal


def token(role: ActorRole, name: str = "Synthetic Officer", unit: str | None = None) -> Actor:
    """Somebody with a bearer token."""
    return Actor(ActorKind.TOKEN, name, name, role, API, unit)


def of_unit(unit: str, name: str = "Synthetic Officer") -> Actor:
    """A police unit's token."""
    return token(ActorRole.UNIT, name, unit)


def paged(unit: str | None, paged_as: PagedAs = PagedAs.UNIT, name: str = "Synthetic Officer") -> Actor:
    """Whoever was paged at a post, by link and PIN."""
    return Actor(ActorKind.POST, f"post {unit or 'state'}", name, ActorRole.POST, LINK, unit, paged_as)


OPERATOR = token(ActorRole.OPERATOR, "Synthetic Operator")
ADMIN = token(ActorRole.ADMIN, "Synthetic Admin")
DESK = paged(None, PagedAs.DESK, "Synthetic Desk")
DGP = paged(None, PagedAs.STATE, "Synthetic DGP")
HOST = terminal("cli:test")
