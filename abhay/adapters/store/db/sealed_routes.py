"""A case's route in its row: kinds, units and weights in clear, the places that it names sealed."""

from abhay.errors import KeyMissing
from abhay.security.vault import Vault
from models.cases import opened_route, store_route, stored_route
from models.routes import Route
from models.tables import Alert


def write_route(vault: Vault, alert: Alert, route: Route) -> None:
    """Sets the columns of a case's route; its reasons must be in English already."""
    store_route(alert, route, vault.seal)


def read_route(vault: Vault, alert: Alert) -> Route | None:
    """Returns a case's route with the places that it names, None before the case is routed.

    Without a key that opens them, it returns what is in clear: a case is given to a unit and paged all the same.
    """
    try:
        return opened_route(alert, vault.open)
    except KeyMissing:
        return stored_route(alert)
