"""Brevo (formerly Sendinblue): an account at a provider in the EU, spoken to over its API v3.

Opens are watched and links are counted, and neither can be turned off: the API has no word for it, and RIPE NCC, which
sends with Brevo, found no way either. Brevo makes its own plain text. Pictures are fetched from the web archive.

What Brevo takes without a word and must not: a change of what is scheduled, and no addresses for a test, which it
sends to a whole list. What its words mean: `queued` is both waiting for a time and about to go out; a suspended
campaign can be given a time again and cannot be deleted; a listing shows 100 campaigns at most. Who gets a campaign is
settled when it is given its time, not when it goes out.

Not verified, for want of an account: that HTML comes back as it was given (others compare it byte by byte, and saw it
changed where the account adds `utm_` to links), that a scheduled campaign can be made a draft again, that a mail with
an unsubscribe link gets no second one, and how long after a change a listing shows it.

Source: Brevo's API description 3.0.0 (commit c8105ee) and its reference; APIv3-php-library issues 39, 48 and 142,
APIv3-nodejs-library 104, APIv3-java-library 13; ripe-atlas list; public code that uses the API (all read 2026-11-24).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from trax.errors import InvalidContent, Unsupported, WrongState
from trax.providers._brevo_calls import Calls
from trax.providers._brevo_json import NAME, content_of, parse_account, parse_list, parse_senders, request_body
from trax.providers._brevotags import UNSUBSCRIBE, render_brevo
from trax.providers._numbers import names_of, number_of, parse_numbers
from trax.providers.base import Account, Audience, Capabilities, RemoteCampaign

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from trax.providers._brevo_json import Held
    from trax.providers._secrets import Secret
    from trax.providers.base import AudienceRef, CampaignSpec, RemoteContent
    from trax.web.patience import Patience, Surroundings

HOST = "https://api.brevo.com"
UNKNOWN = {
    "unexistingEmails": "it is no contact",
    "withoutListEmails": "the contact is on no list",
    "blackListedEmails": "the contact is blocklisted",
}
TRACKED = "opens are watched and links are counted; Brevo's API cannot turn that off"
STOPPED = "it will not go out; give it another name and another tag in Brevo and archive it, then push the issue again"


class Brevo:
    """An account at Brevo; `lists` says which of its lists each audience of the settings is."""

    name = NAME
    capabilities = Capabilities(
        leaves_machine=True,
        has_clock=True,
        test_to="contacts on a list only",
        text_part=False,
        look_up="tag, or name",
        report="opens, clicks, bounces, links; always watched and counted",
    )
    # The preheader is a part of the HTML.
    keeps = ("subject", "from_name", "from_email", "reply_to", "html")

    def __init__(
        self,
        url: str,
        key: Secret,
        *,
        lists: Mapping[str, str],
        sender: str,
        postal_address: tuple[str, ...],
        patience: Patience | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        """Keep the way to the account; nothing is asked yet.

        Args:
            lists: Brevo's list ids by the key of the audience: `{"readers": "3"}`.
            sender: The address that mails come from.
            postal_address: What stands where the mail says `[[postal_address]]`.

        Raises:
            SettingsError: If the address or an id cannot be one.
        """
        self._calls = Calls(url, key, patience=patience, surroundings=surroundings)
        self._lists = parse_numbers(NAME, lists, shown="Brevo shows it on the page of all lists, as #3")
        self._sender = sender
        self._postal_address = postal_address

    def check(self) -> Account:
        """Return whose account it is, what is left of its plans, and what is wrong with the sender."""
        name, notes = self._calls.read("/v3/account", parse_account)
        senders = self._calls.read("/v3/senders", parse_senders)
        is_active = senders.get(self._sender.casefold())
        if not is_active:
            state = "is not confirmed" if is_active is False else "is no sender of this account"
            notes += (f"{self._sender} {state}: in Brevo, Senders, Domains & Dedicated IPs",)
        return Account(name, (*notes, TRACKED), skew_s=self._calls.skew_s)

    def audience(self, reference: AudienceRef) -> Audience:
        """Return the list with the readers a campaign would reach.

        Raises:
            NotFound: If settings or Brevo know no such list.
            Unsupported: If Brevo does not count them.
        """
        number = number_of(NAME, self._lists, reference.list)
        name, count = self._calls.read(f"/v3/contacts/lists/{number}", parse_list, one=f"list {number}")
        if count is None:
            hint = "look at the list in Brevo; without their number nothing is sent"
            raise Unsupported(NAME, f"list {number}", "Brevo does not say how many readers it reaches", hint=hint)
        return Audience(reference.list, name, count)

    def find(self, key: str) -> tuple[RemoteCampaign, ...]:
        """Return every campaign with this marker, oldest first, from however many pages there are."""
        return tuple(self._named(held) for held in self._calls.find(key))

    def get(self, campaign_id: str) -> RemoteCampaign:
        """Return one campaign."""
        return self._named(self._calls.get(campaign_id))

    def read_content(self, campaign_id: str) -> RemoteContent:
        """Return what Brevo would send.

        Raises:
            Drift: If it would leave readers out, or send with something of its own.
        """
        return content_of(self._calls.get(campaign_id))

    def create_draft(self, spec: CampaignSpec) -> RemoteCampaign:
        """Create a draft, after the list was found. Not idempotent: twice makes two."""
        body = self._body(spec)
        return _made(self._calls.create(body), spec)

    def update_draft(self, campaign_id: str, spec: CampaignSpec) -> RemoteCampaign:
        """Fill a draft anew."""
        body = self._body(spec)
        self._calls.change(self._calls.expect(campaign_id, "change", "draft"), "PUT", "change", body=body)
        return _made(campaign_id, spec)

    def delete_draft(self, campaign_id: str) -> None:
        """Delete a draft."""
        self._calls.change(self._calls.expect(campaign_id, "delete", "draft"), "DELETE", "delete")

    def preflight(self, campaign_id: str) -> tuple[str, ...]:
        """Return what Brevo would do to the draft that nobody asked it for."""
        if UNSUBSCRIBE in self._calls.get(campaign_id).raw["htmlContent"]:
            return ()
        return (f"the mail has no {UNSUBSCRIBE}: Brevo would put its own footer below it",)

    def send_test(self, campaign_id: str, addresses: tuple[str, ...]) -> None:
        """Send a draft to these addresses, one call each, so that it is known who has it.

        Raises:
            Unsupported: For an address that is no contact; the ones before it have their mail.
        """
        held = self._calls.expect(campaign_id, "test", "draft")
        for address in addresses:
            what = f"test to {address}"
            try:
                self._calls.change(held, "POST", what, under="/sendTest", body={"emailTo": [address]})
            except InvalidContent as error:
                problem = next((words for name, words in UNKNOWN.items() if name in error.detail), "")
                if not problem:
                    raise
                hint = "put it on a list for tests in Brevo, or: trax test NUMBER --to ADDRESS --via smtp"
                raise Unsupported(NAME, what, problem, hint=hint) from error

    def schedule(self, campaign_id: str, when: datetime) -> RemoteCampaign:
        """Let Brevo send a draft at a time to come, and return the campaign as it says it is then.

        Raises:
            InvalidContent: If the time is over, or is not a full minute.
        """
        moment = when.astimezone(UTC)
        if moment <= self._calls.now or moment.second or moment.microsecond:
            problem = f"{moment.isoformat()} is not a full minute that is still to come"
            raise InvalidContent(NAME, f"schedule campaign {campaign_id}", problem, hint="choose another time")
        held = self._calls.expect(campaign_id, "schedule", "draft")
        self._calls.change(held, "PUT", "schedule", body={"scheduledAt": moment.isoformat()})
        return self._named(self._calls.confirmed(held, "schedule"))

    def unschedule(self, campaign_id: str) -> RemoteCampaign:
        """Make a scheduled campaign a draft again; if Brevo does not, stop it at least.

        Raises:
            WrongState: If it is stopped, or under way, and no draft.
        """
        held = self._calls.expect(campaign_id, "unschedule", "scheduled")
        try:
            self._set_status(held, "draft")
            now = self._calls.confirmed(held, "unschedule")
        except InvalidContent:
            now = held
        if now.state == "scheduled":
            self._set_status(held, "suspended")
            now = self._calls.confirmed(held, "unschedule")
        if now.state != "draft":
            hint = STOPPED if now.state == "paused" else ""
            raise WrongState(NAME, f"unschedule campaign {held.id}", now.state, hint=hint)
        return self._named(now)

    def cancel(self, campaign_id: str) -> RemoteCampaign:
        """Refuse: Brevo puts nothing aside for good that was not sent.

        Raises:
            Unsupported: Always, but for what is over.
        """
        held = self._calls.expect(campaign_id, "cancel", "draft", "scheduled", "sending", "paused")
        hint = "delete the draft, or take its time away; what is being sent can be stopped in Brevo"
        raise Unsupported(NAME, f"cancel campaign {held.id}", "Brevo cannot put it aside for good", hint=hint)

    def send_now(self, campaign_id: str) -> RemoteCampaign:
        """Start a draft, once. Brevo goes on by itself; `get` says when it has come to the end."""
        held = self._calls.expect(campaign_id, "send", "draft")
        self._calls.change(held, "POST", "send", under="/sendNow")
        return replace(self._named(held), state="sending")

    def render_tags(self, html: str) -> str:
        """Return the text with our placeholders as Brevo's tags, and nothing else as one."""
        return render_brevo(html, postal_address=self._postal_address)

    def _named(self, held: Held) -> RemoteCampaign:
        return held.as_remote(names_of(self._lists, held.lists))

    def _set_status(self, held: Held, status: str) -> None:
        self._calls.change(held, "PUT", "unschedule", under="/status", body={"status": status})

    def _body(self, spec: CampaignSpec) -> Mapping[str, object]:
        self.audience(spec.audience)
        return request_body(spec, list_number=number_of(NAME, self._lists, spec.audience.list))


def _made(campaign_id: str, spec: CampaignSpec) -> RemoteCampaign:
    """Return the draft that a call made which is answered with a number alone, or with nothing."""
    return RemoteCampaign(campaign_id, spec.key, spec.subject, "draft", spec.audience.list, digest=spec.digest)
