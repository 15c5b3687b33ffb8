from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trax.checks.size import KB
from trax.model import Mail

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("size",)


@pytest.mark.parametrize(
    ("size_bytes", "severities"),
    [(80 * KB, []), (80 * KB + 1, ["warning"]), (100 * KB, ["warning"]), (100 * KB + 1, ["error"])],
)
def test_a_mail_is_measured_in_bytes(check: Check, size_bytes: int, severities: list[str]) -> None:
    html = "é" * (size_bytes // 2) + "x" * (size_bytes % 2)
    mail = Mail(50, "en", "Subject", "Preheader", html, "text")
    findings = check(mail=mail, only=ONLY)
    assert [finding.severity for finding in findings] == severities


def test_without_a_mail_nothing_is_said(check: Check) -> None:
    assert check("x" * 200_000, only=ONLY) == ()
