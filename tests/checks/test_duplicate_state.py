from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("duplicate-state",)


@pytest.mark.parametrize(
    ("text", "severity", "message"),
    [
        pytest.param(
            "We work in Kenya, Nepal, Togo, Malawi, Benin and Kenya.",
            "warning",
            "Kenya stands twice in this list",
            id="partners",
        ),
        pytest.param(
            "We work in Burma, Thailand, Myanmar, Laos, Nepal and Viet Nam.",
            "warning",
            'Myanmar stands twice in this list, as "Burma" and as "Myanmar"',
            id="two names",
        ),
        pytest.param(
            "Reviewed at UPR19: Ivory Coast, Albania, Bhutan, Norway, Portugal and Côte d'Ivoire.",
            "error",
            'Côte d\'Ivoire stands twice in this list, as "Ivory Coast" and as "Côte d\'Ivoire"',
            id="of a session",
        ),
        pytest.param(
            "States reviewed at UPR20:\n\n- Italy\n- Egypt\n- Iran\n- Iraq\n- Fiji\n- Italy\n",
            "error",
            "Italy stands twice in this list",
            id="bullets",
        ),
    ],
)
def test_a_state_that_stands_twice_is_told(check: Check, text: str, severity: str, message: str) -> None:
    (finding,) = check(text, only=ONLY)
    assert (finding.severity, finding.message) == (severity, message)


def test_the_second_one_is_pointed_at(check: Check) -> None:
    text = "We work in Kenya, Nepal, Togo, Malawi, Benin and Kenya."
    (finding,) = check(text, only=ONLY)
    assert (finding.place.column, finding.text) == (text.rindex("Kenya") + 1, "Kenya")


@pytest.mark.parametrize(
    "text",
    [
        "Congo, Democratic Republic of the Congo, Republic of Korea, DPRK, Sudan, South Sudan, Guinea, Guinea-Bissau",
        "We work in Burma/Myanmar, Laos, Thailand, Cambodia, Nepal and Viet Nam.",
        "We work in Myanmar (Burma), Côte d'Ivoire (Ivory Coast), Timor-Leste (East Timor), Nepal and Togo.",
        "We visited Kenya, Uganda, Malawi, Togo and Kenya again.",
        "3 March Kenya, 4 March Uganda, 5 March Togo, 6 March Malawi, 7 March Benin, 8 March Kenya",
        "| Italy | x |\n|---|---|\n| Iran | x |\n| Iraq | x |\n| Fiji | x |\n| Togo | x |\n| Italy | y |",
        "Kenya: training in Nairobi. Uganda: training in Kampala. Kenya: second training.",
    ],
)
def test_what_is_no_repetition_is_left_alone(check: Check, text: str) -> None:
    assert check(text, only=ONLY) == ()
