"""What a schema says about a header, in a writer's words and at the place in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from trax.content.wording import did_you_mean, one_of, quoted
from trax.errors import TraxError
from trax.model import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from pydantic_core import ErrorDetails

CODE = "field"
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a header before their schema, and where they stand.

    Attributes:
        values: The fields as text, lists and groups.
        places: Where each value begins, as a `Tree` has them.
        names: Where each field's name stands.
        top: Where a missing field is reported.
        what: What has these fields, for the messages: `a quote`.
        is_whole: Whether the header was understood to its last line; if not, missing fields are not reported.
        code: Code of the findings.
        cure: How to write a missing field, from its `name` and `what` it is.
    """

    values: Mapping[str, Any]
    places: Mapping[str, Place]
    names: Mapping[str, Place]
    top: Place
    what: str
    is_whole: bool = True
    code: str = CODE
    cure: str = "write {name}: {what}"


def validate(model: type[Model], form: Form, *, near: date | None = None) -> tuple[Model | None, tuple[Finding, ...]]:
    """Return the typed fields of a header, or None with every error at its place.

    Args:
        model: The schema.
        form: What was written.
        near: Day of the issue, for dates without a year.
    """
    try:
        return model.model_validate(form.values, context={"near": near}), ()
    except ValidationError as error:
        problems = [_Problem(model, form, details) for details in error.errors(include_url=False)]
    return None, tuple(problem.finding() for problem in problems if form.is_whole or not problem.is_absence)


@dataclass(frozen=True, slots=True)
class _Problem:
    """One error of pydantic, and how to say it."""

    model: type[BaseModel]
    form: Form
    details: ErrorDetails

    @property
    def loc(self) -> tuple[int | str, ...]:
        """Names and indexes that lead to the value."""
        return self.details["loc"]

    @property
    def name(self) -> str:
        """The value's key in the places."""
        return _join(self.loc)

    @property
    def spoken(self) -> str:
        """The value's name for a message."""
        return _spoken(self.loc)

    @property
    def is_absence(self) -> bool:
        """Whether nothing was written where something is needed."""
        return self.details["type"] == "missing" and self.name not in self.form.names

    def finding(self) -> Finding:
        """Return the error as a finding."""
        kind = self.details["type"]
        if kind == "missing":
            return self._missing()
        if kind == "extra_forbidden":
            return self._unknown()
        if kind == "value_error":
            error = self.details["ctx"]["error"]
            hint = error.hint if isinstance(error, TraxError) else ""
            return self._at_value(f"{self.spoken}: {error}", hint=hint)
        if kind == "literal_error":
            return self._not_one_of()
        if kind == "too_short":
            return self._at_value(f"{self.spoken}: has no entry yet", hint='begin each entry with "- "')
        if kind == "model_type":
            first = next(iter(_fields(self._model_at(self.loc))), "")
            return self._at_value(
                f"{self.spoken}: a group of fields belongs here, not a text",
                hint=f"write {first}: and the text after it",
            )
        return self._at_value(f"{self.spoken}: this cannot stand here", hint="see: trax help content")

    def _missing(self) -> Finding:
        description = _fields(self._model_at(self.loc[:-1])).get(str(self.loc[-1]), "")
        what = f"{description[:1].lower()}{description[1:].removesuffix('.')}"
        hint = self.form.cure.format(name=self.loc[-1], what=what)
        if self.name in self.form.names:
            return self._found(self.form.places[self.name], f"{self.spoken} is empty", hint=hint)
        place = self._nearest(self.loc[:-1])
        return self._found(place, f"{self.spoken} is missing", hint=hint)

    def _unknown(self) -> Finding:
        name = str(self.loc[-1])
        known = list(_fields(self._model_at(self.loc[:-1])))
        hint = did_you_mean(name, known) or f"the fields are: {', '.join(known)}"
        if len(self.loc) > 1 and name in _fields(self.model):
            hint = f"write {name} outside of {_spoken(self.loc[:-1])}, above it"
        place = self.form.names.get(self.name) or self._nearest(self.loc[:-1])
        whose = self.form.what if len(self.loc) == 1 else _spoken(self.loc[:-1])
        return self._found(place, f"{quoted(name)} is not a field of {whose}", text=name, hint=hint)

    def _not_one_of(self) -> Finding:
        allowed = [word.strip("'") for word in str(self.details["ctx"]["expected"]).replace(" or ", ", ").split(", ")]
        typed = str(self.details["input"])
        hint = did_you_mean(typed, allowed) or f"write {one_of(allowed)}"
        return self._at_value(f"{self.spoken}: {quoted(typed)} is not {one_of(allowed)}", hint=hint)

    def _at_value(self, message: str, *, hint: str) -> Finding:
        return self._found(self._nearest(self.loc), message, text=self._typed(), hint=hint)

    def _typed(self) -> str:
        typed = self.details["input"]
        return typed.strip() if isinstance(typed, str) else ""

    def _found(self, place: Place, message: str, *, text: str = "", hint: str = "") -> Finding:
        return Finding(self.form.code, "error", place, message, text=text, hint=hint)

    def _nearest(self, loc: tuple[int | str, ...]) -> Place:
        """Return where the value, or the innermost value around it, begins."""
        while loc:
            place = self.form.places.get(_join(loc))
            if place:
                return place
            loc = loc[:-1]
        return self.form.top

    def _model_at(self, loc: tuple[int | str, ...]) -> type[BaseModel]:
        """Return the schema of the group of fields at a place in the header."""
        model = self.model
        for part in loc:
            if isinstance(part, str):
                model = next(_models_in(_annotations(model).get(part)), model)
        return model


def _annotations(model: type[BaseModel]) -> dict[str, object]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _fields(model: type[BaseModel]) -> dict[str, str]:
    """Return the names that a writer may use, with their descriptions."""
    return {field.alias or name: field.description or "" for name, field in model.model_fields.items()}


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """Yield the schemas inside an annotation such as `tuple[Figure, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models_in(inner)


def _join(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in loc)


def _spoken(loc: tuple[int | str, ...]) -> str:
    """Return `figures, entry 1, value` for the value of the first figure."""
    return ", ".join(f"entry {part + 1}" if isinstance(part, int) else quoted(part)[1:-1] for part in loc)
