"""The providers by the name that `trax.toml` gives them."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from trax.errors import SettingsError
from trax.providers.base import Capabilities
from trax.providers.outbox import Outbox, ReaderList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from trax.content.settings import Settings
    from trax.content.workspace import Workspace
    from trax.providers._journal import Journal
    from trax.providers.base import Provider


def open_provider(
    workspace: Workspace, *, now: datetime, is_at_work: bool, name: str = "", journal: Journal | None = None
) -> Provider:
    """Return the provider that the settings of the newsletter name.

    Args:
        now: The time, with a zone.
        is_at_work: Whether a provider on this machine may send what is due; False only looks.
        name: Another provider than that of the settings.
        journal: The memory of who has got a mail, for a provider that writes to each reader by itself.

    Raises:
        SettingsError: If there is no provider of that name, or something it needs is not set.
    """
    wanted = name or workspace.settings.provider.name
    if wanted in LOCAL:
        return LOCAL[wanted](workspace, now=now, is_at_work=is_at_work, journal=journal)
    if wanted in REMOTE:
        return REMOTE[wanted](workspace.settings)
    raise SettingsError(
        f'issues/trax.toml: there is no provider "{wanted}"', hint=f"trax knows: {', '.join(PROVIDERS)}"
    )


def secret_names(name: str) -> tuple[str, ...]:
    """Return the names of the environment variables that hold a provider's keys; none for one that needs none."""
    parts = {"outbox": (), "listmonk": ("USER", "TOKEN"), "smtp": ("USER", "PASSWORD")}.get(name, ("KEY",))
    return tuple(f"TRAX_{name.upper()}_{part}" for part in parts)


def capabilities() -> Iterator[tuple[str, Capabilities]]:
    """Yield the name of every provider and what can be expressed at it; needs no settings and no key.

    A provider is the file of its name, and in it the one class that says what it is capable of.
    """
    for name in PROVIDERS:
        module = importlib.import_module(f"trax.providers.{name}")
        classes = (each for each in vars(module).values() if isinstance(each, type))
        found = (getattr(each, "capabilities", None) for each in classes if each.__module__ == module.__name__)
        (told,) = (each for each in found if isinstance(each, Capabilities))
        yield name, told


def reader_lists(workspace: Workspace) -> Mapping[str, ReaderList]:
    """Return the audiences that are files of readers, by their key."""
    return {
        key: ReaderList(
            audience.name,
            workspace.root / "issues" / audience.file if audience.file else None,
            f"issues/{audience.file}" if audience.file else "",
        )
        for key, audience in workspace.settings.audiences.items()
    }


def audience_ids(settings: Settings) -> Mapping[str, str]:
    """Return the ids that the audiences have at the provider, by their key."""
    return {key: audience.id for key, audience in settings.audiences.items() if audience.id}


def _open_outbox(workspace: Workspace, *, now: datetime, is_at_work: bool, journal: Journal | None) -> Provider:
    del journal  # its mails are files, which can be counted
    folder = workspace.root / workspace.settings.provider.folder
    return Outbox(folder, lists=reader_lists(workspace), now=now, is_at_work=is_at_work)


def _open_smtp(workspace: Workspace, *, now: datetime, is_at_work: bool, journal: Journal | None) -> Provider:
    from trax.providers._secrets import read_login  # noqa: PLC0415 - nobody else pays for it
    from trax.providers._smtp_relay import Relay  # noqa: PLC0415 - same
    from trax.providers._smtp_rows import smtp_folder  # noqa: PLC0415 - same
    from trax.providers.smtp import Smtp  # noqa: PLC0415 - same

    settings = workspace.settings.provider
    if settings.host is None:
        raise SettingsError(
            "issues/trax.toml: provider: smtp needs the name of your mail server",
            hint='add to [provider]: host = "smtp.example.org"',
        )
    return Smtp(
        smtp_folder(workspace.root),
        Relay(settings.host, settings.port, settings.security, read_login("smtp")),
        lists=reader_lists(workspace),
        now=now,
        is_at_work=is_at_work,
        journal=journal,
        limit=settings.limit,
        lines=settings.connections,
    )


def _open_listmonk(settings: Settings) -> Provider:
    from trax.providers._secrets import read_credentials  # noqa: PLC0415 - nobody else pays for it
    from trax.providers.listmonk import Listmonk  # noqa: PLC0415 - same

    if settings.provider.url is None:
        raise SettingsError(
            "issues/trax.toml: provider: listmonk needs the address of your server",
            hint='add to [provider]: url = "https://lists.example.org"',
        )
    return Listmonk(
        settings.provider.url,
        read_credentials("listmonk"),
        lists=audience_ids(settings),
        postal_address=settings.address,
    )


def _open_mailchimp(settings: Settings) -> Provider:
    from trax.providers._secrets import read_key  # noqa: PLC0415 - nobody else pays for it
    from trax.providers.mailchimp import Mailchimp  # noqa: PLC0415 - same

    return Mailchimp(
        read_key("mailchimp"),
        url=settings.provider.url,
        lists=audience_ids(settings),
        postal_address=settings.address,
        sender=settings.sender.email,
    )


def _open_brevo(settings: Settings) -> Provider:
    from trax.providers._secrets import read_key  # noqa: PLC0415 - nobody else pays for it
    from trax.providers.brevo import HOST, Brevo  # noqa: PLC0415 - same

    return Brevo(
        settings.provider.url or HOST,
        read_key("brevo"),
        lists=audience_ids(settings),
        sender=settings.sender.email,
        postal_address=settings.address,
    )


def _open_buttondown(settings: Settings) -> Provider:
    from trax.providers._secrets import read_key  # noqa: PLC0415 - nobody else pays for it
    from trax.providers.buttondown import HOST, Buttondown  # noqa: PLC0415 - same

    return Buttondown(
        read_key("buttondown"),
        tags=audience_ids(settings),
        postal_address=settings.address,
        url=settings.provider.url or HOST,
    )


# Those on this machine need to know the time and whether they may work; those on the network have both.
LOCAL: Mapping[str, Callable[..., Provider]] = {"outbox": _open_outbox, "smtp": _open_smtp}
REMOTE: Mapping[str, Callable[[Settings], Provider]] = {
    "listmonk": _open_listmonk,
    "mailchimp": _open_mailchimp,
    "brevo": _open_brevo,
    "buttondown": _open_buttondown,
}
PROVIDERS: tuple[str, ...] = (*LOCAL, *REMOTE)
