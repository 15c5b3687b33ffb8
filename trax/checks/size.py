"""The HTML of the mail is so large that mail programs cut it.

Gmail shows the first 102 KB of a message and hides the rest, with the link to unsubscribe, behind "View entire
message". A provider adds its own marks to every link, so trax warns from 80 KB and refuses from 100 KB. Shorten texts,
or let long lists stand on a page of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.model import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput

CODE = "size"
SUMMARY = "The mail is so large that mail programs cut it."

KB = 1024
WARNING_KB, ERROR_KB = 80, 100


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding when the mail was rendered and is too large."""
    if given.mail is None or given.mail.size_bytes <= WARNING_KB * KB:
        return
    size_kb = -(-given.mail.size_bytes // KB)
    is_cut = given.mail.size_bytes > ERROR_KB * KB
    yield Finding(
        CODE,
        "error" if is_cut else "warning",
        Place(given.path, 1),
        f"the mail has {size_kb} KB of HTML; Gmail cuts it at 102 KB, and the provider still adds to it",
        hint="shorten the longest items, or move a part to a web page and link to it",
    )
