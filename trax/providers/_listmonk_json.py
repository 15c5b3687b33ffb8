"""What listmonk's JSON means: campaigns, lists, templates, senders and refusals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from trax.errors import AuthError, Drift, InvalidContent, NotFound, Unavailable
from trax.providers._gotags import escape_go, unescape_go
from trax.providers.base import RemoteCampaign, RemoteContent

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from trax.errors import ProviderError, Rejected
    from trax.providers.base import CampaignSpec, State

NAME = "listmonk"
STATES: Mapping[str, State] = {
    "draft": "draft",
    "scheduled": "scheduled",
    "running": "sending",
    "paused": "paused",
    "finished": "sent",
    "cancelled": "cancelled",
}
MARKER, DIGEST, LIST = "trax:", "trax-sha:", "trax-list:"
BARE_TEMPLATE = '{{ template "content" . }}'
UNAUTHORISED = frozenset({401, 403})
BAD_REQUEST = 400
NO_SUCH_PAGE = 404
SPECIALS = re.compile(r'[()<>\[\]:;@\\,."]')


@dataclass(frozen=True, slots=True)
class Held:
    """A campaign as the server holds it.

    Attributes:
        lists: Numbers of the lists it is for.
        raw: Its JSON, with empty lists where the server says null.
    """

    id: str
    state: State
    lists: tuple[int, ...]
    raw: Mapping[str, Any]

    def as_remote(self, audience: str) -> RemoteCampaign:
        """Return it as the protocol shows a campaign."""
        raw, tags = self.raw, self.raw["tags"]
        is_begun = raw["started_at"] is not None
        return RemoteCampaign(
            id=self.id,
            key=next((tag for tag in tags if tag.startswith(MARKER)), None),
            title=unescape_go(raw["subject"]),
            state=self.state,
            audience=audience,
            digest=next((tag.removeprefix(DIGEST) for tag in tags if tag.startswith(DIGEST)), None),
            scheduled_at=_moment(raw["send_at"]) if self.state == "scheduled" else None,
            # The server keeps no time of the end; its last change is when it counted the last mail.
            sent_at=_moment(raw["updated_at"]) if self.state == "sent" else None,
            recipients=raw["to_send"] if is_begun else None,
            delivered=raw["sent"] if is_begun else None,
        )


def parse_campaign(answer: Any) -> Held:
    """Return the campaign of an answer; ValueError, KeyError or TypeError when it is none, as all below."""
    raw = answer["data"]
    whole = {
        **raw,
        "subject": _text(raw["subject"]),
        "body": _text(raw["body"]),
        "altbody": _text(raw["altbody"] or ""),
        "from_email": _text(raw["from_email"]),
        "tags": [_text(tag) for tag in raw["tags"] or []],
        "lists": [dict(entry) for entry in raw["lists"] or []],
        "headers": [dict(header) for header in raw["headers"] or []],
        "to_send": int(raw["to_send"]),
        "sent": int(raw["sent"]),
    }
    for name in ("send_at", "updated_at", "started_at"):
        _moment(raw[name])
    for name in ("name", "type", "content_type", "messenger", "template_id"):
        whole[name] = raw[name]
    lists = tuple(int(entry["id"]) for entry in whole["lists"])
    return Held(str(int(raw["id"])), STATES.get(raw["status"], "unknown"), lists, whole)


def parse_page(answer: Any) -> tuple[tuple[Held, ...], int]:
    """Return the campaigns of one page, and how many there are on all."""
    data = answer["data"]
    # An empty result has no total, or 0.
    return tuple(parse_campaign({"data": entry}) for entry in data["results"]), int(data.get("total") or 0)


def as_sent(held: Held) -> Mapping[str, Any]:
    """Return a campaign as a request holds it, so that a change of one field changes no other."""
    names = ("name", "subject", "from_email", "type", "content_type", "messenger", "template_id", "body", "altbody")
    same = {name: held.raw[name] for name in (*names, "tags", "headers")}
    return {**same, "lists": list(held.lists)}


def request_body(spec: CampaignSpec, *, list_number: int, template: int) -> Mapping[str, Any]:
    """Return what a request holds that makes a campaign, or fills one anew."""
    return {
        "name": f"{spec.publication}: {spec.subject}",
        "subject": escape_go(spec.subject),
        "lists": [list_number],
        "from_email": join_sender(spec.from_name, spec.from_email),
        "type": "regular",
        "content_type": "html",
        "messenger": "email",
        "template_id": template,
        "body": spec.html,
        "altbody": spec.text,
        "tags": [spec.key, f"{DIGEST}{spec.digest}", f"{LIST}{list_number}"],
        "headers": [{"Reply-To": spec.reply_to}],
        # null takes a time away; its own description refuses it, the server does not.
        "send_at": None,
    }


def content_of(held: Held, *, bare_templates: Collection[int]) -> RemoteContent:
    """Return what the server would send.

    Args:
        bare_templates: Numbers of the templates that put nothing around a mail.

    Raises:
        Drift: If it would go to another list, or with something of the server's own around it.
    """
    raw = held.raw
    if raw["template_id"] not in bare_templates:
        raise _drift(held, "a template puts something around the mail")
    if [str(number) for number in held.lists] != [
        tag.removeprefix(LIST) for tag in raw["tags"] if tag.startswith(LIST)
    ]:
        raise _drift(held, "it is for another list")
    if (raw["content_type"], raw["messenger"], raw["type"]) != ("html", "email", "regular"):
        raise _drift(held, "it is not an HTML mail any more")
    from_name, from_email = split_sender(raw["from_email"])
    headers = {name.casefold(): value for header in raw["headers"] for name, value in header.items()}
    return RemoteContent(
        subject=unescape_go(raw["subject"]),
        preheader="",
        from_name=from_name,
        from_email=from_email,
        reply_to=headers.get("reply-to", ""),
        html=raw["body"],
        text=raw["altbody"],
    )


def meaning(error: Rejected, what: str, *, is_look_up: bool = False) -> ProviderError:
    """Return what a refusal means: a wrong token is 403 here, and so is 401; not found is 400.

    Args:
        is_look_up: Whether one thing was asked for by its number: its 400 says in the server's language that it is
            not there.
    """
    if error.status in UNAUTHORISED:
        return AuthError(
            NAME,
            what,
            f"the user or the token is not accepted, or may not do this ({error.said or error.status})",
            hint="look at TRAX_LISTMONK_USER and TRAX_LISTMONK_TOKEN, and at the user's role in listmonk",
        )
    if error.status == NO_SUCH_PAGE:
        return Unavailable(
            NAME, what, "there is no listmonk at this address (404)", hint="look at url in issues/trax.toml"
        )
    if error.status == BAD_REQUEST and is_look_up:
        return NotFound(NAME, what, "there is none")
    if error.status == BAD_REQUEST:
        return InvalidContent(NAME, what, error.said or "it was refused", hint="nothing was changed in listmonk")
    return error


def parse_list(answer: Any) -> tuple[str, int]:
    """Return name and readers of a list: whoever has not left it, and on a double opt-in list has confirmed."""
    data = answer["data"]
    statuses = {name: int(count) for name, count in (data.get("subscriber_statuses") or {}).items()}
    if data["optin"] == "double":
        return str(data["name"]), statuses.get("confirmed", 0)
    reached = sum(count for name, count in statuses.items() if name != "unsubscribed")
    return str(data["name"]), reached if statuses else int(data["subscriber_count"])


_BARE = "".join(BARE_TEMPLATE.split())


def parse_templates(answer: Any) -> tuple[int, ...]:
    """Return the numbers of the templates that put nothing around a mail, oldest first."""
    found = [entry for entry in answer["data"] if entry["type"] == "campaign"]
    return tuple(sorted(int(entry["id"]) for entry in found if "".join(entry["body"].split()) == _BARE))


def parse_template(answer: Any) -> int:
    """Return the number of a template that was just made."""
    return int(answer["data"]["id"])


def join_sender(name: str, address: str) -> str:
    """Return name and address as the server takes a sender."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}" <{address}>' if SPECIALS.search(name) else f"{name} <{address}>"


def split_sender(sender: str) -> tuple[str, str]:
    """Return what `join_sender` was given."""
    name, _, address = sender.rpartition(" <")
    if name.startswith('"') and name.endswith('"'):
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    return name, address.removesuffix(">")


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _drift(held: Held, problem: str) -> Drift:
    hint = "delete that draft in listmonk, then push the issue again"
    return Drift(NAME, f"campaign {held.id}", problem, hint=hint)
