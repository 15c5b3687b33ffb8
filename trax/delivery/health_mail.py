"""What receivers look up of the sender's domain, as one line and one cure: SPF, DKIM, DMARC. Pure.

A missing record is a warning and no failure: a provider may sign and bounce in its own name, and only a mail that
has arrived shows what holds.

Source: RFC 7208 (SPF), RFC 6376 (DKIM), RFC 7489 (DMARC), RFC 8020 (a name that is not there has none below it);
what Gmail and Yahoo ask of bulk senders since 2024.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from trax.delivery.health import PLACEHOLDER, Health

if TYPE_CHECKING:
    from collections.abc import Sequence

ASK_PROVIDER = "ask your provider for the record, and have it put into the DNS of the domain"
DMARC_RECORD = "v=DMARC1; p=none; rua=mailto:you@"
LONGEST_SHOWN = 120
POLICIES = frozenset({"none", "quarantine", "reject"})


def sender_health(email: str, reply_to: str) -> Health:
    """Return who mails come from, and whether answers to them arrive anywhere."""
    placeholders = [address for address in (email, reply_to) if PLACEHOLDER.fullmatch(address.rpartition("@")[2])]
    if placeholders:
        says = f"{placeholders[0]} is a placeholder; answers and bounces get lost"
        return Health("sender", "warning", says, "put your own address into issues/trax.toml, [sender]")
    return Health("sender", "ok", email if reply_to == email else f"{email}, answers to {reply_to}")


def spf_health(domain: str, texts: Sequence[str]) -> Health:
    """Return what the domain says about who may send for it; `texts` are its TXT records."""
    records = [text for text in texts if text.lower() == "v=spf1" or text.lower().startswith("v=spf1 ")]
    if not records:
        says = f"{domain} does not say who may send for it"
        return Health("SPF", "warning", says, f"where your own server sends, it is needed; else {ASK_PROVIDER}")
    if len(records) > 1:
        says = f"{domain} has {len(records)} SPF records; receivers then take none"
        return Health("SPF", "warning", says, "have them made one in the DNS of the domain")
    if {"all", "+all"} & set(records[0].lower().split()):
        says = f"{domain} lets everybody send for it: {_short(records[0])}"
        return Health("SPF", "warning", says, "have +all made ~all in the DNS of the domain")
    return Health("SPF", "ok", _short(records[0]))


def dkim_health(domain: str, *, has_keys: bool) -> Health:
    """Return whether the domain has keys at all; which of them signs, only a mail that has arrived can tell."""
    if has_keys:
        return Health("DKIM", "ok", f"{domain} has keys; whether mails are signed with one, a test mail shows")
    return Health(
        "DKIM", "warning", f"{domain} shows no key below _domainkey; mails may not be signed in its name", ASK_PROVIDER
    )


def dmarc_health(domain: str, place: str, records: Sequence[str]) -> Health:
    """Return what receivers are told to do with mails that are not from the domain.

    Args:
        place: The domain whose records these are: the sender's or one above it.
        records: The DMARC records there; none when no domain above has any.
    """
    if not records:
        says = f"{domain} has no DMARC record; Gmail and Yahoo ask for one"
        cure = f"have a TXT record put at _dmarc.{domain}: {DMARC_RECORD}{domain}"
        return Health("DMARC", "warning", says, cure)
    if len(records) > 1:
        says = f"_dmarc.{place} has {len(records)} records; receivers then take none"
        return Health("DMARC", "warning", says, "have them made one in the DNS of the domain")
    tags = (part.partition("=") for part in records[0].split(";"))
    policy = {name.strip().lower(): value.strip().lower() for name, _, value in tags}.get("p", "")
    if policy not in POLICIES:
        says = f"_dmarc.{place} says nothing that receivers know: {_short(records[0])}"
        return Health("DMARC", "warning", says, "have p=none, p=quarantine or p=reject written there")
    return Health("DMARC", "ok", f"_dmarc.{place}: {_short(records[0])}")


def _short(record: str) -> str:
    return textwrap.shorten(record, LONGEST_SHOWN, placeholder=" …")
