"""Calls to listmonk: questions, writes on a campaign of a known state, and what a refusal of either means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from trax.errors import AuthError, InvalidContent, Rejected, SettingsError, WrongState
from trax.providers._listmonk_json import (
    BARE_TEMPLATE,
    NAME,
    Held,
    meaning,
    parse_campaign,
    parse_template,
    parse_templates,
)
from trax.providers._numbers import part_of_path

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trax.providers.base import State
    from trax.web.door import Door

T = TypeVar("T")
BARE_NAME = "trax: nothing around the mail"


class Calls:
    """The way to one server."""

    def __init__(self, door: Door) -> None:
        """Keep the door; nothing is asked yet."""
        self.door = door

    def read(self, path: str, parse: Callable[[Any], T], *, one: str = "", query: Mapping[str, Any] | None = None) -> T:
        """Return what a question is answered.

        Args:
            one: What it is, where one thing is asked for by its number: `list 3`.
        """
        try:
            return self.door.read(path, parse, query=query)
        except Rejected as error:
            raise meaning(error, one or f"GET {path}", is_look_up=bool(one)) from error

    def write(
        self, method: str, path: str, what: str, parse: Callable[[Any], T], *, body: Mapping[str, Any] | None
    ) -> T:
        """Return the answer to a call that changes something."""
        try:
            return self.door.write(method, path, parse, body=body)
        except Rejected as error:
            raise meaning(error, what) from error

    def get(self, campaign_id: str) -> Held:
        """Return one campaign."""
        path = f"/api/campaigns/{part_of_path(NAME, campaign_id)}"
        return self.read(path, parse_campaign, one=f"campaign {campaign_id}")

    def expect(self, campaign_id: str, operation: str, *states: State) -> Held:
        """Return one campaign that is in one of these states; WrongState otherwise."""
        held = self.get(campaign_id)
        if held.state not in states:
            raise WrongState(NAME, f"{operation} campaign {campaign_id}", held.state)
        return held

    def write_on(
        self,
        held: Held,
        method: str,
        operation: str,
        parse: Callable[[Any], T],
        *,
        under: str = "",
        body: Mapping[str, Any] | None = None,
    ) -> T:
        """Return the answer to a write on a campaign, or say why it was refused by what has become of that."""
        what = f"{operation} campaign {held.id}"
        try:
            return self.write(method, f"/api/campaigns/{held.id}{under}", what, parse, body=body)
        except InvalidContent as error:
            # Somebody else was faster: then the state is the reason. Otherwise the server's own words are.
            state = self.get(held.id).state
            if state != held.state:
                raise WrongState(NAME, what, state) from error
            raise

    def bare_templates(self) -> tuple[int, ...]:
        """Return the ids of the templates that put nothing around a mail, oldest first."""
        return self.read("/api/templates", parse_templates, query={"no_body": "false"})

    def make_bare_template(self) -> tuple[int, ...]:
        """Make the template that puts nothing around a mail, which a new server has not; a second one does no harm."""
        body = {"name": BARE_NAME, "type": "campaign", "body": BARE_TEMPLATE}
        try:
            return (self.write("POST", "/api/templates", "make a bare template", parse_template, body=body),)
        except AuthError as error:
            raise SettingsError(
                "listmonk has no template that leaves a mail as it is, and the user may not make one",
                hint=f"in listmonk: Campaigns, Templates, New, of the type Campaign, with this alone: {BARE_TEMPLATE}",
            ) from error
