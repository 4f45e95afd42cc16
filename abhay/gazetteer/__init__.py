"""Where a person may be: places, PINs and borders of Rajasthan, and the police units that answer for them.

`load()` gives the gazetteer of this process, `gather` reads an alert into evidence, `route_payload` does
both and lets the rules decide.
"""

from datetime import datetime

from abhay.gazetteer.gathering import gather
from abhay.gazetteer.gazetteer import Gazetteer, load
from abhay.policy.routing import decide_route
from models.payloads import AlertPayload
from models.routes import Route

__all__ = ["Gazetteer", "gather", "load", "route_payload"]


def route_payload(payload: AlertPayload, received_at: datetime) -> Route:
    """Gather the alert's evidence and decide; whether its sender is trusted is not looked at here."""
    gazetteer = load()
    return decide_route(gather(payload, gazetteer, received_at), gazetteer.rooms())
