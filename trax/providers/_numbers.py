"""Lists and campaigns that a provider knows by a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.errors import NotFound, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# More digits than any server counts to.
LONGEST = 18


def parse_numbers(provider: str, lists: Mapping[str, str], *, shown: str) -> Mapping[str, int]:
    """Return the number of each audience's list.

    Args:
        lists: The ids of the settings by the key of the audience: `{"readers": "3"}`.
        shown: Where the provider shows a list's number, in a sentence.

    Raises:
        SettingsError: If an id is no number.
    """
    for audience, list_id in lists.items():
        if not _is_number(list_id):
            raise SettingsError(
                f'issues/trax.toml: audiences.{audience}.id: "{list_id}" is not the number of a list of {provider}',
                hint=shown,
            )
    return {audience: int(list_id) for audience, list_id in lists.items()}


def number_of(provider: str, lists: Mapping[str, int], audience: str) -> int:
    """Return the number of an audience's list.

    Raises:
        NotFound: If the settings name none.
    """
    if audience not in lists:
        known = ", ".join(lists) or "none"
        hint = f'trax.toml names a list for: {known}; add to [audiences.{audience}]: id = "3"'
        raise NotFound(provider, "audience", f'"{audience}" has no list', hint=hint)
    return lists[audience]


def names_of(lists: Mapping[str, int], numbers: Iterable[int]) -> str:
    """Return the audiences whose lists these are, by the names of the settings; the number where there is none."""
    names = {number: audience for audience, number in lists.items()}
    return ", ".join(names.get(number, str(number)) for number in numbers)


def part_of_path(provider: str, campaign_id: str) -> str:
    """Return the id as it goes into the path of a call.

    Raises:
        NotFound: If it is no number, and so no campaign's.
    """
    if not _is_number(campaign_id):
        raise NotFound(provider, f"campaign {campaign_id}", "there is none")
    return campaign_id


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST
