"""No route takes a plain text or time: each parameter has a type of `abhay.domain.values`, or one that says its pattern."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Any, get_args, get_origin

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import AwareDatetime, BaseModel

from abhay.domain import values
from abhay.entrypoints.gateway.main import create_app


def careless(annotation: Any, metadata: tuple[Any, ...] = ()) -> Iterator[Any]:
    """Yields every text and time within a type that may hold whatever a caller likes."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        yield from careless(inner, (*metadata, *more))
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for field in annotation.model_fields.values():
            yield from careless(field.annotation, tuple(field.metadata))
    elif annotation is str:
        if not any(_is_storable(each) for each in metadata):
            yield annotation
    elif annotation in (datetime, AwareDatetime):
        if not any(getattr(each, "func", None) is values.bounded for each in metadata):
            yield annotation
    else:
        for inner in get_args(annotation):
            yield from careless(inner, metadata)


def _is_storable(mark: Any) -> bool:
    pattern = getattr(mark, "pattern", None) or ""
    return getattr(mark, "func", None) is values.storable or (pattern.startswith("^") and pattern.endswith("$"))


def parameters(dependant: Dependant) -> Iterator[Any]:
    yield from dependant.path_params
    yield from dependant.query_params
    yield from dependant.header_params
    yield from dependant.cookie_params
    yield from dependant.body_params
    for below in dependant.dependencies:
        yield from parameters(below)


def _flat(routes: Iterable[Any]) -> Iterator[Any]:
    """Every route, those of included routers too."""
    for route in routes:
        yield from _flat(route.original_router.routes) if hasattr(route, "original_router") else [route]


def found_in(app: FastAPI) -> set[str]:
    """The parameters of all routes that are careless; a policy's document is checked by its own rules."""
    routes = [route for route in _flat(app.routes) if isinstance(route, APIRoute)]
    assert routes
    return {
        f"{route.path} {each.name}"
        for route in routes
        for each in parameters(route.dependant)
        if any(careless(each.field_info.annotation, tuple(each.field_info.metadata)))
    } - {"/v1/policy policy"}


def test_no_parameter_of_a_route_is_a_plain_text_or_time() -> None:
    assert found_in(create_app()) == set()


@pytest.mark.parametrize("plain", [str, str | None, list[str], datetime, AwareDatetime, Annotated[str, "a note"]])
def test_a_new_route_with_a_plain_parameter_is_found(plain: Any) -> None:
    app = FastAPI()

    async def careless_route(word: Any) -> None:
        del word

    careless_route.__annotations__["word"] = plain
    app.add_api_route("/new", careless_route)
    assert found_in(app) == {"/new word"}
