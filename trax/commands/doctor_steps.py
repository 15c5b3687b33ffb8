"""What `trax doctor` looks at, one after the other; each fact is asked here and judged in `delivery.health`.

Nothing is written, to this machine or to anybody else's.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.content.settings import Publication
from trax.content.whereabouts import ISSUES
from trax.content.workspace import open_workspace
from trax.delivery import health, health_mail
from trax.delivery.git import OURS, git_version, open_repository, read_identity, run_git
from trax.delivery.health import NEWSLETTER, Health, as_failure
from trax.delivery.health_git import GitFacts, git_health
from trax.delivery.ledger import DamagedLedger
from trax.delivery.ledger_probe import probe_ledger
from trax.delivery.machine_facts import disk_kind, library_version, zone_release, zone_rules
from trax.errors import FileTrouble, KeyTrouble, LedgerTrouble, NoWorkspace, SettingsError, TraxError, Unavailable
from trax.providers._address import AddressError, domain_of, parse_address
from trax.providers._dns import open_resolver
from trax.providers._secrets import find_origins
from trax.providers.base import AudienceRef
from trax.providers.registry import open_provider
from trax.web.address import is_loopback
from trax.web.door import Door
from trax.web.patience import Patience

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from trax.content.workspace import Workspace
    from trax.providers.base import Provider

# Libraries that a mail passes through, or that speak to providers.
LIBRARIES = ("Jinja2", "mjml-python", "premailer", "lxml", "requests", "urllib3")
# Below the newsletter's folder, written by trax here and never by anybody else.
SITE_PATIENCE = Patience(connect_s=5, read_s=10, total_s=15)
OF_THIS_MACHINE = (".trax/", "build/")


@dataclass(frozen=True, slots=True)
class Wish:
    """How far to look.

    Attributes:
        now: The time of the command, UTC.
        is_online: Whether the DNS and the web archive are asked too, not the provider alone.
        dns: Address of the DNS server to ask; empty for those of this machine.
    """

    now: datetime
    is_online: bool = False
    dns: str = ""


def examine(start: Path, wish: Wish) -> Iterator[Health]:
    """Yield everything that a send from this folder needs; outside a newsletter, what is true of the machine."""
    major, minor, micro, *_ = sys.version_info
    yield health.python_health((major, minor, micro))
    yield health.library_health({name: library_version(name) for name in LIBRARIES})
    try:
        workspace = open_workspace(start)
    except NoWorkspace as error:
        yield from _examine_machine(start, wish, zone="")
        yield Health(NEWSLETTER, "not checked", error.message, error.hint)
        return
    except (SettingsError, FileTrouble) as error:
        yield from _examine_machine(start, wish, zone="")
        for finding in getattr(error, "findings", ()):
            yield health.fail("settings", f"{finding.place}: {finding.message}", cure=finding.hint, exit_code=3)
        yield as_failure(NEWSLETTER, error)
        return
    yield from _examine_machine(workspace.root, wish, zone=workspace.settings.publication.time_zone)
    yield from _examine_folder(workspace)
    yield from _examine_provider(workspace, wish)


def _examine_machine(folder: Path, wish: Wish, *, zone: str) -> Iterator[Health]:
    zone = zone or Publication.model_fields["time_zone"].default
    yield health.zone_health(zone, zone_rules(zone), release=zone_release(zone), now=wish.now)
    yield health.disk_health(shutil.disk_usage(folder).free)


def _examine_folder(workspace: Workspace) -> Iterator[Health]:
    root = workspace.root
    folders = (root, root / "issues", root / "build", root / ".trax")
    unwritable = [workspace.name_of(one) for one in folders if one.exists() and not os.access(one, os.W_OK)]
    yield health.folder_health(str(root), unwritable)
    try:
        probe = probe_ledger(root)
        yield health.ledger_health(probe.campaigns, probe.doubtful, disk=disk_kind(root))
    except DamagedLedger as error:
        yield Health("ledger", "warning", error.message, error.hint)
    except LedgerTrouble as error:
        yield as_failure("ledger", error)
    try:
        yield from git_health(_ask_git(workspace))
    except TraxError as error:
        yield as_failure("git", error)
    yield health.address_health(workspace.settings.address)


def _ask_git(workspace: Workspace) -> GitFacts:
    version = ".".join(map(str, git_version())) if shutil.which("git") else ""
    if not version:
        return GitFacts("")
    root, person = workspace.root, read_identity(workspace.root)
    repository = open_repository(root, remote=workspace.settings.delivery.remote)
    if repository is None:
        return GitFacts(version, name=person.name, email=person.email)
    remote = repository.remote()
    changed = repository.state(root / ISSUES).changed
    return GitFacts(
        version,
        is_kept=True,
        remote=remote.name if remote else "",
        name=person.name,
        email=person.email,
        uncommitted=tuple(f"{ISSUES}/{name}" for name in changed if name.rpartition("/")[2] in OURS),
        unignored=tuple(
            name for name in OF_THIS_MACHINE if run_git(root, "check-ignore", "--quiet", "--", f"{name}any").code
        ),
    )


def _examine_provider(workspace: Workspace, wish: Wish) -> Iterator[Health]:
    name, account, provider = workspace.settings.provider.name, None, None
    try:
        origins = find_origins(name)
        provider = open_provider(workspace, now=wish.now, is_at_work=False)
        yield health.key_health(name, origins)
        account = provider.check()
        yield from health.provider_health(name, account)
    except KeyTrouble as error:
        yield as_failure("key", error)
    except TraxError as error:
        yield as_failure("provider", error)
    if provider is None or account is None:
        yield Health("audience", "not checked", f"{name} cannot be asked")
        yield from _examine_sender(workspace, wish)
        return
    leaves_machine = provider.capabilities.leaves_machine
    if leaves_machine:
        yield health.clock_health(name, account.skew_s)
    yield from _examine_audiences(workspace, provider)
    if leaves_machine:
        yield from _examine_sender(workspace, wish)
    else:
        yield Health("sender", "not checked", f"{name} writes files; no mail leaves this machine")


def _examine_audiences(workspace: Workspace, provider: Provider) -> Iterator[Health]:
    wanted = workspace.settings.publication.audience
    for key in sorted(workspace.settings.audiences, key=lambda key: (key != wanted, key)):
        try:
            yield health.audience_health(provider.audience(AudienceRef(key)), is_default=key == wanted)
        except TraxError as error:
            failure = as_failure("audience", error, cure=f"look at [audiences.{key}] in issues/trax.toml")
            yield failure if key == wanted else Health("audience", "warning", failure.says, failure.cure)


def _examine_sender(workspace: Workspace, wish: Wish) -> Iterator[Health]:
    """Yield what readers' mail servers and mail programs will find of the sender: address, DNS, web archive."""
    sender, site = workspace.settings.sender, workspace.settings.publication.site
    yield from _examine_site(site, wish)
    try:
        domain = domain_of(parse_address(sender.email))
    except AddressError as error:
        yield health.fail("sender", f'"{sender.email}" {error}', cure="correct it in issues/trax.toml", exit_code=3)
        return
    yield health_mail.sender_health(sender.email, sender.reply_to or sender.email)
    if wish.is_online:
        yield from _examine_domain(domain, dns=wish.dns)
    else:
        yield Health("DNS", "not checked", f"SPF, DKIM and DMARC of {domain}: asked with --online")


def _examine_domain(domain: str, *, dns: str) -> Iterator[Health]:
    try:
        resolver = open_resolver(dns)
        if resolver is None:
            cure = 'pip install "upr-trax[dns]"'
            yield Health("DNS", "not checked", "dnspython is not installed", cure)
            return
        yield health_mail.spf_health(domain, resolver.texts(domain))
        yield health_mail.dkim_health(domain, has_keys=resolver.has_name(f"_domainkey.{domain}"))
        place, records = resolver.find_policy(domain)
        yield health_mail.dmarc_health(domain, place, records)
    except Unavailable as error:
        # Whoever is offline for a moment has nothing to mend.
        yield Health("DNS", "not checked", error.message, error.hint)


def _examine_site(site: str, wish: Wish) -> Iterator[Health]:
    status = None
    if wish.is_online and (site.startswith("https://") or is_loopback(site)) and not health.is_placeholder(site):
        try:
            status = Door("site", site, headers={}, patience=SITE_PATIENCE).knock("/")
        except TraxError as error:
            yield Health("site", "warning", error.message, error.hint)
            return
    yield health.site_health(site, status)
