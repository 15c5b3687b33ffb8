"""A list of States names one of them twice.

Two names of one State count as well: "Burma" and "Myanmar", "Ivory Coast" and "Côte d'Ivoire". The two Congos, the two
Koreas and the two Sudans are two States each. In most cases a name was pasted twice, and another one is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.reading.state_lists import find_lists
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput
    from trax.checks.reading.list_entries import Entry
    from trax.checks.reading.state_lists import StateList
    from trax.model import Place

CODE = "duplicate-state"
SUMMARY = "A State that stands twice in one list, under one name or two."


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each State that a list names twice."""
    for names in find_lists(given):
        own = names.belonging
        is_of_session = own is not None and own.mode != "other"
        is_plan = names.head or any(entry.joint in {"timetable", "remark"} for entry in names.entries)
        if is_plan and not is_of_session:
            continue  # a plan may name a State on several days: its review, and the adoption of its report
        for first, second, place in _twice(given, names):
            state = given.state_names([first[0]])
            also = "" if first[1] == second else f', as "{first[1]}" and as "{second}"'
            yield Finding(
                CODE,
                "error" if is_of_session else "warning",
                place,
                f"{state} stands twice in this list{also}",
                second,
                "take one out; another State may be missing in its place",
            )


def _twice(given: CheckInput, names: StateList) -> Iterator[tuple[tuple[str, str], str, Place]]:
    """Yield code and first spelling of each repeated State, its second spelling, and where that stands."""
    passage = names.passage
    seen: dict[str, Entry] = {}
    for entry in names.entries:
        first = seen.setdefault(entry.iso3, entry)
        if entry.iso3 and first is not entry and not _is_other_name(passage.prose[first.end : entry.start]):
            yield (entry.iso3, first.text), entry.text, passage.place(entry.start)
    if not names.entries:
        typed: dict[str, str] = {}
        for own in given.passages:
            if own.item is passage.item and own.field.startswith("states."):
                for mention in own.states:
                    if mention.iso3 in typed:
                        yield (mention.iso3, typed[mention.iso3]), mention.text, own.place(0)
                    typed.setdefault(mention.iso3, mention.text)


def _is_other_name(between: str) -> bool:
    """Return whether one sign says that the second name is the first in other words: "Burma/Myanmar"."""
    return between.strip() in {"/", "|", "(", "-", "\u2013", "or"}
