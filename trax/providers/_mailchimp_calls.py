"""The calls to a Mailchimp account: where it is, what a refusal means, and the state before and after each change."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any, TypeVar

from trax.errors import InvalidContent, NotFound, Rejected, SettingsError, Unavailable, WrongState
from trax.providers._mailchimp_json import LISTED, NAME, meaning, parse_campaign, parse_page
from trax.web.door import Door

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trax.providers._mailchimp_json import Held
    from trax.providers._secrets import Secret
    from trax.providers.base import State
    from trax.web.patience import Patience, Surroundings

T = TypeVar("T")
ROOT = "/3.0"
# Of at most 1,000. Without a number it is 10, and all further campaigns are as if they were not there.
PAGE_SIZE = 500
LISTING_TRIES = 3
KEY = re.compile(r"[!-~]+-([a-z]{2,4}[0-9]{1,3})")
ID = re.compile(r"[A-Za-z0-9]{1,64}")


class Calls:
    """Calls to the account that a key opens."""

    def __init__(self, key: Secret, url: str | None, *, patience: Patience | None, world: Surroundings) -> None:
        """Keep the way to the account; without an address it is that of the data centre at the end of the key."""
        password = base64.b64encode(f"trax:{key.value}".encode()).decode()
        headers = {"Authorization": f"Basic {password}"}
        self.door = Door(NAME, url or home_of(key), headers=headers, patience=patience, surroundings=world)

    def read(
        self, path: str, parse: Callable[[Any], T], *, what: str = "", query: Mapping[str, Any] | None = None
    ) -> T:
        """Return what a question is answered; `what` is its name in messages: `audience a1b2c3d4e5`."""
        try:
            return self.door.read(ROOT + path, parse, query=query)
        except Rejected as error:
            raise meaning(error, what or f"GET {ROOT}{path}") from error

    def get(self, campaign_id: str) -> Held:
        """Return one campaign."""
        what = f"campaign {campaign_id}"
        if not ID.fullmatch(campaign_id):
            raise NotFound(NAME, what, "there is none")
        return self.read(f"/campaigns/{campaign_id}", parse_campaign, what=what)

    def about(self, held: Held, under: str, parse: Callable[[Any], T]) -> T:
        """Return what else there is of a campaign: `/content`."""
        return self.read(f"/campaigns/{held.id}{under}", parse, what=f"campaign {held.id}")

    def expect(self, campaign_id: str, operation: str, state: State) -> Held:
        """Return the campaign when it is in this state.

        Raises:
            WrongState: If it is in another one.
        """
        held = self.get(campaign_id)
        if held.state != state:
            raise WrongState(NAME, f"{operation} campaign {campaign_id}", held.state)
        return held

    def list_campaigns(self) -> tuple[Held, ...]:
        """Return all campaigns of the account, the oldest first.

        Raises:
            Unavailable: If campaigns come and go so fast that the pages do not fit together.
        """
        for _ in range(LISTING_TRIES):
            held = self._list_once()
            if held is not None:
                return tuple(sorted(held.values(), key=lambda each: each.order))
        raise Unavailable(
            NAME, "look-up", "its list of campaigns changes while it is read", hint="repeat the command in a while"
        )

    def create(self, body: Mapping[str, Any]) -> Held:
        """Make a campaign."""
        what = "create a campaign"
        return self._explain(what, lambda: self.door.write("POST", f"{ROOT}/campaigns", parse_campaign, body=body))

    def change(
        self,
        held: Held,
        method: str,
        operation: str,
        parse: Callable[[Any], T],
        *,
        under: str = "",
        body: Mapping[str, Any],
    ) -> T:
        """Return the answer to a change of a campaign, or say why it was refused by what has become of that."""
        path = f"{ROOT}/campaigns/{held.id}{under}"
        return self._on(held, operation, lambda: self.door.write(method, path, parse, body=body))

    def act(
        self, held: Held, method: str, operation: str, *, under: str = "", body: Mapping[str, Any] | None = None
    ) -> None:
        """Do something with a campaign that is answered without a word; a refusal is as that of `change`."""
        path = f"{ROOT}/campaigns/{held.id}{under}"
        self._on(held, operation, lambda: self.door.act(method, path, body=body))

    def _list_once(self) -> Mapping[str, Held] | None:
        """Return the campaigns of all pages by their id; None when one moved from a page to another meanwhile."""
        held: dict[str, Held] = {}
        fields = ",".join([*(f"campaigns.{name}" for name in LISTED), "total_items"])
        total = 1
        while len(held) < total:
            # Each page begins with the last campaign of the one before. If it does not, one further up was deleted,
            # and one that nobody has seen moved up. What is made meanwhile comes last and moves none.
            query = {"count": PAGE_SIZE, "offset": max(len(held) - 1, 0), "sort_field": "create_time"}
            page, total = self.read("/campaigns", parse_page, query={**query, "sort_dir": "ASC", "fields": fields})
            fresh = {each.id: each for each in page if each.id not in held}
            if held and (not fresh or page[0].id in fresh):
                return None
            if not fresh:
                break
            held |= fresh
        return held if len(held) >= total else None

    def _on(self, held: Held, operation: str, call: Callable[[], T]) -> T:
        what = f"{operation} campaign {held.id}"
        try:
            return self._explain(what, call)
        except InvalidContent as error:
            # Somebody else was faster: then the state is the reason. Otherwise Mailchimp's own words are.
            state = self.get(held.id).state
            if state != held.state:
                raise WrongState(NAME, what, state) from error
            raise

    def _explain(self, what: str, call: Callable[[], T]) -> T:
        try:
            return call()
        except Rejected as error:
            raise meaning(error, what) from error


def home_of(key: Secret) -> str:
    """Return the address of the data centre that the key names: `…-us21`.

    Raises:
        SettingsError: If it names none; the key is not shown.
    """
    found = KEY.fullmatch(key.value)
    if not found:
        raise SettingsError(
            "TRAX_MAILCHIMP_KEY does not end like a key of Mailchimp, in a hyphen and a data centre such as us21",
            hint="copy the whole key again; Mailchimp shows it once, where it is made",
        )
    return f"https://{found[1]}.api.mailchimp.com"
