from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("list-separator",)


@pytest.mark.parametrize(
    ("text", "severity", "words", "hint"),
    [
        pytest.param(
            "Reports: AngolaBoliviaEgypt.",
            "warning",
            "AngolaBoliviaEgypt",
            "write Angola, Bolivia and Egypt",
            id="glued",
        ),
        pytest.param(
            "Reports: Angola, Bosnia and HerzegovinaEgypt, Fiji.",
            "warning",
            "Bosnia and HerzegovinaEgypt",
            "write Bosnia and Herzegovina and Egypt",
            id="one seam",
        ),
        pytest.param(
            "Reports: Bolivia (Plurinational State of)DRCEgypt",
            "warning",
            "Bolivia (Plurinational State of)DRCEgypt",
            "write Bolivia (Plurinational State of), DRC and Egypt",
            id="brackets and capitals",
        ),
        pytest.param(
            "[Angola](a)[Bolivia](b)[Egypt](c)",
            "warning",
            "Angola](a)[Bolivia](b)[Egypt",
            "write Angola, Bolivia and Egypt",
            id="links",
        ),
        pytest.param(
            "Reports: Angola  Bolivia  Egypt  Fiji",
            "notice",
            "Angola Bolivia Egypt Fiji",
            "write Angola, Bolivia, Egypt and Fiji",
            id="spaces",
        ),
    ],
)
def test_names_without_a_separator_are_told(check: Check, text: str, severity: str, words: str, hint: str) -> None:
    (finding,) = check(text, only=ONLY)
    assert (finding.severity, finding.text, finding.hint) == (severity, words, hint)


def test_a_long_row_is_shown_by_its_beginning(check: Check) -> None:
    (finding,) = check("AngolaBoliviaEgyptFijiGambiaIranIraqItalyKazakhstanMadagascarSloveniaKenyaTogo", only=ONLY)
    assert finding.text == "AngolaBoliviaEgyptFijiGambiaIranIraqItalyKazakhstanMadagasc…"
    assert finding.hint.endswith("Slovenia, Kenya and Togo")


@pytest.mark.parametrize(
    "text",
    [
        "Angola,  Bolivia,  Egypt  and  Fiji",
        "Angola\tBolivia\nEgypt\tFiji\n",
        "Kenya  Togo  Benin",
        "| Angola | Bolivia | Egypt | Fiji |",
        "**Angola** **Bolivia** **Egypt** **Fiji**",
        "The McDonald family, YouTube, LinkedIn, NGOsKenya and SaveGeorgia met in Angola, Togo and Benin.",
        "Iran-Iraq and Kenya/Uganda, Togo, Benin",
    ],
)
def test_other_rows_are_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()
