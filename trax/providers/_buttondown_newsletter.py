"""The newsletter at Buttondown that mails come from: whose name they bear, and what is switched on for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

WHOLE_DOMAIN = frozenset({"valid", "none", "deliberately_cold"})


@dataclass(frozen=True, slots=True)
class Newsletter:
    """The newsletter that mails come from; nothing else of its JSON is kept, which holds a key.

    Attributes:
        is_ours: Whether the key that JSON holds is the one we use.
        features: Words for what is switched on, such as `tracking`.
        domain_status: How far the domain that mails come from was verified.
    """

    name: str
    username: str
    from_name: str
    from_email: str
    reply_to: str
    is_ours: bool
    is_test: bool
    features: frozenset[str]
    domain_status: str

    @property
    def sender(self) -> tuple[str, str, str]:
        """Name and address that mails come from, and the address that answers go to."""
        return self.from_name, self.from_email, self.reply_to

    @property
    def faults(self) -> tuple[tuple[str, str], ...]:
        """What makes a send wrong whatever the email holds, each with its cure."""
        found = []
        if self.is_test:
            found.append(("test mode is on: no reader would get it", "in Buttondown: Settings, Danger zone, Test mode"))
        if "tracking" in self.features:
            found.append(
                ("opens and clicks would be counted", "in Buttondown: Settings, Tracking, switch all of it off")
            )
        return tuple(found)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know before the first send, one line each."""
        found = [f"mails come from {self.from_name} <{self.from_email}>, answers go to {self.reply_to}"]
        found += [f"{fault} ({cure})" for fault, cure in self.faults]
        if "portal" not in self.features:
            found.append("the portal is off: a link to preferences leads nowhere")
        if "archives" not in self.features:
            found.append("the archive is off: a link to the mail on the web leads nowhere")
        if self.domain_status not in WHOLE_DOMAIN:
            found.append(f"the domain that mails come from is {self.domain_status.replace('_', ' ')}, not verified")
        return tuple(found)


def parse_newsletters(answer: Any, *, key: str) -> tuple[Newsletter, ...]:
    """Return the newsletters of the account; ValueError, KeyError or TypeError when the answer holds none.

    Args:
        key: The key we use.
    """
    return tuple(
        Newsletter(
            name=text_of(entry["name"]),
            username=text_of(entry["username"]),
            from_name=text_of(entry.get("from_name") or entry["name"]),
            from_email=text_of(entry.get("email_address") or ""),
            reply_to=text_of(entry.get("reply_to_address") or entry.get("email_address") or ""),
            is_ours=entry["api_key"] == key,
            is_test=bool(entry.get("test_mode")),
            features=frozenset(text_of(feature) for feature in entry.get("enabled_features") or ()),
            domain_status=text_of(entry.get("sending_domain_status") or "none"),
        )
        for entry in answer["results"]
    )


def text_of(value: object) -> str:
    """Return the value when it is a text; TypeError otherwise."""
    if not isinstance(value, str):
        raise TypeError(value)
    return value
