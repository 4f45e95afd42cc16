"""Every page of the application is looked at in a browser: one that is not listed fails here."""

from fastapi.routing import iter_route_contexts

from abhay.entrypoints.gateway.main import create_app
from tests.browser.screens import NO_SCREENS, SCREENS


def pages() -> set[str]:
    """The path of every route that a browser opens by GET and that is no program's."""
    routes = iter_route_contexts(create_app().routes)
    found = {route.path for route in routes if route.path and "GET" in (route.methods or ())}
    return {path for path in found if not path.startswith("/v1/")} - NO_SCREENS


def test_every_page_is_looked_at_and_none_is_listed_that_is_gone() -> None:
    listed = {screen.route for screen in SCREENS}
    assert pages() - listed == set(), "list them in tests/browser/screens.py"
    assert listed - pages() == set()
