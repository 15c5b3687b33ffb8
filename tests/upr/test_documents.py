from __future__ import annotations

import pytest

from trax.upr.documents import DocumentKind, document_symbol


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("national-report", "A/HRC/WG.6/20/AGO/1"),
        ("compilation", "A/HRC/WG.6/20/AGO/2"),
        ("summary", "A/HRC/WG.6/20/AGO/3"),
    ],
)
def test_symbol_of_each_kind_of_document(kind: DocumentKind, expected: str) -> None:
    assert document_symbol(20, "AGO", kind) == expected


def test_symbol_is_in_capitals() -> None:
    assert document_symbol(21, "lso", "summary") == "A/HRC/WG.6/21/LSO/3"
