"""How fast the facts of a text are read, and that ten times the text takes ten times as long.

Run with `make bench`, and with `-s` for the table of MB/s. Nothing here asserts a time: machines differ, and a shared
one differs from itself. What grows with the square would show a growth of ten or more from one size to the next, where
everything else shows about one.
"""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import pytest

from trax.checks.base import CheckInput
from trax.checks.reading.passage import Passage
from trax.checks.reading.state_counts import find_counts
from trax.checks.registry import CHECKS, run_checks
from trax.content.date_text import find_dates
from trax.content.document import parse_document
from trax.content.prose import find_links, prose_of
from trax.content.time_text import find_times
from trax.model import Place
from trax.upr.names import find_states
from trax.upr.table import load_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_benchmark.fixture import BenchmarkFixture

Reader = tuple[str, "Callable[[str], object]"]
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
STEP = 10
MB = 1_000_000
PARAGRAPH = """## Session {number}

The {number}th session of the UPR was held in Geneva from 27 October to 7 November 2014, from 9 am to 6 pm. The 14 \
States reviewed were Angola, Bolivia, Bosnia and Herzegovina, Egypt, El Salvador, Fiji, Gambia, Iran, Iraq, Italy, \
Kazakhstan, Madagascar, San Marino and Slovenia; 48% of what they were told was accepted ([the page of the \
session](https://example.org/{number})).

Whoever wants to know what became of it reads on: **many recommendations** led to action, some before the middle of \
the cycle, others after the State was asked about them again and again. Civil society wrote most of the reports.
"""


def text_of(size: int) -> str:
    pieces: list[str] = []
    length = 0
    while length < size:
        pieces.append(PARAGRAPH.format(number=len(pieces) % 50 + 4))
        length += len(pieces[-1])
    return "".join(pieces)[:size]


def whole(text: str) -> Passage:
    """Read everything that a passage reads."""
    passage = Passage(text, Place("a.txt", 1), load_table())
    for name, value in vars(Passage).items():
        if hasattr(value, "attrname"):  # each cached property, those to come included
            getattr(passage, name)
    passage.sentence(len(text) // 2)
    return passage


def sessions(text: str) -> object:
    return Passage(text, Place("a.txt", 1), load_table()).sessions


def page(text: str) -> object:
    return parse_document("".join(f"<p>{part}</p>\n" for part in text.split("\n\n")).encode(), path="a.html")


READERS: tuple[Reader, ...] = (
    ("prose", prose_of),
    ("links", find_links),
    ("dates", find_dates),
    ("times", find_times),
    ("states", lambda text: find_states(text, load_table())),
    ("sessions", sessions),
    ("counts", find_counts),
    ("all of a passage", whole),
    ("plain text", lambda text: parse_document(text.encode(), path="a.txt")),
    ("web page", page),
)


def seconds(read: Callable[[str], object], text: str) -> float:
    """Return the shortest of up to three times that it takes to read a text."""
    took = []
    for _ in range(3 if len(text) < MB else 1):
        started = time.process_time()
        read(text)
        took.append(time.process_time() - started)
    return min(took)


@pytest.mark.parametrize("name", [name for name, _ in READERS])
@pytest.mark.benchmark(group="reading 100 KB")
def test_reader(benchmark: BenchmarkFixture, name: str) -> None:
    benchmark(dict(READERS)[name], text_of(100_000))


@pytest.mark.benchmark(group="a document of 100 KB")
def test_all_checks(benchmark: BenchmarkFixture) -> None:
    benchmark(check, text_of(100_000))


@pytest.mark.parametrize("code", [each.CODE for each in CHECKS])
@pytest.mark.benchmark(group="one check of 100 KB, its facts read before")
def test_check(benchmark: BenchmarkFixture, code: str) -> None:
    document, _ = parse_document(text_of(100_000).encode(), path="a.txt")
    assert document is not None
    given = CheckInput(document, load_table(), date(2014, 11, 30))
    run_checks(given, only={code})
    benchmark(run_checks, given, only={code})


def check(text: str) -> object:
    document, _ = parse_document(text.encode(), path="a.txt")
    assert document is not None
    return run_checks(CheckInput(document, load_table(), date(2014, 11, 30)))


@pytest.mark.benchmark(group="from 10 KB to 10 MB")
def test_ten_times_the_text_takes_ten_times_as_long(benchmark: BenchmarkFixture) -> None:
    """Prints MB/s for each reader and size, and the growth of the time for one character from 100 KB to 10 MB."""
    sizes = SIZES if benchmark.enabled else SIZES[:2]  # among the tests, 10 MB are too much
    texts = {size: text_of(size) for size in sizes}
    rows: list[list[str]] = []
    # One round: a second one would take as long and tell the same.
    run_once: Callable[[Callable[[], None]], None] = benchmark.pedantic
    run_once(lambda: rows.extend(row(name, read, texts) for name, read in READERS))
    columns = [f"{size // 1_000:,} KB" for size in sizes]
    print()  # noqa: T201 - the table is what the benchmark is for
    for cells in (["MB/s", *columns, "growth"], *rows):
        print(f"{cells[0]:18}" + "".join(f"{cell:>12}" for cell in cells[1:]))  # noqa: T201 - same


def row(name: str, read: Callable[[str], object], texts: dict[int, str]) -> list[str]:
    took = {size: max(seconds(read, text), 1e-9) for size, text in texts.items()}
    growth = (took[max(took)] / max(took)) / (took[SIZES[1]] / SIZES[1])
    return [name, *(f"{size / MB / took[size]:.1f}" for size in took), f"{growth:.2f}"]
