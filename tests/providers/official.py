"""Requests held against the provider's own description of its API, where that is here.

openapi-core holds method, path, types, enums, required fields and the key's header. That a key of a body is known at
all is our own check: the descriptions allow whatever else.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.providers.fake_server import Call

FOLDER = Path(__file__).parents[3] / "shared" / "specs"


class Official:
    """A provider's description, from its file in `shared/specs`."""

    def __init__(self, file: str) -> None:
        """Read it, or skip the test where the file or openapi-core is missing."""
        core = pytest.importorskip("openapi_core", reason="openapi-core is not installed")
        self._testing = pytest.importorskip("openapi_core.testing")
        path = FOLDER / file
        if not path.is_file():
            pytest.skip(f"the description {file} is not here")
        self._spec = load(path)
        # Some of them break a rule of their own format.
        self._api = core.OpenAPI.from_dict(self._spec, config=core.Config(spec_validator_cls=None))
        server = self._spec["servers"][0]["url"]
        scheme, _, rest = server.partition("://")
        host, slash, base = rest.partition("/")
        self._host, self._base = f"{scheme}://{host}", slash + base

    def faults(self, call: Call) -> list[str]:
        """Return what of a request the description does not know; nothing for one that fits."""
        if self._operation(call) is None:
            return [f"unknown: the path {call.path} is not in it"]
        body = None if call.body is None else json.dumps(call.body).encode()
        request = self._testing.MockRequest(
            self._host,
            call.method.lower(),
            call.path,
            args=call.query,
            headers={name.title(): value for name, value in call.headers.items()},
            data=body,
            content_type="application/json" if body else "",
        )
        told = [fault for error in self._api.unmarshal_request(request).errors for fault in single_faults(error)]
        return told + [f"unknown: {name}" for name in self._unknown(call)]

    def answer_faults(self, call: Call, status: int, answer: Any) -> list[str]:
        """Return what of an answer does not fit the description, one text a thing."""
        validators = pytest.importorskip("openapi_schema_validator", reason="openapi-schema-validator is not installed")
        operation = self._operation(call)
        if operation is None:
            return [f"unknown: the path {call.path} is not in it"]
        response = operation["responses"].get(str(status)) or operation["responses"].get("default")
        if response is None:
            return [f"no such status: {status}"]
        content = self._follow(response).get("content", {}).get("application/json")
        if answer is None or content is None:
            return [] if (answer is None) == (content is None) else [f"{status}: a body where none is told, or none"]
        # References inside a schema lead to the whole description.
        schema = {**self._follow(content["schema"]), "components": self._spec.get("components", {})}
        # From 3.1 on, "null" is a type.
        kind = "30" if self._spec["openapi"].startswith("3.0") else "31"
        checker = getattr(validators, f"oas{kind}_format_checker")
        validator = getattr(validators, f"OAS{kind}Validator")(schema, format_checker=checker)
        return [f"{'.'.join(map(str, each.absolute_path))}: {each.message}" for each in validator.iter_errors(answer)]

    def _unknown(self, call: Call) -> Iterator[str]:
        operation = self._operation(call) or {}
        named = {self._follow(each)["name"] for each in operation.get("parameters", [])}
        yield from (f"?{name}" for name in call.query if name not in named)
        content = self._follow(operation.get("requestBody", {})).get("content", {})
        if call.body is not None:
            yield from self._unknown_keys(call.body, content.get("application/json", {}).get("schema", {}), "")

    def _operation(self, call: Call) -> Mapping[str, Any] | None:
        path = call.path.removeprefix(self._base)
        # A path without a variable goes before one that has one in its place.
        for template, methods in sorted(self._spec["paths"].items(), key=lambda each: each[0].count("{")):
            if re.fullmatch(re.sub(r"\\{[^/]+?\\}", "[^/]+", re.escape(template)), path):
                both = methods.get("parameters", []) + methods[call.method.lower()].get("parameters", [])
                return {**methods[call.method.lower()], "parameters": both}
        return None

    def _unknown_keys(self, value: Any, schema: Any, name: str) -> Iterator[str]:
        schema = self._follow(schema)
        if isinstance(value, list):
            for each in value:
                yield from self._unknown_keys(each, schema.get("items", {}), f"{name}[]")
        if not isinstance(value, dict):
            return
        known = dict(self._properties(schema))
        is_open = not known or isinstance(schema.get("additionalProperties"), dict)
        for key, inner in value.items():
            if key in known:
                yield from self._unknown_keys(inner, known[key], f"{name}.{key}")
            elif not is_open:
                yield f"{name}.{key}"

    def _properties(self, schema: Any) -> Iterator[tuple[str, Any]]:
        schema = self._follow(schema)
        yield from schema.get("properties", {}).items()
        for word in ("allOf", "anyOf", "oneOf"):
            for part in schema.get(word, []):
                yield from self._properties(part)

    def _follow(self, node: Any) -> Any:
        while isinstance(node, dict) and "$ref" in node:
            parts = node["$ref"].removeprefix("#/").split("/")
            node = self._spec
            for part in parts:
                node = node[part.replace("~1", "/").replace("~0", "~")]
        return node


def single_faults(error: BaseException) -> list[str]:
    """Return each thing that openapi-core has against a request, one text a thing: `send_at: None is not …`."""
    cause = error.__cause__ or error
    found = getattr(cause, "schema_errors", None)
    if found is None:
        return [str(cause)]
    return [f"{'.'.join(map(str, each.absolute_path))}: {each.message}" for each in found]


@lru_cache
def load(path: Path) -> Any:
    """Return the description as it stands in the file."""
    text = path.read_text("utf-8")
    return json.loads(text) if path.suffix == ".json" else yaml.load(text, Loader=yaml.CSafeLoader)
