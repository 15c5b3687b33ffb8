"""What Mailchimp's JSON means: campaigns, their content, audiences, accounts and refusals.

A campaign has no field for notes of ours. Its title is one, for it stands in listings, in the answer to a question
for one campaign and on Mailchimp's own pages, and never in a mail: `trax:upr-trax/50/readers/1 <digest>`. The digest
is written last, when the content is there: a title without one is that of a draft that still has to be filled.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trax.errors import AuthError, Drift, InvalidContent, NotFound, RateLimited, SettingsError, Unavailable
from trax.providers._mailchimp_tags import escape_merge, unescape_merge
from trax.providers.base import RemoteCampaign, RemoteContent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trax.errors import ProviderError, Rejected
    from trax.providers.base import CampaignSpec, State

NAME = "mailchimp"
STATES: Mapping[str, State] = {
    "save": "draft",
    "schedule": "scheduled",
    "sending": "sending",
    "sent": "sent",
    # Some mails are still leaving.
    "canceling": "sending",
    "canceled": "cancelled",
}
# These say nothing of the mails: a campaign whose time was taken away may rest as `paused`, and so does one that was
# stopped half way; a person archives what was sent, and what was not.
BEFORE_MAILS: Mapping[str, State] = {"paused": "draft"}
AFTER_MAILS: Mapping[str, State] = {"paused": "paused", "archived": "sent"}
BEGUN = frozenset({"sending", "sent", "paused", "cancelled"})
# Mailchimp's own pages take no longer name; not verified for its API.
LONGEST_TITLE = 100
KEY = re.compile(r"(?:^|(?<=\s))(trax:\S+)(?:\s+([A-Za-z0-9_-]{43})(?!\S))?")
# A person's copy of a campaign is not ours, whatever it was copied from.
COPY = re.compile(r"\(copy[^()]*\)\s*$", re.IGNORECASE)
COUNTED_IF = ("opens", "html_clicks", "text_clicks", "ecomm360", "goal_tracking")
COUNTED_AS = ("google_analytics", "clicktale")
# What changes a mail on its way, or shows it elsewhere.
CHANGING = ("auto_footer", "inline_css", "timewarp", "auto_tweet", "auto_fb_post", "use_conversation", "preview_text")
LISTED = (
    *("id", "web_id", "type", "create_time", "status", "emails_sent", "send_time"),
    *("settings.title", "settings.subject_line", "recipients.list_id", "recipients.recipient_count"),
    "delivery_status.emails_sent",
)
UNAUTHORISED, FORBIDDEN, NO_SUCH_PAGE = 401, 403, 404
REFUSED = frozenset({400, 409, 422})


@dataclass(frozen=True, slots=True)
class Held:
    """A campaign as Mailchimp holds it.

    Attributes:
        order: What it sorts by, the oldest first, alike on every machine.
        list: Id of the audience it is for.
        raw: Its JSON; parts of it that a campaign may lack are empty.
    """

    id: str
    state: State
    order: tuple[datetime, int, str]
    list: str
    raw: Mapping[str, Any]

    @property
    def key(self) -> str | None:
        """The marker in the title, or None for a campaign made by hand."""
        return read_title(self.raw["settings"].get("title") or "")[0]

    def as_remote(self, audience: str) -> RemoteCampaign:
        """Return it as the protocol shows a campaign."""
        raw, settings = self.raw, self.raw["settings"]
        key, digest = read_title(settings.get("title") or "")
        is_begun = self.state in BEGUN
        moment = _moment(raw.get("send_time"))
        return RemoteCampaign(
            id=self.id,
            key=key,
            title=unescape_merge(settings.get("subject_line") or ""),
            state=self.state,
            audience=audience,
            digest=digest,
            scheduled_at=moment if self.state == "scheduled" else None,
            sent_at=moment if self.state == "sent" else None,
            recipients=int(raw["recipients"].get("recipient_count") or 0) if is_begun else None,
            delivered=_count_sent(raw) if is_begun else None,
        )


def write_title(key: str, digest: str = "") -> str:
    """Return the title with the marker and, where there is room, the digest in letters of base64."""
    packed = base64.urlsafe_b64encode(bytes.fromhex(digest)).decode().rstrip("=")
    title = f"{key} {packed}".rstrip()
    return title if len(title) <= LONGEST_TITLE else key


def read_title(title: str) -> tuple[str | None, str | None]:
    """Return marker and digest of a title, also when a person wrote something before or behind them."""
    found = None if COPY.search(title) else KEY.search(title)
    if not found:
        return None, None
    return found[1], base64.urlsafe_b64decode(f"{found[2]}=").hex() if found[2] else None


def parse_campaign(answer: Any) -> Held:
    """Return the campaign of an answer; ValueError, KeyError or TypeError when it is none, as all below."""
    raw = {
        **answer,
        "settings": dict(answer.get("settings") or {}),
        "recipients": dict(answer.get("recipients") or {}),
        "tracking": dict(answer.get("tracking") or {}),
        "delivery_status": dict(answer.get("delivery_status") or {}),
    }
    number, created = _text(raw["id"]), _moment(_text(raw["create_time"]))
    if not created:
        raise ValueError(raw)
    _moment(raw.get("send_time"))
    return Held(
        id=number,
        state=_state(_text(raw["status"]), is_sent=_count_sent(raw) > 0),
        order=(created, int(raw["web_id"]), number),
        list=_text(raw["recipients"].get("list_id") or ""),
        raw=raw,
    )


def parse_page(answer: Any) -> tuple[tuple[Held, ...], int]:
    """Return the campaigns of one page, and how many there are on all."""
    return tuple(parse_campaign(entry) for entry in answer["campaigns"]), int(answer["total_items"])


def parse_content(answer: Any) -> tuple[str, str]:
    """Return HTML and plain text of a campaign; empty before it was filled."""
    return _text(answer.get("html") or ""), _text(answer.get("plain_text") or "")


def parse_filled(answer: Any) -> str:
    """Return the HTML that Mailchimp says it has taken."""
    return _text(answer["html"])


def parse_audience(answer: Any) -> tuple[str, int]:
    """Return name and readers of an audience: only the subscribed are in this count, and only they get a campaign."""
    return _text(answer["name"]), int(answer["stats"]["member_count"])


def parse_account(answer: Any) -> tuple[str, str]:
    """Return name and plan of the account."""
    return _text(answer["account_name"]), _text(answer.get("pricing_plan_type") or "")


def parse_domains(answer: Any) -> frozenset[str]:
    """Return the domains that mails may come from."""
    return frozenset(_text(entry["domain"]).casefold() for entry in answer["domains"] if entry["verified"])


def parse_checklist(answer: Any) -> tuple[str, ...]:
    """Return what the checklist says against sending, one line each; its warnings stop nobody, there or here."""
    items = [(_text(each["type"]), _line(each)) for each in answer["items"]]
    errors = [line for kind, line in items if kind == "error"]
    if not answer["is_ready"] and not errors:
        errors = ["Mailchimp does not say why it is not ready; look at the campaign there"]
    return tuple(errors)


def settings_body(spec: CampaignSpec, *, list_id: str) -> Mapping[str, Any]:
    """Return what a request holds that makes a campaign, or takes the mark of its content from one.

    Raises:
        SettingsError: If answers were to go to another address than the mail comes from.
    """
    if spec.reply_to != spec.from_email:
        raise SettingsError(
            f"mailchimp sends from the address that answers go to; the settings name two: {spec.from_email} and "
            f"{spec.reply_to}",
            hint="give [sender] in issues/trax.toml one address: the same email and reply_to, or no reply_to",
        )
    settings = {
        "title": write_title(spec.key),
        "subject_line": escape_merge(spec.subject),
        # The preheader is a part of the HTML; Mailchimp would put a second one before it.
        "preview_text": "",
        "from_name": escape_merge(spec.from_name),
        "reply_to": spec.reply_to,
        "to_name": "",
        "authenticate": True,
        **dict.fromkeys(("auto_footer", "inline_css", "auto_tweet", "use_conversation", "fb_comments"), False),
    }
    tracking = {**dict.fromkeys(COUNTED_IF, False), **dict.fromkeys(COUNTED_AS, "")}
    return {"recipients": {"list_id": list_id}, "settings": settings, "tracking": tracking}


def mark_body(body: Mapping[str, Any], spec: CampaignSpec) -> Mapping[str, Any]:
    """Return what a request holds that marks a campaign as filled; it has to name the other settings again."""
    return {"settings": {**body["settings"], "title": write_title(spec.key, spec.digest)}}


def content_of(held: Held, *, html: str, text: str) -> RemoteContent:
    """Return what Mailchimp would send.

    Raises:
        Drift: If it would go to a part of the audience, be counted, or be changed on its way.
    """
    settings = held.raw["settings"]
    if held.raw["type"] != "regular":
        raise _drift(held, f"it is a campaign of another kind ({held.raw['type']})")
    segment = held.raw["recipients"].get("segment_opts") or {}
    if any(value for name, value in segment.items() if name != "match"):
        raise _drift(held, "it is for a part of the audience only")
    counted = [name for name in (*COUNTED_IF, *COUNTED_AS) if held.raw["tracking"].get(name)]
    if counted:
        raise _drift(
            held,
            f"opens or clicks would be counted ({', '.join(counted)})",
            hint="switch it off at the campaign; on the free plan Mailchimp does not allow that",
        )
    changing = [name for name in CHANGING if settings.get(name)]
    if changing:
        raise _drift(held, f"Mailchimp would add to the mail or change it ({', '.join(changing)})")
    address = settings.get("reply_to") or ""
    return RemoteContent(
        subject=unescape_merge(settings.get("subject_line") or ""),
        preheader="",
        from_name=unescape_merge(settings.get("from_name") or ""),
        from_email=address,
        reply_to=address,
        html=html,
        text=text,
    )


def meaning(error: Rejected, what: str) -> ProviderError:
    """Return what a refusal means."""
    if error.status == FORBIDDEN and not error.is_spoken:
        # Its gateway cuts off whoever keeps more than ten connections, with a page instead of JSON.
        return RateLimited(NAME, what, None)
    if error.status in {UNAUTHORISED, FORBIDDEN}:
        return AuthError(
            NAME,
            what,
            f"the key is not accepted, or may not do this ({error.said or error.status})",
            hint="look at TRAX_MAILCHIMP_KEY, and at the role of its user in Mailchimp",
        )
    if error.status == NO_SUCH_PAGE and error.is_spoken:
        return NotFound(NAME, what, "there is none")
    if error.status == NO_SUCH_PAGE:
        return Unavailable(
            NAME, what, "there is no Mailchimp at this address (404)", hint="look at url in issues/trax.toml"
        )
    if error.status in REFUSED:
        return InvalidContent(NAME, what, error.said or "it was refused", hint="look at the campaign in Mailchimp")
    return error


def _state(status: str, *, is_sent: bool) -> State:
    return STATES.get(status) or (AFTER_MAILS if is_sent else BEFORE_MAILS).get(status, "unknown")


def _count_sent(raw: Mapping[str, Any]) -> int:
    return max(int(raw.get("emails_sent") or 0), int(raw["delivery_status"].get("emails_sent") or 0))


def _moment(text: str | None) -> datetime | None:
    """Return the moment in UTC; an empty text is none. Mailchimp always names the zone."""
    moment = datetime.fromisoformat(text) if text else None
    if moment and moment.tzinfo is None:
        raise ValueError(text)
    return moment.astimezone(UTC) if moment else None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _line(item: Mapping[str, Any]) -> str:
    words = [" ".join(re.sub(r"<[^>]*>", " ", _text(item.get(name) or "")).split()) for name in ("heading", "details")]
    return ": ".join(word for word in words if word)


def _drift(held: Held, problem: str, *, hint: str = "") -> Drift:
    hint = hint or "delete that draft in Mailchimp, then push the issue again"
    return Drift(NAME, f"campaign {held.id}", problem, hint=hint)
