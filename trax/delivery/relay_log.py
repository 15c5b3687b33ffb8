"""What the log of a mail server says of our mails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

# Postfix notes the Message-ID while the mail still comes in, also of one that never comes to its end (3.7.11, seen
# 2026-11); only what follows says that it has it.
TAKING = re.compile(r": ([0-9A-Za-z]+): (?:resent-)?message-id=<([^<>\s]+)>")
TAKEN = re.compile(r": ([0-9A-Za-z]+): (?:from=<[^>]*>, size=\d+, nrcpt=\d+ \(queue active\)|to=<[^>]*>, .*\bstatus=)")
# Exim and Sendmail write one line, when they have the mail.
WHOLE = re.compile(r" <= .* id=([^<>\s]+)|: from=\S+, .*\bmsgid=<([^<>\s]+)>")


def find_in_log(text: str, message_ids: Collection[str]) -> frozenset[str]:
    """Return those of the Message-IDs whose mails the log shows as taken by the relay.

    Args:
        text: Lines as Postfix, Exim or Sendmail write them; other lines say nothing, whatever stands in them: filters
            and refusals name the Message-ID of a mail, too.

    Source: Postfix cleanup(8) and qmgr(8), the Exim specification (52, log files), Sendmail's operations guide (2.1).
    """
    taken: set[str] = set()
    coming: dict[str, str] = {}
    for line in text.splitlines():
        if found := TAKING.search(line):
            coming[found[1]] = found[2]
        elif found := TAKEN.search(line):
            taken.add(coming.get(found[1], ""))
        elif found := WHOLE.search(line):
            taken.add(found[1] or found[2])
    return frozenset(taken & set(message_ids))
