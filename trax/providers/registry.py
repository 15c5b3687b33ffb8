"""The providers by the name that `trax.toml` gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.errors import SettingsError
from trax.providers.outbox import Outbox, ReaderList

if TYPE_CHECKING:
    from datetime import datetime

    from trax.content.workspace import Workspace
    from trax.providers.base import Provider

LISTMONK = "listmonk"
PROVIDERS: tuple[str, ...] = (Outbox.name, LISTMONK)


def open_provider(workspace: Workspace, *, now: datetime, is_at_work: bool) -> Provider:
    """Return the provider that the settings of the newsletter name.

    Args:
        now: The time, with a zone.
        is_at_work: Whether the embedded provider may send what is due; False only looks.

    Raises:
        SettingsError: If there is no provider of that name, or something it needs is not set.
    """
    wanted = workspace.settings.provider.name
    if wanted == Outbox.name:
        return _open_outbox(workspace, now=now, is_at_work=is_at_work)
    if wanted == LISTMONK:
        return _open_listmonk(workspace)
    raise SettingsError(
        f'issues/trax.toml: there is no provider "{wanted}"', hint=f"trax knows: {', '.join(PROVIDERS)}"
    )


def _open_outbox(workspace: Workspace, *, now: datetime, is_at_work: bool) -> Provider:
    lists = {
        key: ReaderList(
            audience.name,
            workspace.root / "issues" / audience.file if audience.file else None,
            f"issues/{audience.file}" if audience.file else "",
        )
        for key, audience in workspace.settings.audiences.items()
    }
    folder = workspace.root / workspace.settings.provider.folder
    return Outbox(folder, lists=lists, now=now, is_at_work=is_at_work)


def _open_listmonk(workspace: Workspace) -> Provider:
    from trax.providers._secrets import read_credentials  # noqa: PLC0415 - nobody else pays for it
    from trax.providers.listmonk import Listmonk  # noqa: PLC0415 - same

    settings = workspace.settings
    if settings.provider.url is None:
        raise SettingsError(
            "issues/trax.toml: provider: listmonk needs the address of your server",
            hint='add to [provider]: url = "https://lists.example.org"',
        )
    return Listmonk(
        settings.provider.url,
        read_credentials(LISTMONK),
        lists={key: audience.id for key, audience in settings.audiences.items() if audience.id},
        postal_address=settings.address,
    )
