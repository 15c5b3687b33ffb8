"""The providers by the name that `trax.toml` gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trax.errors import SettingsError
from trax.providers.outbox import Outbox, ReaderList

if TYPE_CHECKING:
    from datetime import datetime

    from trax.content.workspace import Workspace
    from trax.providers.base import Provider

PROVIDERS: tuple[str, ...] = (Outbox.name,)


def open_provider(workspace: Workspace, *, now: datetime, is_at_work: bool) -> Provider:
    """Return the provider that the settings of the newsletter name.

    Args:
        now: The time, with a zone.
        is_at_work: Whether the embedded provider may send what is due; False only looks.

    Raises:
        SettingsError: If there is no provider of that name.
    """
    wanted = workspace.settings.provider
    if wanted.name not in PROVIDERS:
        raise SettingsError(
            f'issues/trax.toml: there is no provider "{wanted.name}"', hint=f"trax knows: {', '.join(PROVIDERS)}"
        )
    lists = {
        key: ReaderList(
            audience.name,
            workspace.root / "issues" / audience.file if audience.file else None,
            f"issues/{audience.file}" if audience.file else "",
        )
        for key, audience in workspace.settings.audiences.items()
    }
    return Outbox(workspace.root / wanted.folder, lists=lists, now=now, is_at_work=is_at_work)
