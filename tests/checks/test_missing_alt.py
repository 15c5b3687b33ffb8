from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from trax.model import Finding

    Check = Callable[..., tuple[Finding, ...]]

ONLY = ("missing-alt",)


def test_a_picture_without_description_is_an_error(check: Check) -> None:
    (finding,) = check(title="News", image="hall.png", only=ONLY)
    assert (finding.severity, finding.text) == ("error", "hall.png")
    assert str(finding.place) == "issues/050/10-item.md:3:8"


@pytest.mark.parametrize("alt", ["A full hall", ""])
def test_a_description_may_be_empty_on_purpose(check: Check, alt: str) -> None:
    assert check(image="hall.png", alt=alt, only=ONLY) == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "publication", "title": "Report", "cover": "cover.png"},
        {"kind": "quote", "speaker": "Somebody", "portrait": "face.jpg"},
        {"kind": "video", "title": "Film", "link": "https://x.org", "thumbnail": "film.jpg"},
    ],
)
def test_every_kind_of_picture_is_looked_at(check: Check, fields: dict[str, object]) -> None:
    assert [finding.severity for finding in check(only=ONLY, **fields)] == ["error"]


def test_a_picture_in_a_text_needs_words_between_the_brackets(check: Check) -> None:
    (finding,) = check("See.\n\n![](hall.png) ![A hall](hall.png)", only=ONLY)
    assert str(finding.place) == "issues/050/10-item.md:12:1"


def test_no_picture_needs_no_description(check: Check) -> None:
    assert check("No picture.", only=ONLY) == ()
