"""Holds real answers to the OpenAPI document: a status, a media type or a body that it does not promise fails."""

import re
from typing import Any

import httpx
from fastapi import FastAPI
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012


class Conformance:
    """What an application's OpenAPI document promises, asked answer by answer."""

    def __init__(self, app: FastAPI) -> None:
        self._document = app.openapi()
        resource = Resource.from_contents(self._document, default_specification=DRAFT202012)
        self._registry = Registry().with_resource("urn:openapi", resource)

    async def check(self, response: httpx.Response) -> None:
        """Fails if the answer is not one that the document promises for this call."""
        method, path = response.request.method, self._path_of(response.request.url.path)
        operation = self._document["paths"].get(path, {}).get(method.lower())
        if operation is None:
            return
        call, promised = f"{method} {path} {response.status_code}", operation["responses"]
        assert str(response.status_code) in promised, f"{call} is not documented"
        media = response.headers.get("content-type", "").split(";")[0]
        content = promised[str(response.status_code)].get("content", {})
        assert media in content or not (media or content), f"{call}: {media} is not documented"
        if media.endswith("json"):
            await response.aread()
            self._validate(call, content[media].get("schema", {}), response.json())

    def _path_of(self, path: str) -> str | None:
        """The document's template for a path; one without parameters first."""
        fitting = [each for each in self._document["paths"] if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", each), path)]
        return min(fitting, key=lambda each: each.count("{"), default=None)

    def _validate(self, call: str, schema: dict[str, Any], body: object) -> None:
        absolute = _absolute(schema)
        errors = Draft202012Validator(absolute, registry=self._registry).iter_errors(body)
        wrong = [f"{'/'.join(map(str, each.absolute_path))}: {each.message}" for each in errors]
        assert not wrong, f"{call}: {wrong}"


def _absolute(schema: Any) -> Any:
    """The same schema, its references leading into the document."""
    if isinstance(schema, dict):
        return {
            key: f"urn:openapi{value}" if key == "$ref" and value.startswith("#") else _absolute(value)
            for key, value in schema.items()
        }
    return [_absolute(each) for each in schema] if isinstance(schema, list) else schema
