"""A list of States names one of them twice.

Two names of one State count as well: "Burma" and "Myanmar", "Ivory Coast" and "Côte d'Ivoire". The two Congos, the two
Koreas and the two Sudans are two States each. In most cases a name was pasted twice, and another one is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.reading.doubled_states import find_doubled, find_doubled_in_parts
from trax.checks.reading.state_lists import find_lists
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.state_lists import StateList
    from trax.model import Place, Severity

CODE = "duplicate-state"
SUMMARY = "A State that stands twice in one list, under one name or two."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each State that a list, or its two parts, name twice."""
    lists = tuple(find_lists(given))
    for names in lists:
        own = names.belonging
        severity: Severity = "error" if own is not None and own.mode != "other" else "warning"
        is_plan = names.head or any(entry.joint in {"timetable", "remark"} for entry in names.entries)
        if is_plan and severity == "warning":
            continue  # a plan may name a State on several days: its review, and the adoption of its report
        for doubled in find_doubled(names):
            place = names.passage.place(doubled.entry.start)
            yield _finding(given, doubled.entry.iso3, (doubled.first, doubled.entry.text), place, severity)
        if not names.entries:
            yield from _typed_twice(given, names)
    for names, doubled in find_doubled_in_parts(lists):
        place = names.passage.place(doubled.entry.start)
        yield _finding(given, doubled.entry.iso3, (doubled.first, doubled.entry.text), place, "error")


def _typed_twice(given: CheckInput, names: StateList) -> Iterator[Finding]:
    """Yield a finding for each State that stands twice in the field `states:` of a session."""
    typed: dict[str, str] = {}
    for passage in given.passages:
        if passage.item is names.passage.item and passage.field.startswith("states."):
            for mention in passage.states:
                if mention.iso3 in typed:
                    texts = typed[mention.iso3], mention.text
                    yield _finding(
                        given, mention.iso3, texts, passage.place(0), "error" if names.belonging else "warning"
                    )
                typed.setdefault(mention.iso3, mention.text)


def _finding(given: CheckInput, iso3: str, texts: tuple[str, str], place: Place, severity: Severity) -> Finding:
    first, second = texts
    also = "" if first == second else f', as "{first}" and as "{second}"'
    message = f"{given.state_names([iso3])} stands twice in this list{also}"
    return Finding(CODE, severity, place, message, second, "take one out; another State may be missing in its place")
