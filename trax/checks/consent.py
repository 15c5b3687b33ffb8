"""Somebody is named or shown who, by `library/people.yaml`, has not agreed to it.

Defenders of human rights have met reprisals after they were seen in Geneva: whether a name or a face becomes public is
theirs to decide. Ask, and write `named: yes` or `shown: yes` into the register; or take the name or the picture out.
People who are not in the register are not looked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.checks.reading.people import find_people
from trax.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trax.checks.base import CheckInput

CODE = "consent"
SUMMARY = "Somebody is named or shown who has not agreed to it, by library/people.yaml."

_PICTURES = ("portrait", "thumbnail")


def find(given: CheckInput) -> Iterator[Finding]:
    """Yield a finding for each mention and each portrait of a person without consent."""
    unnamed = tuple(person.name for person in given.people if not person.named)
    for passage in given.passages if unnamed else ():
        for mention in find_people(passage.prose, unnamed):
            message = f"{mention.name} has not agreed to be named"
            hint = "ask, and write named: yes in library/people.yaml; or take the name out"
            yield Finding(CODE, "error", passage.place(mention.start), message, mention.text, hint)
    unshown = tuple(person.name for person in given.people if not person.shown)
    for item in given.items if unshown else ():
        speaker = getattr(item.fields, "speaker", None) or ""
        for name in _PICTURES:
            picture = getattr(item.fields, name, None)
            for mention in find_people(speaker, unshown)[:1] if picture else ():
                message = f"{mention.name} has not agreed to be shown in a picture"
                hint = "ask, and write shown: yes in library/people.yaml; or take the picture out"
                yield Finding(CODE, "error", item.place(name), message, str(picture), hint)
