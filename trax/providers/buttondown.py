"""Buttondown: a newsletter service in the USA, spoken to over its API.

A campaign is an email of Buttondown. Marker, digest and tag are kept in its metadata, which listings show. Readers are
all of the newsletter or those with one tag. Who a mail comes from belongs to the newsletter, not to the email: another
sender than the approved one is refused before a draft is made, and found again before each send.

The HTML goes in with the template `naked`, which leaves away what Buttondown puts around a mail, and with Buttondown's
own first line for "this is HTML, not Markdown". Pictures are not uploaded: mail programs fetch them from the web
archive. Buttondown makes the plain text from the HTML.

What Buttondown takes without a word and must not, so that it is asked or said first: an email without a state, which it
sends at once; a change or a removal of what was sent; a time that is over. Its description has it that a change without
metadata empties them, so each change brings them along. A create bears a key by which it is known again for a while:
two machines, or one that lost the reply, get the same draft. A key whose draft was deleted since is found by reading
that draft, and the next key is taken.

Source: Buttondown's API description 1.0.0, version 2026-04-01, and its documentation (of 2026-08; read 2026-11-24):
statuses, publishing, idempotency keys, naked mode, editor modes, test mode, permissions, rate limits.
Not verified, for want of an account: that a body comes back, and goes out, byte for byte; that a plan without naked
mode says so; that the feature `tracking` is what counts opens and clicks; which readers with a lapsed paid subscription
get mails; that `tag` asks by a tag's name; that 409 has no other cause than a state; how long a key is remembered;
whether tracked replies change where answers go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trax.errors import InvalidContent, NotFound, SettingsError, Unsupported
from trax.providers._buttondown_json import (
    DOUBTFUL,
    EVERYBODY,
    NAME,
    REACHED,
    as_sent,
    content_of,
    request_body,
)
from trax.providers._buttondown_wire import Wire, path_of
from trax.providers._djangotags import UNSUBSCRIBE, render_django
from trax.providers.base import Account, Audience, Capabilities

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from trax.providers._buttondown_json import Held
    from trax.providers._secrets import Secret
    from trax.providers.base import AudienceRef, CampaignSpec, RemoteCampaign, RemoteContent
    from trax.web.patience import Patience, Surroundings

HOST = "https://api.buttondown.com"


class Buttondown:
    """A newsletter at Buttondown; `tags` says which of its tags each audience of the settings is, or EVERYBODY."""

    name = NAME
    capabilities = Capabilities(
        leaves_machine=True,
        has_clock=True,
        text_part=False,
        own_sender=False,
        look_up="metadata",
        keeps_bytes=False,
        idempotency_key=True,
        preflight="whether the mail can be made, and has an unsubscribe link",
        report="deliveries, bounces, unsubscriptions, complaints",
    )
    # The preheader is a part of the HTML, and the pictures are on the web: neither is kept by itself.
    keeps = ("subject", "from_name", "from_email", "reply_to", "html")

    def __init__(
        self,
        key: Secret,
        *,
        tags: Mapping[str, str],
        postal_address: tuple[str, ...],
        url: str = HOST,
        patience: Patience | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        """Keep the way to the server; nothing is asked yet.

        Args:
            tags: Ids of tags by the key of the audience: `{"readers": "sub_tag_…"}`, or `{"readers": "all"}`.
            postal_address: What stands where the mail says `[[postal_address]]`.

        Raises:
            SettingsError: If the address cannot be one.
        """
        self._wire = Wire(key, url, patience=patience, surroundings=surroundings)
        self._tags = dict(tags)
        self._postal_address = postal_address

    def check(self) -> Account:
        """Return the newsletter the key is for, and what a person should know of it."""
        newsletter = self._wire.newsletter()
        name = f"{newsletter.name} ({newsletter.username}) at {self._wire.door.address}"
        return Account(name, notes=newsletter.notes, skew_s=self._wire.door.skew_s)

    def audience(self, reference: AudienceRef) -> Audience:
        """Return the readers a campaign would reach.

        Raises:
            NotFound: If settings or Buttondown know no such tag.
            Unsupported: If some have a lapsed paid subscription: nobody says whether they get mails.
        """
        tag = self._tag(reference.list)
        name = "" if tag == EVERYBODY else self._wire.tag_name(tag, audience=reference.list)
        doubtful = self._wire.count(DOUBTFUL, name)
        if doubtful:
            raise Unsupported(
                NAME,
                f"count the readers of {reference.list}",
                f"{doubtful} have a paid subscription that is not running; whether they get mails is not known",
                hint=f"give a tag to those who should, and name it in [audiences.{reference.list}]",
            )
        return Audience(reference.list, name or "all readers", self._wire.count(REACHED, name))

    def find(self, key: str) -> tuple[RemoteCampaign, ...]:
        """Return every campaign with this marker, oldest first, from however many pages there are."""
        return tuple(self._named(held) for held in self._wire.marked(key))

    def get(self, campaign_id: str) -> RemoteCampaign:
        """Return one campaign."""
        return self._named(self._wire.get(campaign_id))

    def read_content(self, campaign_id: str) -> RemoteContent:
        """Return what would be sent.

        Raises:
            Drift: If it would go to other readers, or with something of Buttondown's own, or in test mode, or counted.
        """
        return content_of(self._wire.get(campaign_id), self._wire.newsletter())

    def create_draft(self, spec: CampaignSpec) -> RemoteCampaign:
        """Create a draft, after tag and sender were looked at. Not idempotent: twice makes two."""
        # Without a state it would be sent at once.
        body = {**self._body(spec), "status": "draft"}
        seen = {held.id for held in self._wire.marked(spec.key)}
        return self._named(self._wire.create(body, seen=seen))

    def update_draft(self, campaign_id: str, spec: CampaignSpec) -> RemoteCampaign:
        """Fill a draft anew."""
        body = self._body(spec)
        return self._named(self._wire.patch(self._wire.expect(campaign_id, "change", "draft"), "change", body))

    def delete_draft(self, campaign_id: str) -> None:
        """Delete a draft; Buttondown itself would delete anything."""
        held = self._wire.expect(campaign_id, "delete", "draft")
        self._wire.change(held, "delete", lambda: self._wire.door.act("DELETE", path_of(held.id)))

    def preflight(self, campaign_id: str) -> tuple[str, ...]:
        """Return why the mail could not be sent: it has no unsubscribe link, or cannot be made."""
        held, found = self._wire.get(campaign_id), []
        if UNSUBSCRIBE not in held.raw["body"]:
            found.append("it has no unsubscribe link, which Buttondown wants")
        try:
            self._wire.read(f"{path_of(held.id)}/renders", _content_of, query={"target": "email"})
        except InvalidContent as error:
            found.append(error.detail)
        return tuple(found)

    def send_test(self, campaign_id: str, addresses: tuple[str, ...]) -> None:
        """Send a draft to these addresses, whether or not they are readers, in one call."""
        held = self._wire.expect(campaign_id, "test", "draft")
        path, body = f"{path_of(held.id)}/send-draft", {"recipients": list(addresses)}
        self._wire.change(held, "test", lambda: self._wire.door.act("POST", path, body=body, status=200))

    def schedule(self, campaign_id: str, when: datetime) -> RemoteCampaign:
        """Let Buttondown send a draft at a time to come; the state is named, so that it cannot mean "now".

        Raises:
            InvalidContent: If the time is over, or no full minute.
        """
        is_over = when <= self._wire.now()
        if is_over or when.second or when.microsecond:
            problem = "is over" if is_over else "is no full minute"
            raise InvalidContent(NAME, f"schedule campaign {campaign_id}", f"{as_sent(when)} {problem}")
        held = self._wire.expect(campaign_id, "schedule", "draft")
        body = {"status": "scheduled", "publish_date": as_sent(when)}
        return self._named(self._wire.patch(held, "schedule", body))

    def unschedule(self, campaign_id: str) -> RemoteCampaign:
        """Make a scheduled campaign a draft without a time."""
        held = self._wire.expect(campaign_id, "unschedule", "scheduled")
        return self._named(self._wire.patch(held, "unschedule", {"status": "draft", "publish_date": "none"}))

    def cancel(self, campaign_id: str) -> RemoteCampaign:
        """Refuse: no state of Buttondown is for good, and what is being sent is stopped by a person.

        Raises:
            Unsupported: For what was not sent.
            WrongState: For what was.
        """
        held = self._wire.expect(campaign_id, "cancel", "draft", "scheduled", "sending")
        is_leaving = held.state == "sending"
        hint = "pause it in Buttondown, at once" if is_leaving else "take its time away, or delete the draft"
        raise Unsupported(NAME, f"cancel campaign {campaign_id}", "Buttondown puts nothing aside for good", hint=hint)

    def send_now(self, campaign_id: str) -> RemoteCampaign:
        """Publish a draft, once. Buttondown goes on by itself; `get` says when it has come to the end."""
        held = self._wire.expect(campaign_id, "send", "draft")
        if held.raw.get("publish_date"):
            held = self._wire.patch(held, "unschedule", {"publish_date": "none"})
        return self._named(self._wire.publish(held))

    def render_tags(self, html: str) -> str:
        """Return the text with our placeholders as Buttondown's tags, and nothing else as one."""
        return render_django(html, postal_address=self._postal_address)

    def _named(self, held: Held) -> RemoteCampaign:
        """Return the email as the protocol shows a campaign, its readers by the name that the settings give them."""
        names = {tag: audience for audience, tag in self._tags.items()}
        return held.as_remote(names.get(held.tag, held.tag))

    def _body(self, spec: CampaignSpec) -> Mapping[str, Any]:
        """Return what a request holds, once its readers and its sender are those that were approved.

        Raises:
            SettingsError: If mails would come from somebody else, or in test mode, or be counted.
        """
        tag = self._tag(spec.audience.list)
        if tag != EVERYBODY:
            self._wire.tag_name(tag, audience=spec.audience.list)
        newsletter = self._wire.newsletter()
        for fault, cure in newsletter.faults:
            raise SettingsError(f"buttondown: {fault}", hint=cure)
        if newsletter.sender != (spec.from_name, spec.from_email, spec.reply_to):
            raise SettingsError(
                f"buttondown: {newsletter.notes[0]}; "
                f"approved is {spec.from_name} <{spec.from_email}>, answers to {spec.reply_to}",
                hint="make both the same: in Buttondown (Settings, Basics), or [sender] of issues/trax.toml",
            )
        return request_body(spec, tag=tag)

    def _tag(self, audience: str) -> str:
        if audience not in self._tags:
            known = ", ".join(self._tags) or "none"
            hint = f'trax.toml names one for: {known}; add to [audiences.{audience}]: id = "sub_tag_…" or id = "all"'
            raise NotFound(NAME, "audience", f'"{audience}" has no tag', hint=hint)
        return self._tags[audience]


def _content_of(answer: Any) -> str:
    return str(answer["content"])
