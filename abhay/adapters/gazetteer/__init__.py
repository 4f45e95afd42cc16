"""Places, pincodes and borders of Rajasthan with the police units that cover them, and where an alert points to.

`load()` returns the gazetteer of this process, `Facts` its tables alone, `gather` the evidence of place in an
alert, and `route_payload` the route that the rules decide from it.
"""

from datetime import datetime

from abhay.adapters.gazetteer.evidence.gathering import gather
from abhay.adapters.gazetteer.gazetteer import Gazetteer, load
from abhay.adapters.gazetteer.places.files import Facts
from abhay.domain.routing import decide_route
from models.payloads import AlertPayload
from models.routes import Route

__all__ = ["Facts", "Gazetteer", "gather", "load", "route_payload"]


def route_payload(payload: AlertPayload, received_at: datetime) -> Route:
    """Returns the route of one alert, whether or not its sender is trusted; its reasons are not yet in English."""
    gazetteer = load()
    return decide_route(gather(payload, gazetteer, received_at), gazetteer.rooms())
