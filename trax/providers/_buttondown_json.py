"""What Buttondown's JSON means: emails, readers, tags and refusals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trax.errors import AuthError, Drift, InvalidContent, NotFound, PlanLimit, Unavailable
from trax.providers._buttondown_newsletter import text_of
from trax.providers._djangotags import escape_django, unescape_django
from trax.providers.base import RemoteCampaign, RemoteContent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trax.errors import ProviderError, Rejected
    from trax.providers._buttondown_newsletter import Newsletter
    from trax.providers.base import CampaignSpec, State

NAME = "buttondown"
# A state that is not here needs a person. Imported, transactional, managed_by_rss and deleted are not for our emails.
STATES: Mapping[str, State] = {
    "draft": "draft",
    "scheduled": "scheduled",
    "about_to_send": "sending",
    "in_flight": "sending",
    "throttled": "sending",
    "resending": "sending",
    "paused": "paused",
    "sent": "sent",
    "errored": "failed",
    "suppressed": "failed",
}
MARKER, DIGEST, TAG = "trax", "trax_digest", "trax_tag"
# The readers that are for everybody: all of them.
EVERYBODY = "all"
SOMEBODY_ELSE = "other readers"
# HTML and not Markdown. The template, and not this line, leaves away what Buttondown puts around a mail.
EDITOR = "<!-- buttondown-editor-mode: fancy -->\n"
TEMPLATE = "naked"
# Who surely gets mails; and of whom no page of Buttondown says whether they do. All other types surely do not.
REACHED = ("regular", "premium", "gifted", "trialed", "churning")
DOUBTFUL = ("churned", "past_due", "paused", "unpaid", "upcoming")
NOT_FOUND = 404
PAYMENT_REQUIRED = 402
FORBIDDEN = 403
UNAUTHORISED = 401
REFUSED = frozenset({400, 409, 422})
BEYOND_THE_PLAN = "feature_disabled"
PERMISSIONS = "it may write emails, may send, and may read subscribers and the newsletter's settings (administrivia)"


@dataclass(frozen=True, slots=True)
class Held:
    """An email as Buttondown holds it.

    Attributes:
        tag: Id of the tag its readers have, EVERYBODY, or SOMEBODY_ELSE.
        created_at: When it was made; with the id, the order in which all machines see it.
        is_gone: Whether it was deleted before anybody got it.
        raw: Its JSON; in a listing without the body.
    """

    id: str
    state: State
    tag: str
    created_at: datetime
    is_gone: bool
    raw: Mapping[str, Any]

    @property
    def key(self) -> str | None:
        """The marker that trax gave it."""
        marker = self.raw["metadata"].get(MARKER)
        return marker if isinstance(marker, str) else None

    def as_remote(self, audience: str) -> RemoteCampaign:
        """Return it as the protocol shows a campaign."""
        raw = self.raw
        digest, published = raw["metadata"].get(DIGEST), _moment(raw.get("publish_date"))
        figures = raw["analytics"] if self.state in {"sending", "paused", "sent"} else {}
        return RemoteCampaign(
            id=self.id,
            key=self.key,
            title=unescape_django(raw["subject"]),
            state=self.state,
            audience=audience,
            digest=digest if isinstance(digest, str) else None,
            scheduled_at=published if self.state == "scheduled" else None,
            sent_at=(published or _instant(raw["modification_date"])) if self.state == "sent" else None,
            recipients=figures.get("recipients"),
            delivered=figures.get("deliveries"),
        )


def parse_email(answer: Any) -> Held:
    """Return the email of an answer; ValueError, KeyError or TypeError when it is none, as all below."""
    raw = {
        **answer,
        "subject": text_of(answer["subject"]),
        "metadata": dict(answer.get("metadata") or {}),
        "analytics": {name: int(number) for name, number in _counts(answer.get("analytics"))},
    }
    for moment in (raw["modification_date"], raw.get("publish_date") or raw["creation_date"]):
        _instant(moment)
    return Held(
        id=text_of(raw["id"]),
        state=STATES.get(text_of(raw["status"]), "unknown"),
        tag=_tag_of(raw["filters"]),
        created_at=_instant(raw["creation_date"]),
        # Its figures are null until it has been sent; a deleted email that was sent must not be taken for none.
        is_gone=raw["status"] == "deleted" and answer.get("analytics") is None,
        raw=raw,
    )


def parse_page(answer: Any, *, key: str) -> tuple[tuple[str, ...], tuple[Held, ...], int]:
    """Return the ids of one page, those of its emails that have the marker, and how many ids there are on all."""
    entries = answer["results"]
    # Emails of other people may be odd; they are counted, and nothing else of them is looked at.
    ours = [entry for entry in entries if (entry.get("metadata") or {}).get(MARKER) == key]
    ids = tuple(text_of(entry["id"]) for entry in entries)
    return ids, tuple(parse_email(entry) for entry in ours), int(answer["count"])


def parse_tag(answer: Any) -> tuple[str, str]:
    """Return id and name of a tag."""
    return text_of(answer["id"]), text_of(answer["name"])


def parse_readers(answer: Any, *, types: tuple[str, ...], tag: str) -> int | None:
    """Return how many readers of these types there are; None when the answer holds others, too.

    Args:
        tag: Name of the tag they have; empty for any.
    """
    is_meant = all(entry["type"] in types and (not tag or tag in entry["tags"]) for entry in answer["results"])
    return int(answer["count"]) if is_meant else None


def request_body(spec: CampaignSpec, *, tag: str) -> Mapping[str, Any]:
    """Return what a request holds that makes an email, or fills one anew; without a state."""
    return {
        "subject": escape_django(spec.subject),
        "body": EDITOR + spec.html,
        "template": TEMPLATE,
        "filters": {"filters": _filters(tag), "groups": [], "predicate": "and"},
        "metadata": {MARKER: spec.key, DIGEST: spec.digest, TAG: tag},
        # The page that the mail links to as itself on the web; our own archive is the one to be found by searching.
        "archival_mode": "enabled",
        "canonical_url": spec.view_online,
        "commenting_mode": "disabled",
        "attachments": [],
        "related_email_ids": [],
        "featured": False,
        "should_trigger_pay_per_email_billing": False,
    }


def content_of(held: Held, newsletter: Newsletter) -> RemoteContent:
    """Return what would be sent.

    Raises:
        Drift: If it would go to other readers, or with something of Buttondown's own, or in test mode, or counted.
    """
    raw = held.raw
    for fault, cure in newsletter.faults:
        raise Drift(NAME, f"campaign {held.id}", fault, hint=cure)
    if raw.get("template") != TEMPLATE:
        raise _drift(held, "a template puts something around the mail")
    if held.tag != raw["metadata"].get(TAG):
        raise _drift(held, "it is for other readers")
    if raw.get("attachments") or raw.get("related_email_ids"):
        raise _drift(held, "something is attached to it")
    if not raw["body"].startswith(EDITOR):
        raise _drift(held, "it was opened in another editor and saved there")
    return RemoteContent(
        subject=unescape_django(raw["subject"]),
        preheader="",
        from_name=newsletter.from_name,
        from_email=newsletter.from_email,
        reply_to=newsletter.reply_to,
        html=raw["body"].removeprefix(EDITOR),
        text="",
    )


def meaning(error: Rejected, what: str) -> ProviderError:
    """Return what a refusal means."""
    if error.status in {FORBIDDEN, NOT_FOUND} and not error.is_spoken:
        return Unavailable(
            NAME, what, f"something else answers in its place ({error.status})", hint="look at url in issues/trax.toml"
        )
    if error.status == PAYMENT_REQUIRED or error.code == BEYOND_THE_PLAN:
        said = error.said or "the plan of the account does not have this"
        return PlanLimit(NAME, what, said, hint="nothing was done; look at Settings, Billing in Buttondown")
    if error.status in {UNAUTHORISED, FORBIDDEN}:
        said = error.said or str(error.status)
        return AuthError(
            NAME,
            what,
            f"the key is not accepted, or may not do this ({said})",
            hint=f"look at TRAX_BUTTONDOWN_KEY, and that in Buttondown (API, Keys) {PERMISSIONS}",
        )
    if error.status == NOT_FOUND:
        return NotFound(NAME, what, "there is none")
    if error.status in REFUSED:
        return InvalidContent(NAME, what, error.said or "it was refused", hint="nothing was changed in Buttondown")
    return error


def as_sent(moment: datetime) -> str:
    """Return a time as a request holds it: `2026-12-01T09:00:00Z`."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _filters(tag: str) -> list[Mapping[str, str]]:
    return [] if tag == EVERYBODY else [{"field": "subscriber.tags", "operator": "contains", "value": tag}]


def _tag_of(filters: Any) -> str:
    """Return the tag that a selection of readers means."""
    leaves, groups = list(filters["filters"]), list(filters["groups"])
    if groups or len(leaves) > 1:
        return SOMEBODY_ELSE
    tag = text_of(leaves[0]["value"]) if leaves else EVERYBODY
    return tag if leaves == _filters(tag) else SOMEBODY_ELSE


def _counts(figures: Any) -> list[tuple[str, Any]]:
    return [(name, figures[name]) for name in ("recipients", "deliveries") if name in figures] if figures else []


def _moment(text: str | None) -> datetime | None:
    return _instant(text) if text else None


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if not moment.tzinfo:
        raise ValueError(text)
    return moment.astimezone(UTC)


def _drift(held: Held, problem: str) -> Drift:
    hint = "delete that email in Buttondown, then push the issue again"
    return Drift(NAME, f"campaign {held.id}", problem, hint=hint)
