from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("list-order",)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        pytest.param(
            "Angola, Benin, Egypt, Gambia, Fiji, Kenya, Malawi and Togo", "Gambia before Fiji", id="neighbours"
        ),
        pytest.param(
            "Angola, Bolivia, Egypt, Gambia, Fiji, Italy, Iran, Iraq, Kazakhstan, Malawi, Nepal, Oman, Togo, Yemen",
            "Gambia before Fiji and Italy before Iran",
            id="two pairs, one of them over two places",
        ),
        pytest.param(
            "- Albania\n- Bhutan\n- Costa Rica\n- Ethiopia\n- Equatorial Guinea\n- Norway\n- Qatar\n",
            "Ethiopia before Equatorial Guinea",
            id="lines",
        ),
        pytest.param(
            "Albania, Bhutan, Côte d'Ivoire, Costa Rica, Dominica, Norway, Portugal and Qatar",
            "Côte d'Ivoire before Costa Rica",
            id="accents",
        ),
    ],
)
def test_neighbours_the_wrong_way_round_are_a_notice(check: Check, text: str, pairs: str) -> None:
    (finding,) = check(text, only=ONLY)
    assert (finding.severity, finding.message) == ("notice", f"the list is alphabetical but for {pairs}")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Angola, Benin, Egypt, Fiji, Gambia, Kenya, Malawi and Togo", id="in order"),
        pytest.param("Italy, El Salvador, Gambia, Bolivia, Fiji, San Marino, Kazakhstan, Angola", id="order of review"),
        pytest.param("Kenya, Angola, Togo, Egypt, Malawi, Benin, Fiji, Gambia", id="no order"),
        pytest.param("Benin, Fiji, Gambia, Kenya, Malawi, Togo, Uganda and Angola", id="one at the end"),
        pytest.param("Fiji, Germany, Kenya, Spain, The Bahamas, The Gambia, Togo, Uganda", id="The under T"),
        pytest.param("Albania, Costa Rica, DPR Korea, DR Congo, Ethiopia, Iran, UK, USA, Viet Nam", id="short names"),
        pytest.param(
            "Benin, Congo, Democratic Republic of the Congo, Iran, Korea, Republic of, Lao PDR, Moldova", id="inverted"
        ),
        pytest.param("Angola, Gambia, Fiji, Kenya, Togo", id="too short to tell"),
        pytest.param("1 May: Angola, Benin\n2 May: Egypt, Gambia\n3 May: Fiji, Kenya\n4 May: Togo, Yemen", id="by day"),
        pytest.param("Benin, Kenya, Malawi, Togo, Uganda, Armenia, Georgia, Nepal", id="two blocks"),
        pytest.param("Angola, Benin, Egypt, Gambia, Fiji, Kenya, Togo, Angola", id="one twice"),
        pytest.param("Uganda, Togo, Malawi, Kenya, Gambia, Fiji, Egypt, Benin", id="backwards"),
    ],
)
def test_other_orders_are_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()
