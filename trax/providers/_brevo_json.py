"""What Brevo's JSON means: campaigns, lists, accounts and refusals.

A campaign's marker is its tag; its name, which people see in Brevo, ends with marker and digest once more. Either is
enough to know the campaign again, so that whoever renames it or tidies up the tags does not make it another's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trax.errors import AuthError, Drift, InvalidContent, NotFound, PlanLimit, Unavailable
from trax.providers._brevotags import escape_brevo, unescape_brevo
from trax.providers.base import RemoteCampaign, RemoteContent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trax.errors import ProviderError, Rejected
    from trax.providers.base import CampaignSpec, State

NAME = "brevo"
# The description has some words in two spellings. A review comes before a send and leads to it without anybody's step;
# what is being cancelled has reached some readers. `archive` is not here: it says nothing of what was before.
STATES: Mapping[str, State] = {
    "draft": "draft",
    "queued": "scheduled",
    "scheduled": "scheduled",
    "in_process": "sending",
    "inProcess": "sending",
    "in_review": "sending",
    "inReview": "sending",
    "suspended": "paused",
    "cancelling": "paused",
    "cancelled": "cancelled",
    "sent": "sent",
}
MARKER = "trax:"
NAMED = re.compile(r"\[(trax:[^\s\[\]]+) ([0-9a-f]{64})\]\Z")
# No limit is documented; what stands before marker and digest is for people, and is cut.
LONGEST_NAME = 128
UNAUTHORISED, NO_CREDIT, FORBIDDEN, NO_SUCH_PAGE = 401, 402, 403, 404
REFUSED = frozenset({400, 405, 406, 409, 422})
# What somebody can change in a draft beside the parts that are compared; each with what is wrong then.
CHANGED = (
    ("abTesting", (None, False), "it is an A/B test now"),
    ("sendAtBestTime", (None, False), "Brevo would choose the time of each reader"),
    ("inlineImageActivation", (None, False), "its pictures would be put into the mail"),
    ("mirrorActive", (None, True), "its page on the web is turned off"),
    # Our HTML begins with the preheader; Brevo's own would stand before it once more.
    ("previewText", (None, ""), "it has a preview text of its own now"),
    ("header", (None, "", "[DEFAULT_HEADER]"), "it has a header of its own now"),
    ("footer", (None, "", "[DEFAULT_FOOTER]"), "it has a footer of its own now"),
)


@dataclass(frozen=True, slots=True)
class Held:
    """A campaign as Brevo holds it.

    Attributes:
        lists: Numbers of the lists it is for.
        created_at: When it was made.
        raw: Its JSON.
    """

    id: str
    state: State
    lists: tuple[int, ...]
    created_at: datetime
    raw: Mapping[str, Any]

    @property
    def key(self) -> str | None:
        """Our marker; None for a campaign made by hand."""
        return key_of(self.raw)

    def as_remote(self, audience: str) -> RemoteCampaign:
        """Return it as the protocol shows a campaign."""
        raw, is_sent, counted = self.raw, self.state == "sent", _statistics(self.raw)
        named = NAMED.search(raw["name"])
        return RemoteCampaign(
            id=self.id,
            key=self.key,
            title=unescape_brevo(raw["subject"]),
            state=self.state,
            audience=audience,
            digest=named[2] if named else None,
            scheduled_at=parse_moment(raw.get("scheduledAt")) if self.state == "scheduled" else None,
            # A campaign that was archived after it was sent may have lost the time of its sending.
            sent_at=parse_moment(raw.get("sentDate") or raw.get("scheduledAt")) if is_sent else None,
            # Counted a while after the send; until then there is a nought, which is no number of readers.
            recipients=counted.get("sent") or None if is_sent else None,
            delivered=counted.get("delivered") or None if is_sent else None,
        )


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the listing.

    Attributes:
        numbers: Of every campaign on it.
        ours: Those with our marker.
        count: How many campaigns there are on all pages.
    """

    numbers: frozenset[int]
    ours: tuple[Held, ...]
    count: int


def key_of(raw: Mapping[str, Any]) -> str | None:
    """Return the marker of a campaign, of whatever completeness, from its tag or its name."""
    tag, named = raw.get("tag"), NAMED.search(raw["name"])
    if isinstance(tag, str) and tag.startswith(MARKER):
        return tag
    return named[1] if named else None


def parse_campaign(raw: Any, *, now: datetime) -> Held:
    """Return the campaign of an answer; ValueError, KeyError or TypeError when it is none, as all below."""
    for name in ("name", "subject", "status", "htmlContent", "replyTo"):
        _text(raw[name])
    for name in ("name", "email"):
        _text(raw["sender"][name])
    for name in ("scheduledAt", "sentDate"):
        parse_moment(raw.get(name))
    created = parse_moment(raw["createdAt"])
    if created is None:
        raise ValueError(raw["createdAt"])
    lists = tuple(int(number) for number in raw["recipients"]["lists"])
    return Held(str(int(raw["id"])), _state(raw, now=now), lists, created, raw)


def parse_page(answer: Any, *, key: str, now: datetime) -> Page:
    """Return one page of the listing; of other people's campaigns no more is asked than their number and name."""
    entries = answer.get("campaigns", [])
    if not isinstance(entries, list):
        raise TypeError(entries)
    numbers = frozenset(int(entry["id"]) for entry in entries)
    ours = tuple(parse_campaign(entry, now=now) for entry in entries if key_of(entry) == key)
    return Page(numbers, ours, int(answer["count"]))


def parse_list(answer: Any) -> tuple[str, int | None]:
    """Return name and readers of a list: its contacts without those who are blocklisted; None if they are not counted.

    `totalSubscribers` counts the first, `totalBlacklisted` the others, `uniqueSubscribers` both together; a campaign
    goes to the first. Where Brevo does not count the first two, it says 0.
    Source: https://developers.brevo.com/changelog/2021/4/12 and /2021/6/8 (read 2026-11-24).
    """
    reached, blocked = int(answer["totalSubscribers"]), int(answer["totalBlacklisted"])
    is_counted = reached > 0 or blocked > 0 or int(answer["uniqueSubscribers"]) == 0
    return _text(answer["name"]), reached if is_counted else None


def parse_account(answer: Any) -> tuple[str, tuple[str, ...]]:
    """Return the account's name, and its plans for mails with what is left of them."""
    company, email = _text(answer["companyName"]), _text(answer["email"])
    plans = [plan for plan in answer["plan"] if plan["type"] != "sms"]
    left = tuple(f"plan {_text(plan['type'])}: {int(plan['credits'])} mails left" for plan in plans)
    return f"{company} ({email})" if company else email, left


def parse_senders(answer: Any) -> Mapping[str, bool]:
    """Return the addresses that mails may come from, in small letters, and whether each is active."""
    return {_text(each["email"]).casefold(): bool(each["active"]) for each in answer["senders"]}


def request_body(spec: CampaignSpec, *, list_number: int) -> Mapping[str, Any]:
    """Return what a request holds that makes a campaign, or fills one anew."""
    tail = f"[{spec.key} {spec.digest}]"
    return {
        "name": f"{spec.subject[: max(0, LONGEST_NAME - len(tail) - 1)]} {tail}".lstrip(),
        "tag": spec.key,
        "subject": escape_brevo(spec.subject),
        "sender": {"name": escape_brevo(spec.from_name), "email": spec.from_email},
        "replyTo": spec.reply_to,
        "htmlContent": spec.html,
        "recipients": {"listIds": [list_number]},
        "mirrorActive": True,
        "inlineImageActivation": False,
    }


def content_of(held: Held) -> RemoteContent:
    """Return what Brevo would send.

    Raises:
        Drift: If it would leave readers out, or send with something of its own.
    """
    raw = held.raw
    wrong = [words for name, right, words in CHANGED if raw.get(name) not in right]
    recipients = raw["recipients"]
    if any(recipients.get(name) for name in ("exclusionLists", "segments", "exclusionSegments")):
        wrong.append("it goes to a part of its readers only")
    if wrong:
        hint = "delete that draft in Brevo, then push the issue again"
        raise Drift(NAME, f"campaign {held.id}", "; ".join(wrong), hint=hint)
    return RemoteContent(
        subject=unescape_brevo(raw["subject"]),
        preheader="",
        from_name=unescape_brevo(raw["sender"]["name"]),
        from_email=raw["sender"]["email"],
        reply_to=raw["replyTo"],
        html=raw["htmlContent"],
        text="",
    )


def meaning(error: Rejected, what: str) -> ProviderError:
    """Return what a refusal means."""
    if not error.is_spoken and error.status in {FORBIDDEN, NO_SUCH_PAGE}:
        return Unavailable(
            NAME, what, f"something else answers in its place ({error.status})", hint="look at url in issues/trax.toml"
        )
    if error.status in {UNAUTHORISED, FORBIDDEN}:
        return AuthError(
            NAME,
            what,
            f"the key is not accepted, or may not do this ({error.said or error.status})",
            hint="look at TRAX_BREVO_KEY, and in Brevo at: Security, Authorised IPs",
        )
    if error.status == NO_CREDIT or error.code == "not_enough_credits":
        return PlanLimit(
            NAME, what, error.said or "the credit is used up", hint="look at your plan in Brevo; nothing was sent"
        )
    if error.status == NO_SUCH_PAGE:
        return NotFound(NAME, what, "there is none")
    if error.status in REFUSED:
        return InvalidContent(NAME, what, error.said or "it was refused", hint="nothing was changed in Brevo")
    return error


def parse_moment(text: str | None) -> datetime | None:
    """Return a moment of Brevo's in UTC; a missing one is None or empty, one without a zone is in UTC."""
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _state(raw: Mapping[str, Any], *, now: datetime) -> State:
    status = raw["status"]
    if status == "archive":
        # Never taken for unsent without proof, and never for a draft.
        return "sent" if raw.get("sentDate") or _statistics(raw).get("sent") else "unknown"
    state = STATES.get(status, "unknown")
    due = parse_moment(raw.get("scheduledAt"))
    # "Send now" only puts it into the queue, at the present time.
    return "sending" if state == "scheduled" and (due is None or due <= now) else state


def _statistics(raw: Mapping[str, Any]) -> Mapping[str, int]:
    """Return the counts that were asked for; an empty one of Brevo's is an object, a list, or missing."""
    statistics = raw.get("statistics")
    counted = statistics.get("globalStats") if isinstance(statistics, dict) else None
    if not isinstance(counted, dict):
        return {}
    return {name: counted[name] for name in ("sent", "delivered") if isinstance(counted.get(name), int)}


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
