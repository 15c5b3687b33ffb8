"""How long the memory takes: 100 issues read from their JSON, put into one memory, and one issue held against them.

Run with `make bench`. The issues have fourteen paragraphs each, with as many links, figures and quotes. Nothing here
asserts a time.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from trax.checks.base import CheckInput
from trax.checks.memory import Memory, facts_of
from trax.checks.reading.issue_facts import facts_from_json, facts_to_json
from trax.checks.registry import run_checks
from trax.content.document import Document
from trax.upr.table import load_table

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

ROOT = Path(__file__).parent.parent.parent
COUNT, PARAGRAPHS, LENGTH = 100, 14, 60
FIRST = date(2009, 3, 31)


def written(number: int, dice: random.Random, words: list[str]) -> str:
    """Return a text as long as an issue, made of the words of a real one."""
    paragraphs = []
    for index in range(PARAGRAPHS):
        prose = " ".join(dice.choice(words) for _ in range(LENGTH))
        link = f"[a story](https://upr-info.org/en/news/{number}-{index})"
        paragraphs.append(
            f"{prose} {link}, where {dice.randrange(100)}% of recommendations lead to work of kind {index}."
        )
    return "\n\n".join(paragraphs)


def read(text: str, number: int, memory: Memory | None = None) -> CheckInput:
    document = Document(f"issues/{number:03}/issue.md", text, text)
    return CheckInput(document, load_table(), FIRST + timedelta(days=30 * number), memory=memory or Memory())


@pytest.fixture(scope="module")
def texts() -> list[str]:
    words = (ROOT / "issues" / "050" / "10-beyond-promises.md").read_text("utf-8").split()
    dice = random.Random(50)  # noqa: S311 - the same texts each time, no secret
    return [written(number, dice, words) for number in range(COUNT + 1)]


@pytest.fixture(scope="module")
def lines(texts: list[str]) -> list[str]:
    found = [replace(facts_of(read(text, number)), number=number) for number, text in enumerate(texts[:COUNT])]
    return [facts_to_json(facts) for facts in found]


@pytest.fixture(scope="module")
def memory(lines: list[str]) -> Memory:
    return Memory(map(facts_from_json, lines))


def test_facts_of_one_issue(benchmark: BenchmarkFixture, texts: list[str]) -> None:
    """An issue to its facts, the reading of its texts included."""
    assert benchmark(lambda: facts_of(read(texts[0], 0))).links


def test_facts_of_one_hundred_issues_from_json(benchmark: BenchmarkFixture, lines: list[str]) -> None:
    """What stands in the cache to facts."""
    assert len(benchmark(lambda: [facts_from_json(line) for line in lines])) == COUNT


def test_one_issue_alone(benchmark: BenchmarkFixture, texts: list[str]) -> None:
    """The yardstick of the next: all checks, without a memory."""
    assert benchmark(lambda: run_checks(read(texts[COUNT], COUNT))) is not None


def test_one_issue_held_against_one_hundred(benchmark: BenchmarkFixture, texts: list[str], memory: Memory) -> None:
    """The memory is there, as when many issues are checked in one go."""
    assert benchmark(lambda: run_checks(read(texts[COUNT], COUNT, memory)))


def test_one_hundred_issues_put_into_a_memory(benchmark: BenchmarkFixture, lines: list[str], texts: list[str]) -> None:
    """Every index made anew, and one issue held against them."""
    facts = [facts_from_json(line) for line in lines]
    assert benchmark(lambda: run_checks(read(texts[COUNT], COUNT, Memory(facts))))
