"""Calls to Buttondown: readers are counted, emails looked for, made and changed, and a refusal is given its meaning."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from trax.errors import (
    InvalidContent,
    NotFound,
    OutcomeUnknown,
    ProviderError,
    Rejected,
    SettingsError,
    Unavailable,
    WrongState,
)
from trax.files import digest
from trax.providers._buttondown_json import NAME, Held, meaning, parse_email, parse_page, parse_readers, parse_tag
from trax.providers._buttondown_newsletter import parse_newsletters
from trax.web.door import Door
from trax.web.patience import Surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from trax.providers._buttondown_newsletter import Newsletter
    from trax.providers._secrets import Secret
    from trax.providers.base import State
    from trax.web.door import Query
    from trax.web.patience import Patience

T = TypeVar("T")
# Without it, a setting of the newsletter decides what an answer means.
VERSION = {"X-API-Version": "2026-04-01"}
# A key that has never sent anything is asked for it; later it changes nothing.
REALLY_SEND = {"X-Buttondown-Live-Dangerously": "true"}
REPEAT_KEY = "X-Idempotency-Key"
# How long the same create has the same key, in seconds: longer than any call lasts, shorter than a person's patience
# with a refusal that is repeated though its reason is gone.
REPEAT_S = 600
ATTEMPTS = 3
WALKS = 3
ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Wire:
    """The way to one newsletter at Buttondown."""

    def __init__(
        self, key: Secret, url: str, *, patience: Patience | None = None, surroundings: Surroundings | None = None
    ) -> None:
        """Keep the way; nothing is asked yet.

        Raises:
            SettingsError: If the address cannot be one.
        """
        world = surroundings or Surroundings()
        self.now = world.now
        headers = {"Authorization": f"Token {key.value}", **VERSION}
        self.door = Door(NAME, url, headers=headers, patience=patience, surroundings=world)
        self._key = key

    def read(self, path: str, parse: Callable[[Any], T], *, one: str = "", query: Query | None = None) -> T:
        """Return what a question is answered.

        Args:
            one: What it is, where one thing is asked for by its id: `tag sub_tag_…`.
        """
        try:
            return self.door.read(path, parse, query=query)
        except Rejected as error:
            raise meaning(error, one or f"GET {path}") from error

    def newsletter(self) -> Newsletter:
        """Return the newsletter that the key is for.

        Raises:
            SettingsError: If the account has none, or several, and the key is the own one of none.
        """
        found = self.read("/v1/newsletters", partial(parse_newsletters, key=self._key.value))
        if len(found) > 1:
            found = tuple(newsletter for newsletter in found if newsletter.is_ours)
        if len(found) != 1:
            raise SettingsError(
                "buttondown: which newsletter the key is for cannot be told",
                hint="give the newsletter's own key in TRAX_BUTTONDOWN_KEY; in Buttondown: Settings, API",
            )
        return found[0]

    def tag_name(self, tag: str, *, audience: str) -> str:
        """Return the name of a tag; SettingsError when Buttondown writes its id otherwise."""
        written, name = self.read(f"/v1/tags/{tag}", parse_tag, one=f"tag {tag}")
        if written != tag:
            raise SettingsError(
                f'issues/trax.toml: audiences.{audience}.id: Buttondown writes the tag "{tag}" as "{written}"',
                hint=f'write id = "{written}", or the email would not be known again as meant for it',
            )
        return name

    def count(self, types: tuple[str, ...], tag_name: str) -> int:
        """Return how many readers are of these types and, where a tag is named, have it."""
        query: Query = {"type": types, **({"tag": tag_name} if tag_name else {})}
        count = self.read("/v1/subscribers", partial(parse_readers, types=types, tag=tag_name), query=query)
        if count is None:
            problem = "the answer holds other readers than those that were asked for"
            raise Unavailable(NAME, "count the readers", problem, hint="nothing was sent; please report this")
        return count

    def marked(self, key: str) -> tuple[Held, ...]:
        """Return the emails with this marker, oldest first, from however many pages there are.

        An email that is deleted between two pages moves the rest up, one of them unseen: then all is looked through
        again.
        """
        for _ in range(WALKS):
            ids: set[str] = set()
            ours: dict[str, Held] = {}
            totals: set[int] = set()
            page, seen, total = 1, 0, 1
            while seen < total:
                query: Query = {"page": page, "ordering": "creation_date", "excluded_fields": "body"}
                on_page, found, total = self.read("/v1/emails", partial(parse_page, key=key), query=query)
                ids |= set(on_page)
                ours |= {held.id: held for held in found}
                totals.add(total)
                page, seen = page + 1, seen + len(on_page)
                if not on_page:
                    break
            if totals == {len(ids)}:
                there = [held for held in ours.values() if not held.is_gone]
                return tuple(sorted(there, key=lambda held: (held.created_at, held.id)))
        raise Unavailable(NAME, "GET /v1/emails", "the list changes while it is read", hint="repeat the command")

    def get(self, campaign_id: str) -> Held:
        """Return one email."""
        held = self.read(path_of(campaign_id), parse_email, one=f"campaign {campaign_id}")
        if held.is_gone:
            raise NotFound(NAME, f"campaign {campaign_id}", "it was deleted")
        return held

    def expect(self, campaign_id: str, operation: str, *states: State) -> Held:
        """Return one email that is in one of these states; WrongState otherwise."""
        held = self.get(campaign_id)
        if held.state not in states:
            raise WrongState(NAME, f"{operation} campaign {campaign_id}", held.state)
        return held

    def create(self, body: Mapping[str, Any], *, seen: Collection[str]) -> Held:
        """Return a new email, under a key that is the same on every machine and for a while.

        So a create that is repeated while the first does not show in the listing makes none, and its answer is the
        first one's. That may be an email of `seen`, or one that was deleted since: then the next key is taken.

        Args:
            seen: Ids of the emails with the same marker that were there before.
        """
        for attempt in range(len(seen), len(seen) + ATTEMPTS):
            made = self._create_once(body, {REPEAT_KEY: self._repeat_key(body, attempt)})
            held = None if made.id in seen else self._look_at(made)
            if held:
                return held
        raise OutcomeUnknown(
            "buttondown: create an email: it repeats its answers to earlier calls, whose drafts were deleted",
            hint="repeat the same command in ten minutes",
        )

    def change(self, held: Held, operation: str, call: Callable[[], T]) -> T:
        """Return the answer to a write on an email, or say why it was refused by what has become of that."""
        what = f"{operation} campaign {held.id}"
        try:
            return call()
        except Rejected as error:
            refusal = meaning(error, what)
            if isinstance(refusal, InvalidContent):
                # Somebody else was faster: then the state is the reason. Otherwise Buttondown's own words are.
                state = self.get(held.id).state
                if state != held.state:
                    raise WrongState(NAME, what, state) from error
            raise refusal from error

    def patch(self, held: Held, operation: str, body: Mapping[str, Any]) -> Held:
        """Return the email with these fields changed."""
        whole = with_metadata(held, body)
        return self.change(held, operation, lambda: self.door.write("PATCH", path_of(held.id), parse_email, body=whole))

    def publish(self, held: Held) -> Held:
        """Return the email as it is once it was told to go out to its readers, now."""
        path, body = f"{path_of(held.id)}/publish", with_metadata(held, {})
        call = partial(self.door.write, "POST", path, parse_email, body=body, headers=REALLY_SEND)
        return self.change(held, "send", call)

    def _create_once(self, body: Mapping[str, Any], headers: Mapping[str, str]) -> Held:
        try:
            return self.door.write("POST", "/v1/emails", parse_email, body=body, headers=headers)
        except Rejected as error:
            raise meaning(error, "create an email") from error

    def _look_at(self, made: Held) -> Held | None:
        """Return the email as it is now that its making was answered, or None when it is gone."""
        try:
            return self.get(made.id)
        except NotFound:
            return None
        except ProviderError as error:
            raise OutcomeUnknown(f"{error.message}, after it was made", hint="repeat the same command") from error

    def _repeat_key(self, body: Mapping[str, Any], attempt: int) -> str:
        """Return a key of which every letter follows from what is asked for: another body never comes under it."""
        span = int(self.now().timestamp()) // REPEAT_S
        return f"trax-{digest(json.dumps([body, span, attempt], sort_keys=True).encode())}"


def with_metadata(held: Held, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the body of a change with the email's metadata: the description says that without any there are none."""
    return {"metadata": held.raw["metadata"], **body}


def path_of(campaign_id: str) -> str:
    """Return the path of an email; NotFound for what cannot be an id."""
    if not ID.fullmatch(campaign_id):
        raise NotFound(NAME, f"campaign {campaign_id}", "there is none")
    return f"/v1/emails/{campaign_id}"
