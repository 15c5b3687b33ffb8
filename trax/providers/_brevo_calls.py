"""Calls to Brevo, and what becomes of those that it refuses."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from trax.errors import AuthError, InvalidContent, OutcomeUnknown, ProviderError, Rejected, WrongState
from trax.providers._brevo_json import NAME, meaning, parse_campaign, parse_page
from trax.providers._numbers import part_of_path
from trax.web.door import Door
from trax.web.patience import Surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from trax.providers._brevo_json import Held
    from trax.providers._secrets import Secret
    from trax.providers.base import State
    from trax.web.patience import Patience

T = TypeVar("T")
CAMPAIGNS = "/v3/emailCampaigns"
PAGE_SIZE = 100
# Somebody who deletes campaigns while they are listed moves the later ones forward, over the border of two pages.
OVERLAP = 10


class Calls:
    """The way to an account at Brevo."""

    def __init__(self, url: str, key: Secret, *, patience: Patience | None, surroundings: Surroundings | None) -> None:
        """Keep what every call needs; raises as `Door` does."""
        self._world = surroundings or Surroundings()
        self._door = Door(NAME, url, headers={"api-key": key.value}, patience=patience, surroundings=self._world)

    @property
    def now(self) -> datetime:
        """The time."""
        return self._world.now()

    @property
    def skew_s(self) -> float | None:
        """How many seconds Brevo's clock is ahead of ours."""
        return self._door.skew_s

    def read(self, path: str, parse: Callable[[Any], T], *, one: str = "", query: Mapping[str, Any] | None = None) -> T:
        """Return what a question is answered.

        Args:
            one: What it is, where one thing is asked for by its number: `list 3`.
        """
        try:
            return self._door.read(path, parse, query=query)
        except Rejected as error:
            raise meaning(error, one or f"GET {path}") from error

    def get(self, campaign_id: str) -> Held:
        """Return one campaign."""
        path = f"{CAMPAIGNS}/{part_of_path(NAME, campaign_id)}"
        parse = partial(parse_campaign, now=self.now)
        # Every statistic is a nought unless it is asked for.
        return self.read(path, parse, one=f"campaign {campaign_id}", query={"statistics": "globalStats"})

    def expect(self, campaign_id: str, operation: str, *states: State) -> Held:
        """Return one campaign that is in one of these states.

        Raises:
            WrongState: If it is not.
        """
        held = self.get(campaign_id)
        if held.state not in states:
            raise WrongState(NAME, f"{operation} campaign {campaign_id}", held.state)
        return held

    def find(self, key: str) -> tuple[Held, ...]:
        """Return every campaign with this marker, oldest first, from however many pages there are."""
        found: dict[int, Held] = {}
        seen: set[int] = set()
        offset, is_over = 0, False
        while not is_over:
            query = {"limit": PAGE_SIZE, "offset": offset, "sort": "asc", "excludeHtmlContent": "true"}
            page = self.read(CAMPAIGNS, partial(parse_page, key=key, now=self.now), query=query)
            found |= {int(held.id): held for held in page.ours}
            # A short page alone is not the end: how many go onto one is the server's to say.
            is_last = len(page.numbers) < PAGE_SIZE and offset + len(page.numbers) >= page.count
            is_over = is_last or page.numbers <= seen
            seen |= page.numbers
            offset += max(1, len(page.numbers) - OVERLAP)
        ordered = sorted(found.values(), key=lambda held: (held.created_at, int(held.id)))
        # Whether an archived campaign was sent, its statistics say, which a listing does not have.
        return tuple(self.get(held.id) if held.state == "unknown" else held for held in ordered)

    def create(self, body: Mapping[str, Any]) -> str:
        """Create a campaign and return its id."""
        try:
            return self._door.write("POST", CAMPAIGNS, lambda answer: str(int(answer["id"])), body=body)
        except Rejected as error:
            raise meaning(error, "create a campaign") from error

    def change(
        self, held: Held, method: str, operation: str, *, under: str = "", body: Mapping[str, Any] | None = None
    ) -> None:
        """Make a change of a campaign, or say why it was refused by what has become of that."""
        what = f"{operation} campaign {held.id}"
        try:
            self._door.act(method, f"{CAMPAIGNS}/{held.id}{under}", body=body)
        except Rejected as error:
            refusal = meaning(error, what)
            # Somebody else was faster: then the state is the reason. Otherwise Brevo's own words are.
            if isinstance(refusal, InvalidContent | AuthError):
                state = self.get(held.id).state
                if state != held.state:
                    raise WrongState(NAME, what, state) from error
            raise refusal from error

    def confirmed(self, held: Held, operation: str) -> Held:
        """Return the campaign after a change of it.

        Raises:
            OutcomeUnknown: If it cannot be looked at: then nobody knows the end of the change.
        """
        try:
            return self.get(held.id)
        except ProviderError as error:
            raise OutcomeUnknown(f"{NAME}: {operation} campaign {held.id}: {error.detail}", hint=error.hint) from error
