"""The vocabulary of the UPR: words and their long forms, house names, people, stakeholders, stages of a review.

Kept by people in `data/glossary.yaml`; read here from its compiled form, as the session table is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

GLOSSARY_FILE = Path(__file__).parent / "data" / "glossary.json"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field.

    Attributes:
        term: As it is written, `NHRI` or `Pre-session`.
        expansion: The long form of an acronym; empty when there is none.
        meaning: What it is; may be empty.
        plural: Empty when it was met in no text.
        aliases: Other forms that are right.
        misspellings: Forms that are wrong.
        translations: Form in other languages by language code, `fr`.
    """

    term: str
    source: str
    expansion: str = ""
    meaning: str = ""
    plural: str = ""
    aliases: tuple[str, ...] = ()
    misspellings: tuple[str, ...] = ()
    translations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was named in texts, with the function and its year."""

    name: str
    role: str
    misspellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """A regional office and the year it opened."""

    name: str
    place: str
    opened: int


@dataclass(frozen=True, slots=True)
class Organisation:
    """The house whose newsletter this is: how its names are written, and how not."""

    name: str
    forms_to_avoid: tuple[str, ...]
    newsletter: str
    seat: str
    domains: tuple[str, ...]
    offices: tuple[Office, ...]
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class StakeholderGroup:
    """A group that takes part in the review."""

    key: str
    label: str
    source: str
    sub: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the review, in words: from when, to when, what happens in it."""

    key: str
    order: int
    label: str
    begins: str
    ends: str
    typical: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class Glossary:
    """Everything the tool knows of the words of the UPR.

    Attributes:
        misspellings: Slips that words of the field are met with, each with the right form.
        other_acronyms: Acronyms of others that look like a slip of one of ours and are none.
    """

    terms: tuple[Term, ...]
    organisation: Organisation
    stakeholder_groups: tuple[StakeholderGroup, ...]
    stages: tuple[Stage, ...]
    calendar_rules: tuple[str, ...]
    misspellings: tuple[tuple[str, str], ...] = ()
    other_acronyms: tuple[str, ...] = ()
    _term_of: Mapping[str, Term] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the terms by every right form."""
        object.__setattr__(self, "_term_of", dict(_forms(self.terms)))

    def term(self, form: str) -> Term | None:
        """Return the term of that form (the word itself, its plural or an alias, with its capitals), or None."""
        return self._term_of.get(form)


@cache
def load_glossary() -> Glossary:
    """Return the glossary that ships with trax; read once."""
    return parse_glossary(GLOSSARY_FILE.read_bytes())


def parse_glossary(data: bytes) -> Glossary:
    """Return the glossary of the compiled JSON document."""
    facts = json.loads(data)
    house = facts["organisation"]
    return Glossary(
        terms=tuple([_term(one) for one in facts["terms"]]),
        organisation=Organisation(
            name=house["name"],
            forms_to_avoid=tuple(house["forms_to_avoid"]),
            newsletter=house["newsletter"],
            seat=house["seat"],
            domains=tuple(house["domains"]),
            offices=tuple([Office(**one) for one in house["offices"]]),
            people=tuple([Person(**_with_tuples(one)) for one in house["people"]]),
        ),
        stakeholder_groups=tuple([StakeholderGroup(**_with_tuples(one)) for one in facts["stakeholder_groups"]]),
        stages=tuple([Stage(**_with_tuples(one)) for one in facts["stages"]]),
        calendar_rules=tuple(facts["calendar_rules"]),
        misspellings=tuple([(wrong, right) for wrong, right in facts["misspellings"]]),
        other_acronyms=tuple(facts["other_acronyms"]),
    )


def _term(facts: dict[str, Any]) -> Term:
    translations = tuple([(language, form) for language, form in facts["translations"]])
    return Term(**{**_with_tuples(facts), "translations": translations})


def _with_tuples(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in facts.items()}


def _forms(terms: tuple[Term, ...]) -> Iterator[tuple[str, Term]]:
    # The word itself comes last, so that it wins over an alias of another term.
    for term in terms:
        yield from ((form, term) for form in (*term.aliases, term.plural) if form)
    for term in terms:
        yield term.term, term
