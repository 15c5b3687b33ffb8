"""Mailchimp, spoken to over its Marketing API 3.0.

A draft takes three calls: it is made with our marker as its title, it is given its content, and only then the digest
of the bundle goes into the title. A run that breaks off between two of them leaves a draft without a digest, which
the next run finds by the marker and fills. Filling anew first takes the digest away.

Mails come from the address that answers go to, so the settings may name only one. Pictures are not uploaded: readers'
mail programs fetch them from the web archive. Nothing is counted, and what Mailchimp would count or add is found when
the draft is read back. The state is asked for before each change, because Mailchimp deletes whatever it is told to.

Source: the description of its API, version 3.0.55 (2026-11-22); its pages on errors, footers and merge tags (read
2026-11-24). Not verified, for want of an account: whether HTML and text come back as they were given, what else
happens to them on their way out (media queries are said to be wrapped), how soon a new campaign is listed and whether
one that was put away still is, whether an unscheduled one is `save` or `paused` (both are understood), the longest
title, the order of `web_id`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any

from trax.errors import InvalidContent, NotFound, SettingsError, Unsupported
from trax.providers._mailchimp_calls import ID, Calls
from trax.providers._mailchimp_json import (
    NAME,
    content_of,
    mark_body,
    parse_account,
    parse_audience,
    parse_campaign,
    parse_checklist,
    parse_content,
    parse_domains,
    parse_filled,
    settings_body,
)
from trax.providers._mailchimp_tags import UNSUBSCRIBE, render_merge
from trax.providers.base import Account, Audience, Capabilities
from trax.web.patience import Surroundings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from trax.providers._mailchimp_json import Held
    from trax.providers._secrets import Secret
    from trax.providers.base import AudienceRef, CampaignSpec, RemoteCampaign, RemoteContent
    from trax.web.patience import Patience

FREE_PLAN = "forever_free"
STEP = timedelta(minutes=15)


class Mailchimp:
    """A Mailchimp account; `lists` says which of its audiences each audience of the settings is."""

    name = NAME
    capabilities = Capabilities(
        leaves_machine=True,
        has_clock=True,
        step_minutes=15,
        look_up="title",
        keeps_bytes=False,
        preflight="send checklist",
        report="opens, clicks, bounces, links",
    )
    # The preheader is a part of the HTML, and the pictures are on the web: neither is kept by itself.
    keeps = ("subject", "from_name", "from_email", "reply_to", "html", "text")

    def __init__(
        self,
        key: Secret,
        *,
        url: str | None = None,
        lists: Mapping[str, str],
        postal_address: tuple[str, ...],
        sender: str,
        patience: Patience | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        """Keep the way to the account; nothing is asked yet.

        Args:
            url: Address of another server; without one, that of the data centre at the end of the key.
            lists: Mailchimp's audience ids by the key of the audience: `{"readers": "a1b2c3d4e5"}`.
            postal_address: What stands where the mail says `[[postal_address]]`.
            sender: Address the mails come from; `check` says whether Mailchimp has verified its domain.

        Raises:
            SettingsError: If the key, the address or an id cannot be one.
        """
        self._world = surroundings or Surroundings()
        self._calls = Calls(key, url, patience=patience, world=self._world)
        self._lists = {audience: _list_id(audience, list_id) for audience, list_id in lists.items()}
        self._postal_address = postal_address
        self._sender = sender

    def check(self) -> Account:
        """Return whose account the key opens, and what there is to know of its plan and of the sender."""
        name, plan = self._calls.read("/", parse_account)
        verified = self._calls.read("/verified-domains", parse_domains)
        domain, notes = self._sender.rpartition("@")[2].casefold(), []
        if plan == FREE_PLAN:
            notes.append("free plan: Mailchimp puts its badge into each mail, and may not let clicks go uncounted")
        if domain not in verified:
            notes.append(f"{domain} is not verified in Mailchimp, so nothing is sent from {self._sender}")
        return Account(name, tuple(notes), skew_s=self._calls.door.skew_s)

    def audience(self, reference: AudienceRef) -> Audience:
        """Return the audience with the readers a campaign would reach: the subscribed and nobody else.

        Raises:
            NotFound: If settings or Mailchimp know no such audience.
        """
        list_id = self._list(reference.list)
        query = {"fields": "name,stats.member_count"}
        name, count = self._calls.read(f"/lists/{list_id}", parse_audience, what=f"audience {list_id}", query=query)
        return Audience(reference.list, name, count)

    def find(self, key: str) -> tuple[RemoteCampaign, ...]:
        """Return every campaign with this marker, oldest first.

        No filter is used, for somebody may have given the campaign to another audience, and no search, for that is
        an index.
        """
        return tuple(self._named(held) for held in self._calls.list_campaigns() if held.key == key)

    def get(self, campaign_id: str) -> RemoteCampaign:
        """Return one campaign."""
        return self._named(self._calls.get(campaign_id))

    def read_content(self, campaign_id: str) -> RemoteContent:
        """Return what Mailchimp would send.

        Raises:
            Drift: If it would go to a part of the audience, be counted, or be changed on its way.
        """
        held = self._calls.get(campaign_id)
        html, text = self._calls.about(held, "/content", parse_content)
        return content_of(held, html=html, text=text)

    def create_draft(self, spec: CampaignSpec) -> RemoteCampaign:
        """Create a draft and fill it, after the audience was found. Not idempotent: twice makes two.

        Whatever it ends with, a draft may be there by then, without its content and without a digest.
        """
        body = self._body(spec)
        return self._fill(self._calls.create({"type": "regular", **body}), spec, body)

    def update_draft(self, campaign_id: str, spec: CampaignSpec) -> RemoteCampaign:
        """Fill a draft anew: take the digest away, give it the content, and the digest of that."""
        body = self._body(spec)
        held = self._calls.expect(campaign_id, "change", "draft")
        return self._fill(self._calls.change(held, "PATCH", "change", parse_campaign, body=body), spec, body)

    def delete_draft(self, campaign_id: str) -> None:
        """Delete a draft; Mailchimp itself would delete anything."""
        self._calls.act(self._calls.expect(campaign_id, "delete", "draft"), "DELETE", "delete")

    def preflight(self, campaign_id: str) -> tuple[str, ...]:
        """Return what Mailchimp's checklist says, and whether Mailchimp would add a footer of its own."""
        held = self._calls.get(campaign_id)
        parts = self._calls.about(held, "/content", parse_content)
        bare = [name for name, part in zip(("HTML", "plain text"), parts, strict=True) if UNSUBSCRIBE not in part]
        footer = f"no link to unsubscribe in the {' and the '.join(bare)}: Mailchimp adds a footer of its own"
        return (*self._calls.about(held, "/send-checklist", parse_checklist), *([footer] if bare else ()))

    def send_test(self, campaign_id: str, addresses: tuple[str, ...]) -> None:
        """Send a draft to these addresses, in one call that Mailchimp refuses or accepts as a whole."""
        held = self._calls.expect(campaign_id, "test", "draft")
        body = {"test_emails": list(addresses), "send_type": "html"}
        self._calls.act(held, "POST", "test", under="/actions/test", body=body)

    def schedule(self, campaign_id: str, when: datetime) -> RemoteCampaign:
        """Let Mailchimp send a draft at a quarter of an hour to come."""
        what, moment = f"schedule campaign {campaign_id}", when.astimezone(UTC)
        early = moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
        if moment != early:
            hint = f"take {early:%H:%M} or {early + STEP:%H:%M} UTC"
            raise InvalidContent(NAME, what, "it sends only at :00, :15, :30 and :45", hint=hint)
        if moment <= self._world.now():
            raise InvalidContent(NAME, what, f"{moment:%Y-%m-%d %H:%M} UTC is over", hint="name a time to come")
        held = self._calls.expect(campaign_id, "schedule", "draft")
        body = {"schedule_time": moment.isoformat(timespec="seconds")}
        self._calls.act(held, "POST", "schedule", under="/actions/schedule", body=body)
        return replace(self._named(held), state="scheduled", scheduled_at=moment)

    def unschedule(self, campaign_id: str) -> RemoteCampaign:
        """Make a scheduled campaign a draft again."""
        held = self._calls.expect(campaign_id, "unschedule", "scheduled")
        self._calls.act(held, "POST", "unschedule", under="/actions/unschedule")
        return replace(self._named(held), state="draft", scheduled_at=None)

    def cancel(self, campaign_id: str) -> RemoteCampaign:
        """Stop a campaign that is being sent; the readers who have it already keep it.

        Raises:
            Unsupported: For a draft or a scheduled one, which cannot be put aside, and where Mailchimp will not.
        """
        what = f"cancel campaign {campaign_id}"
        if self._calls.get(campaign_id).state in {"draft", "scheduled"}:
            hint = "take its time away, or delete the draft"
            raise Unsupported(NAME, what, "Mailchimp stops only what is being sent", hint=hint)
        held = self._calls.expect(campaign_id, "cancel", "sending")
        try:
            self._calls.act(held, "POST", "cancel", under="/actions/cancel-send")
        except InvalidContent as error:
            raise Unsupported(NAME, what, error.detail, hint="only some plans of Mailchimp can do this") from error
        return replace(self._named(held), state="cancelled")

    def send_now(self, campaign_id: str) -> RemoteCampaign:
        """Send a draft, once. Mailchimp goes on by itself; `get` says when it has come to the end."""
        held = self._calls.expect(campaign_id, "send", "draft")
        try:
            self._calls.act(held, "POST", "send", under="/actions/send")
        except InvalidContent as error:
            # Its own words are only that it is not ready; why stands in the checklist.
            lines = self._calls.about(held, "/send-checklist", parse_checklist)
            raise InvalidContent(NAME, error.operation, "; ".join([error.detail, *lines]), hint=error.hint) from error
        return replace(self._named(held), state="sending")

    def render_tags(self, html: str) -> str:
        """Return the text with our placeholders as Mailchimp's merge tags, and nothing else as one."""
        return render_merge(html, postal_address=self._postal_address)

    def _body(self, spec: CampaignSpec) -> Mapping[str, Any]:
        body = settings_body(spec, list_id=self._list(spec.audience.list))
        self.audience(spec.audience)
        return body

    def _fill(self, held: Held, spec: CampaignSpec, body: Mapping[str, Any]) -> RemoteCampaign:
        content = {"html": spec.html, "plain_text": spec.text}
        self._calls.change(held, "PUT", "fill", parse_filled, under="/content", body=content)
        return self._named(self._calls.change(held, "PATCH", "mark", parse_campaign, body=mark_body(body, spec)))

    def _named(self, held: Held) -> RemoteCampaign:
        """Return the campaign as the protocol shows it, its audience by the name that the settings give it."""
        names = {list_id: audience for audience, list_id in self._lists.items()}
        return held.as_remote(names.get(held.list, held.list))

    def _list(self, audience: str) -> str:
        if audience not in self._lists:
            known = ", ".join(self._lists) or "none"
            hint = f'trax.toml names an id for: {known}; add to [audiences.{audience}]: id = "a1b2c3d4e5"'
            raise NotFound(NAME, "audience", f'"{audience}" has no id in Mailchimp', hint=hint)
        return self._lists[audience]


def _list_id(audience: str, list_id: str) -> str:
    if not ID.fullmatch(list_id):
        raise SettingsError(
            f'issues/trax.toml: audiences.{audience}.id: "{list_id}" is not the id of an audience of Mailchimp',
            hint="Mailchimp shows it in the settings of the audience, as Audience ID",
        )
    return list_id
