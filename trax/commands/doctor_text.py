"""How `trax doctor` is printed: aligned lines as wide as the terminal, one document for scripts, a table."""

from __future__ import annotations

import shutil
import textwrap
from dataclasses import asdict
from itertools import zip_longest
from typing import TYPE_CHECKING

import click

from trax.delivery.health import STATUSES, summary, worst_code
from trax.delivery.wording import format_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trax.delivery.health import Health
    from trax.providers.base import Capabilities

COLOURS = {"ok": "green", "warning": "yellow", "FAIL": "red", "not checked": None}
TOPIC_WIDTH = 10
STATUS_WIDTH = max(map(len, STATUSES))
MARGIN = TOPIC_WIDTH + STATUS_WIDTH + 4
# Wide enough for a sentence; a narrower terminal breaks lines by itself.
NARROWEST, WIDEST = 60, 140
WITHOUT_TERMINAL = 100
# Of the table of providers: the room between cells, and what the longest word of a cell needs with it.
GAP = 2
NARROWEST_CELL = 14
ROWS = {
    "leaves_machine": "mails go out to people",
    "has_clock": "sends at a time by itself",
    "step_minutes": "at which times",
    "test_to": "test mails to",
    "text_part": "plain text of ours",
    "own_sender": "sender of ours",
    "look_up": "campaign known by",
    "idempotency_key": "knows a repeated call",
    "keeps_bytes": "stores texts to the byte",
    "preflight": "own check before a send",
    "report": "counts",
}


def terminal_width() -> int:
    """Return how wide lines may be."""
    return min(max(shutil.get_terminal_size((WITHOUT_TERMINAL, 24)).columns, NARROWEST), WIDEST)


def health_text(health: Health, *, width: int) -> str:
    """Return what was found as a line, or as many as it needs, and the cure below it."""
    status = click.style(health.status.ljust(STATUS_WIDTH), fg=COLOURS[health.status], bold=health.status == "FAIL")
    first, *rest = _wrap(health.says, width - MARGIN)
    if health.cure:
        rest += _wrap(f"cure: {health.cure}", width - MARGIN, indent=" " * len("cure: "))
    return "\n".join([f"{health.topic.ljust(TOPIC_WIDTH)}  {status}  {first}", *(" " * MARGIN + line for line in rest)])


def plain(text: str) -> str:
    """Return the text without what moves a terminal: a provider's words and the DNS's may hold anything."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def health_document(found: Sequence[Health]) -> dict[str, object]:
    """Return everything that was found as the document that scripts read."""
    return {
        "ready": worst_code(found) == 0,
        "summary": summary(found),
        "health": [{**asdict(health), "says": plain(health.says), "cure": plain(health.cure)} for health in found],
        "counts": {status: sum(health.status == status for health in found) for status in STATUSES},
    }


def capabilities_text(providers: Sequence[tuple[str, Capabilities]], *, width: int) -> str:
    """Return the table of what can be expressed at which provider: as many beside each other as the width takes."""
    label = max(map(len, ROWS.values()))
    per_table = max(1, (width - label) // NARROWEST_CELL)
    tables = []
    for start in range(0, len(providers), per_table):
        part = providers[start : start + per_table]
        cell = (width - label) // len(part) - GAP
        rows = [("", *(name for name, _ in part))]
        for attribute, row in ROWS.items():
            wrapped = [textwrap.wrap(_cell(attribute, found), cell) for _, found in part]
            rows += zip_longest([row], *wrapped, fillvalue="")
        tables.append(format_rows(rows))
    return "\n\n".join(tables)


def capabilities_document(providers: Sequence[tuple[str, Capabilities]]) -> dict[str, object]:
    """Return the same as the document that scripts read."""
    return {"providers": {name: asdict(found) for name, found in providers}}


def _cell(attribute: str, found: Capabilities) -> str:
    value = getattr(found, attribute)
    if attribute == "step_minutes":
        return "-" if not found.has_clock else "any minute" if value == 1 else f"every {value} minutes"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) or "-"


def _wrap(text: str, width: int, *, indent: str = "") -> list[str]:
    # Whole words, whatever their length: paths and addresses are copied.
    return textwrap.wrap(
        plain(text), width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    ) or [""]
