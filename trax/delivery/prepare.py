"""The way to a delivery that the commands share: freeze, compare, order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.checks.base import CheckInput
from trax.checks.registry import CODES, PASSING_CODES, run_checks
from trax.content.library import read_people
from trax.delivery.approval_file import read_approval, read_without_time
from trax.delivery.bundle import bundle_folder, freeze, read_bundle
from trax.delivery.deliver import Order
from trax.delivery.difference import show_differences
from trax.delivery.gates import (
    require_approved,
    require_fresh,
    require_no_sample,
    require_people,
    require_readers,
    require_same_size,
    require_unsent,
)
from trax.delivery.judgement import judge
from trax.delivery.known import planned_day, read_memory
from trax.delivery.locate import read_whole_issue, render_issue
from trax.delivery.placeholders import require_placeholders
from trax.delivery.plan import find_begun, make_marker
from trax.delivery.receipt import last_generation, read_receipt
from trax.errors import Changed, Damaged, NotFound, Refusal, SlotShifted
from trax.providers.base import AudienceRef
from trax.upr.table import load_table
from trax.web.link_cache import read_results

if TYPE_CHECKING:
    from datetime import datetime

    from trax.delivery.approval import Approval
    from trax.delivery.bundle import Bundle
    from trax.delivery.git import Repository
    from trax.delivery.locate import Located
    from trax.model import Finding, Issue, Mail
    from trax.providers.base import Audience, Provider, RemoteCampaign


@dataclass(frozen=True, slots=True)
class Draft:
    """An issue as its files are now, rendered and frozen, not yet written anywhere."""

    issue: Issue
    mail: Mail
    bundle: Bundle


def marker_of(place: Located, number: int) -> str:
    """Return the marker by which providers know this issue, in its present generation."""
    generation = generation_of(place, number)
    return make_marker(place.workspace.settings.publication.name, number, place.audience, generation=generation)


def generation_of(place: Located, number: int) -> int:
    """Return 1, or one more for each time that people ordered the issue to be sent anew."""
    try:
        # A time that this machine cannot read changes nothing about which send it is.
        approval = read_without_time(place.folder, number=number)
    except Damaged:
        # What was sent last says it, too.
        approval = None
    return approval.generation if approval else last_generation(place.folder)


def make_draft(place: Located, provider: Provider) -> Draft:
    """Return the issue as its files are now, rendered and frozen.

    Raises:
        ContentFaults, TemplateFault, LostInRendering: If it cannot be read or rendered.
        InvalidContent, SettingsError: If it cannot be frozen.
    """
    issue = read_whole_issue(place)
    mail = render_issue(place, issue)
    settings = place.workspace.settings
    return Draft(issue, mail, freeze(mail, settings=settings, provider=provider.name, render_tags=provider.render_tags))


def check_draft(place: Located, draft: Draft, *, now: datetime) -> tuple[Finding, ...]:
    """Return what the checks find in the issue and its mail, and nobody allows.

    Of links they know what `trax check` has found on the web; nothing is asked there.

    Args:
        now: With a zone.
    """
    people, faults = read_people(place.workspace)
    given = CheckInput(
        draft.issue,
        load_table(),
        draft.issue.date,
        settings=place.workspace.settings,
        mail=draft.mail,
        people=people,
        sent_on=planned_day(place, draft.issue.number),
        now=now,
        link_results=read_results(place.workspace.root),
        memory=read_memory(place.workspace, besides=place.folder),
    )
    ran = frozenset(CODES) - PASSING_CODES
    return judge(place.workspace, draft.issue, (*faults, *run_checks(given)), known=CODES, ran=ran).findings


def find_begun_campaign(place: Located, provider: Provider, *, number: int) -> RemoteCampaign | None:
    """Return the campaign of the issue that has left the draft state at the provider, whatever its content.

    Raises:
        Duplicate: If two have.
        OutcomeUnknown: If it was stopped half way.
    """
    return find_begun(provider.name, provider.find(marker_of(place, number)))


def read_unsent_approval(place: Located, provider: Provider, *, number: int) -> Approval | None:
    """Return the approval that a new one would replace, or None.

    Raises:
        Refusal: If the issue was sent: then its approval says what was sent.
        Damaged: If the receipt cannot be read.
    """
    begun = find_begun_campaign(place, provider, number=number)
    receipt = read_receipt(place.folder, number=number, generation=generation_of(place, number))
    require_unsent(receipt, begun, number=number, audience=place.audience)
    try:
        return read_approval(place.folder, number=number)
    except SlotShifted:
        # Approving again is the cure, with the time that is meant.
        return read_without_time(place.folder, number=number)
    except Damaged:
        # And here, too.
        return None


def make_order(place: Located, draft: Draft, provider: Provider) -> tuple[Order, Audience]:
    """Return the order for these bytes, and the audience that the settings name.

    Raises:
        Refusal: If the issue is a sample and would leave the machine, or the audience is empty.
        InvalidContent: If the mail holds a tag that nobody fills in, or lacks one that it must have.
        AudienceFault, ProviderError: If the audience cannot be asked for.
    """
    require_no_sample(draft.issue, provider=provider.name)
    require_placeholders(draft.bundle.html, draft.bundle.text)
    audience = _ask_audience(place, provider)
    number = draft.issue.number
    require_readers(number, audience)
    return Order(draft.bundle, marker_of(place, number), audience.id, audience.count), audience


def _ask_audience(place: Located, provider: Provider) -> Audience:
    try:
        return provider.audience(AudienceRef(place.audience))
    except NotFound as error:
        hint = error.hint or f"is the id of [audiences.{place.audience}] in issues/trax.toml that of the provider?"
        raise NotFound(error.provider, error.operation, error.detail, hint=hint) from error


def make_approved_order(
    place: Located, draft: Draft, provider: Provider, *, repository: Repository | None, now: datetime
) -> tuple[Order, Audience, Approval]:
    """Return the order for the approved bytes, after every rule was asked and every byte compared.

    Args:
        repository: Where git knows who wrote the issue; None without git.
        now: With a zone.

    Raises:
        NotApproved, Changed, Damaged, Refusal: If a rule says no; nothing was written anywhere.
        AudienceFault, ProviderError: If the audience cannot be asked for.
    """
    number, rules = draft.issue.number, place.workspace.settings.approval
    approval = _require_approved(place, draft.bundle)
    writers = _writers(place, repository, number=number) if rules.by_others else ()
    require_people(approval, people=rules.people, not_by=writers)
    require_fresh(approval, days=rules.days, now=now)
    folder = bundle_folder(place.workspace.root, number, approval.bundle)
    # A fresh copy of the newsletter has no build/: the bytes were just made again, and they are the approved ones.
    if folder.is_dir():
        require_approved(read_bundle(folder, number=number), approval, audience=place.audience)
    order, audience = make_order(place, draft, provider)
    require_same_size(approval, audience)
    return order, audience, approval


def _require_approved(place: Located, bundle: Bundle) -> Approval:
    """Return the approval of these bytes, or show what differs from the ones that were approved."""
    approval = read_approval(place.folder, number=bundle.number)
    try:
        return require_approved(bundle, approval, audience=place.audience)
    except Changed as error:
        folder = bundle_folder(place.workspace.root, bundle.number, approval.bundle) if approval else None
        if folder is None or not folder.is_dir():
            # On another machine the approved bytes are not kept: git shows what was changed there.
            raise
        details = show_differences(read_bundle(folder, number=bundle.number).words, bundle.words)
        raise Changed(bundle.number, error.parts, details=details) from error


def _writers(place: Located, repository: Repository | None, *, number: int) -> tuple[str, ...]:
    """Return the addresses of those who wrote the issue: their approval does not count."""
    found = repository.authors(place.folder) if repository else ()
    if not found:
        raise Refusal(
            f"issue {number} needs the approval of others than its writers, and who wrote it is not known",
            hint="keep the newsletter in git, or take by_others out of [approval] in issues/trax.toml",
        )
    return tuple(sorted(each.email for each in found))
