"""listmonk: a campaign server that an organisation runs itself, spoken to over its API.

The marker of a campaign, the digest of its bundle and the list it is for are kept as tags. Pictures are not uploaded:
readers' mail programs fetch them from the web archive, so publish the issue's pictures before it is sent. Links are
not counted and opens are not watched.

What listmonk takes without a word and must not: a list that does not exist (asked for first); a change of a
scheduled or paused campaign, a start that goes on with a paused one, the removal of a sent one (the state is asked
for first); a start of a draft with a time, which only schedules it (the time is taken away first).

Source: 54 exchanges recorded with listmonk 6.2.0 (2026-11-22), its source and its API description.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from trax.errors import InvalidContent, Unsupported
from trax.providers._gotags import render_go
from trax.providers._listmonk_calls import Calls
from trax.providers._listmonk_json import (
    NAME,
    Held,
    as_sent,
    content_of,
    parse_campaign,
    parse_list,
    parse_page,
    request_body,
)
from trax.providers._numbers import names_of, number_of, parse_numbers
from trax.providers.base import Account, Audience, Capabilities
from trax.web.door import Door

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from trax.providers._secrets import Credentials
    from trax.providers.base import AudienceRef, CampaignSpec, RemoteCampaign, RemoteContent
    from trax.web.patience import Patience, Surroundings

PAGE_SIZE = 50
UNKNOWN_SUBSCRIBER = "No known subscribers"


class Listmonk:
    """A listmonk server; `lists` says which of its lists each audience of the settings is."""

    name = NAME
    capabilities = Capabilities(
        leaves_machine=True,
        has_clock=True,
        test_to="subscribers only",
        look_up="tag",
        report="opens, clicks, bounces, links",
    )
    # The preheader is a part of the HTML, and the pictures are on the web: neither is kept by itself.
    keeps = ("subject", "from_name", "from_email", "reply_to", "html", "text")

    def __init__(
        self,
        url: str,
        credentials: Credentials,
        *,
        lists: Mapping[str, str],
        postal_address: tuple[str, ...],
        patience: Patience | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        """Keep the way to the server; nothing is asked yet.

        Args:
            lists: The server's list ids by the key of the audience: `{"readers": "3"}`.
            postal_address: What stands where the mail says `[[postal_address]]`.

        Raises:
            SettingsError: If the address or an id cannot be one.
        """
        key = {"Authorization": f"token {credentials.user}:{credentials.token}"}
        self._user = credentials.user
        self._calls = Calls(Door(NAME, url, headers=key, patience=patience, surroundings=surroundings))
        self._lists = parse_numbers(NAME, lists, shown="listmonk shows it on the page of the list, as ID")
        self._postal_address = postal_address

    def check(self) -> Account:
        """Return where the server is, after it took the user and the token."""
        self._calls.read("/api/lists", lambda answer: int(answer["data"]["total"]), query={"per_page": 1})
        return Account(f"{self._user} at {self._calls.door.address}", skew_s=self._calls.door.skew_s)

    def audience(self, reference: AudienceRef) -> Audience:
        """Return the list with the readers a campaign would reach.

        Raises:
            NotFound: If settings or server know no such list.
        """
        number = number_of(NAME, self._lists, reference.list)
        name, count = self._calls.read(f"/api/lists/{number}", parse_list, one=f"list {number}")
        return Audience(reference.list, name, count)

    def find(self, key: str) -> tuple[RemoteCampaign, ...]:
        """Return every campaign with this marker, oldest first, from however many pages there are."""
        found: dict[int, RemoteCampaign] = {}
        page, seen, total = 1, 0, 1
        while seen < total:
            query = {"tag": key, "page": page, "per_page": PAGE_SIZE, "order_by": "created_at", "order": "ASC"}
            campaigns, total = self._calls.read("/api/campaigns", parse_page, query={**query, "no_body": "true"})
            # Not trusting the filter: its documentation names another one, which the server ignores.
            found |= {int(held.id): self._named(held) for held in campaigns if key in held.raw["tags"]}
            page, seen = page + 1, seen + len(campaigns)
            if not campaigns:
                break
        return tuple(found[number] for number in sorted(found))

    def get(self, campaign_id: str) -> RemoteCampaign:
        """Return one campaign."""
        return self._named(self._calls.get(campaign_id))

    def read_content(self, campaign_id: str) -> RemoteContent:
        """Return what the server would send.

        Raises:
            Drift: If it would go to another list, or with something of the server's own around it.
        """
        return content_of(self._calls.get(campaign_id), bare_templates=self._calls.bare_templates())

    def create_draft(self, spec: CampaignSpec) -> RemoteCampaign:
        """Create a draft, after the list and the template were found. Not idempotent: twice makes two."""
        body = self._body(spec)
        self.audience(spec.audience)
        return self._named(self._calls.write("POST", "/api/campaigns", "create a campaign", parse_campaign, body=body))

    def update_draft(self, campaign_id: str, spec: CampaignSpec) -> RemoteCampaign:
        """Fill a draft anew."""
        body = self._body(spec)
        self.audience(spec.audience)
        return self._change(self._calls.expect(campaign_id, "change", "draft"), "change", body)

    def delete_draft(self, campaign_id: str) -> None:
        """Delete a draft; the server itself would delete anything."""
        held = self._calls.expect(campaign_id, "delete", "draft")
        self._calls.write_on(held, "DELETE", "delete", lambda answer: answer["data"])

    def preflight(self, campaign_id: str) -> tuple[str, ...]:
        """Return nothing: the server refuses what it cannot compile when it is given it."""
        self._calls.get(campaign_id)
        return ()

    def send_test(self, campaign_id: str, addresses: tuple[str, ...]) -> None:
        """Send a draft to these addresses, one call each: of several, the server drops those it does not know.

        Raises:
            Unsupported: For an address that is no subscriber; the ones before it have their mail.
        """
        held = self._calls.expect(campaign_id, "test", "draft")
        for address in addresses:
            body = {**as_sent(held), "subscribers": [address]}
            try:
                self._calls.write("POST", f"/api/campaigns/{held.id}/test", f"test to {address}", _is_done, body=body)
            except InvalidContent as error:
                if UNKNOWN_SUBSCRIBER not in error.detail:
                    raise
                hint = (
                    "make it a subscriber of a list for tests in listmonk, or: trax test NUMBER --to ADDRESS --via smtp"
                )
                raise Unsupported(NAME, f"test to {address}", "it is no subscriber", hint=hint) from error

    def schedule(self, campaign_id: str, when: datetime) -> RemoteCampaign:
        """Let the server send a draft at a time to come."""
        held = self._calls.expect(campaign_id, "schedule", "draft")
        moment = when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        self._change(held, "schedule", {**as_sent(held), "send_at": moment})
        return self._set_status(held, "schedule", "scheduled")

    def unschedule(self, campaign_id: str) -> RemoteCampaign:
        """Make a scheduled campaign a draft without a time."""
        held = self._calls.expect(campaign_id, "unschedule", "scheduled")
        self._set_status(held, "unschedule", "draft")
        return self._without_time(self._calls.get(campaign_id))

    def cancel(self, campaign_id: str) -> RemoteCampaign:
        """Stop a campaign that is under way; the readers who have it already keep it.

        Raises:
            Unsupported: For a draft or a scheduled one: this server cannot put it aside.
        """
        if self._calls.get(campaign_id).state in {"draft", "scheduled"}:
            raise Unsupported(
                NAME,
                f"cancel campaign {campaign_id}",
                "listmonk stops only what is being sent",
                hint="take its time away, or delete the draft",
            )
        held = self._calls.expect(campaign_id, "cancel", "sending", "paused")
        return self._set_status(held, "cancel", "cancelled")

    def send_now(self, campaign_id: str) -> RemoteCampaign:
        """Start a draft, once. The server goes on by itself; `get` says when it has come to the end."""
        held = self._calls.expect(campaign_id, "send", "draft")
        if held.raw["send_at"]:
            self._without_time(held)
        return self._set_status(held, "send", "running")

    def render_tags(self, html: str) -> str:
        """Return the text with our placeholders as listmonk's tags, and nothing else as one."""
        return render_go(html, postal_address=self._postal_address)

    def _without_time(self, held: Held) -> RemoteCampaign:
        """Take the time away that a draft keeps: started with one, it would only be scheduled."""
        return self._change(held, "unschedule", {**as_sent(held), "send_at": None})

    def _change(self, held: Held, operation: str, body: Mapping[str, Any]) -> RemoteCampaign:
        return self._named(self._calls.write_on(held, "PUT", operation, parse_campaign, body=body))

    def _set_status(self, held: Held, operation: str, status: str) -> RemoteCampaign:
        body = {"status": status}
        return self._named(self._calls.write_on(held, "PUT", operation, parse_campaign, under="/status", body=body))

    def _named(self, held: Held) -> RemoteCampaign:
        """Return the campaign as the protocol shows it, its list by the name that the settings give it."""
        return held.as_remote(names_of(self._lists, held.lists))

    def _body(self, spec: CampaignSpec) -> Mapping[str, Any]:
        number = number_of(NAME, self._lists, spec.audience.list)
        templates = self._calls.bare_templates() or self._calls.make_bare_template()
        return request_body(spec, list_number=number, template=templates[0])


def _is_done(answer: Any) -> bool:
    return bool(answer["data"])
