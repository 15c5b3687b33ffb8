"""Paragraphs as people write them: those that are wrong are told, those that only look odd are left alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[Any]:
    found = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["text"][:70]) for case in found]


def said(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{finding.severity} {finding.code}" for finding in findings]


@pytest.mark.parametrize("case", cases("wrong"))
def test_what_is_wrong_is_told(check: Check, case: dict[str, Any]) -> None:
    found = [line for line in said(check(case["text"], on=case["day"].isoformat())) if not line.startswith("notice")]
    assert sorted(found) == sorted(case["say"])


@pytest.mark.parametrize("case", cases("odd"))
def test_what_only_looks_odd_is_left_alone(check: Check, case: dict[str, Any]) -> None:
    assert said(check(case["text"], on=case["day"].isoformat())) == []


def test_there_are_enough_of_both() -> None:
    assert len(cases("odd")) >= 60
    assert len(cases("wrong")) >= 60
