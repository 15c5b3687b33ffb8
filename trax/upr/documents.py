"""Symbols of the three UN documents on which a review is based."""

from __future__ import annotations

from typing import Literal

DocumentKind = Literal["national-report", "compilation", "summary"]

# Source: the symbols printed on the documents of the UPR Working Group since its first session:
# 1 the State's own report, 2 the compilation of UN information, 3 the summary of stakeholders' information.
DOCUMENT_NUMBERS: dict[DocumentKind, int] = {"national-report": 1, "compilation": 2, "summary": 3}


def document_symbol(session: int, iso3: str, kind: DocumentKind) -> str:
    """Return the symbol of a document of one review, `A/HRC/WG.6/20/AGO/1` for Angola's national report."""
    return f"A/HRC/WG.6/{session}/{iso3.upper()}/{DOCUMENT_NUMBERS[kind]}"
