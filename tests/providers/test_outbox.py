"""The embedded provider: the states of a real one, one mail for each reader, and no second one."""

from __future__ import annotations

import email.policy
import os
import signal
import subprocess
import sys
from datetime import timedelta
from email.parser import BytesParser
from typing import TYPE_CHECKING, Any

import pytest

from trax.errors import AudienceFault, FileTrouble, InvalidContent, NotFound, ProviderError, WrongState
from trax.providers.base import Audience, AudienceRef

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from trax.providers.base import CampaignSpec
    from trax.providers.outbox import Outbox

NAMES = ["001-ana@example.org.eml", "002-bo@example.org.eml", "003-cy@example.org.eml"]
# The same campaign in a process of its own, which may be killed or raced against.
SEND = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from trax.errors import TraxError
from trax.providers.outbox import Outbox, ReaderList
root = Path(sys.argv[1])
lists = {"readers": ReaderList("Readers", root / "readers.csv", "r")}
outbox = Outbox(root / "outbox", lists=lists, now=datetime(2014, 12, 1, 9, 30, tzinfo=UTC))
try:
    print(outbox.send_now(sys.argv[2]).state)
except TraxError as error:
    print(error.message)
"""


def mails(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / "outbox" / "mail").rglob("*.eml"))}


def send_in_another_process(root: Path, campaign_id: str, *, kill: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TRAX_KILL": kill}
    command = [sys.executable, "-c", SEND, str(root), campaign_id]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_an_audience_is_counted_from_its_file(outbox: Outbox) -> None:
    assert outbox.audience(AudienceRef("readers")) == Audience("readers", "Readers", 3)


def test_an_unknown_audience_names_the_known_ones(outbox: Outbox) -> None:
    with pytest.raises(NotFound, match='there is no audience "board"') as caught:
        outbox.audience(AudienceRef("board"))
    assert caught.value.hint == "trax.toml names: readers, nobody"


def test_an_audience_without_a_file_says_where_to_name_one(outbox: Outbox) -> None:
    with pytest.raises(AudienceFault, match="has no file of readers") as caught:
        outbox.audience(AudienceRef("nobody"))
    assert "[audiences.nobody]" in caught.value.hint


def test_a_draft_is_found_by_its_marker_and_holds_what_it_was_given(outbox: Outbox, spec: CampaignSpec) -> None:
    draft = outbox.create_draft(spec)
    content = outbox.read_content(draft.id)
    assert outbox.find(spec.key) == (draft,)
    assert outbox.find("trax:other/1/x/1") == ()
    assert (draft.state, draft.digest, draft.audience, draft.recipients) == ("draft", spec.digest, "readers", None)
    assert (content.html, content.text, content.images) == (spec.html, spec.text, spec.images)
    assert (content.subject, content.preheader, content.reply_to) == (spec.subject, spec.preheader, spec.reply_to)


def test_two_drafts_with_one_marker_come_oldest_first(outbox: Outbox, spec: CampaignSpec) -> None:
    first, second = outbox.create_draft(spec), outbox.create_draft(spec)
    assert [campaign.id for campaign in outbox.find(spec.key)] == [first.id, second.id] == ["0001", "0002"]


def test_an_id_is_never_given_twice(outbox: Outbox, spec: CampaignSpec) -> None:
    outbox.delete_draft(outbox.create_draft(spec).id)
    assert outbox.create_draft(spec).id == "0002"


def test_a_draft_filled_anew_keeps_no_picture_of_before(
    outbox: Outbox, spec: CampaignSpec, make_spec: Callable[..., CampaignSpec], tmp_path: Path
) -> None:
    draft = outbox.create_draft(spec)
    outbox.update_draft(draft.id, make_spec(images=(), html="<p>new</p>", digest="6" * 64))
    assert outbox.read_content(draft.id).html == "<p>new</p>"
    assert outbox.get(draft.id).digest == "6" * 64
    assert list((tmp_path / "outbox" / "campaigns" / draft.id / "images").iterdir()) == []


def test_every_reader_gets_a_mail_of_their_own(outbox: Outbox, spec: CampaignSpec, tmp_path: Path) -> None:
    sent = outbox.send_now(outbox.create_draft(spec).id)
    written = mails(tmp_path)
    messages = [BytesParser(policy=email.policy.default).parsebytes(data) for data in written.values()]
    assert (sent.state, sent.recipients, sent.delivered) == ("sent", 3, 3)
    assert list(written) == NAMES
    assert [message["To"] for message in messages] == ["ana@example.org", "bo@example.org", "CY@example.org"]
    assert len({message["Message-ID"] for message in messages}) == 3
    assert len({message["List-Unsubscribe"] for message in messages}) == 3


def test_placeholders_and_pictures_are_filled_in(outbox: Outbox, spec: CampaignSpec, tmp_path: Path) -> None:
    outbox.send_now(outbox.create_draft(spec).id)
    message: Any = BytesParser(policy=email.policy.default).parsebytes(mails(tmp_path)[NAMES[1]])
    html = message.get_body(("html",)).get_content()
    text = message.get_body(("plain",)).get_content()
    assert "Dear Bo &amp; Co," in html
    assert 'src="cid:' in html
    assert 'href="https://example.org/unsubscribe/?t=' in html
    assert "Rue de Varembé 3, 1202 Geneva" in html
    assert text.startswith("Dear Bo & Co,")
    assert "https://example.org/preferences/?t=" in text
    assert "[[" not in html + text


def test_a_campaign_starts_once(outbox: Outbox, spec: CampaignSpec, tmp_path: Path) -> None:
    draft = outbox.create_draft(spec)
    outbox.send_now(draft.id)
    before = mails(tmp_path)
    with pytest.raises(WrongState, match="the campaign is sent"):
        outbox.send_now(draft.id)
    assert mails(tmp_path) == before


@pytest.mark.parametrize("state", ["sent", "scheduled", "cancelled"])
def test_only_a_draft_is_changed_deleted_or_sent(
    outbox: Outbox, spec: CampaignSpec, state: str, make_outbox: Callable[..., Outbox]
) -> None:
    campaign = outbox.create_draft(spec)
    steps: dict[str, Callable[[], object]] = {
        "sent": lambda: outbox.send_now(campaign.id),
        "scheduled": lambda: outbox.schedule(campaign.id, outbox.now + timedelta(hours=1)),
        "cancelled": lambda: outbox.cancel(campaign.id),
    }
    steps[state]()
    refused: tuple[Callable[[], object], ...] = (
        lambda: outbox.update_draft(campaign.id, spec),
        lambda: outbox.delete_draft(campaign.id),
        lambda: outbox.send_now(campaign.id),
        lambda: outbox.schedule(campaign.id, outbox.now + timedelta(hours=1)),
    )
    for step in refused:
        with pytest.raises(WrongState) as caught:
            step()
        assert caught.value.actual == state
    assert make_outbox().get(campaign.id).state == state


def test_a_campaign_that_is_not_there_is_named(outbox: Outbox) -> None:
    with pytest.raises(NotFound, match="there is no campaign 0042"):
        outbox.get("0042")


def test_a_time_that_is_over_cannot_be_scheduled(outbox: Outbox, spec: CampaignSpec) -> None:
    draft = outbox.create_draft(spec)
    with pytest.raises(InvalidContent, match="is over"):
        outbox.schedule(draft.id, outbox.now)
    assert outbox.get(draft.id).state == "draft"


def test_a_scheduled_campaign_is_sent_at_the_first_look_after_its_time(
    make_outbox: Callable[..., Outbox], spec: CampaignSpec, tmp_path: Path
) -> None:
    outbox = make_outbox()
    hour = timedelta(hours=1)
    draft = outbox.create_draft(spec)
    assert outbox.schedule(draft.id, outbox.now + hour).scheduled_at == outbox.now + hour
    assert make_outbox(now=outbox.now + hour / 2).get(draft.id).state == "scheduled"
    assert make_outbox(now=outbox.now + hour, is_at_work=False).get(draft.id).state == "scheduled"
    assert mails(tmp_path) == {}
    assert make_outbox(now=outbox.now + hour).find(spec.key)[0].state == "sent"
    assert list(mails(tmp_path)) == NAMES


def test_an_unscheduled_campaign_is_a_draft_again(outbox: Outbox, spec: CampaignSpec) -> None:
    draft = outbox.create_draft(spec)
    outbox.schedule(draft.id, outbox.now + timedelta(hours=1))
    assert outbox.unschedule(draft.id) == draft
    with pytest.raises(WrongState):
        outbox.unschedule(draft.id)


def test_nobody_on_the_list_starts_nothing(outbox: Outbox, spec: CampaignSpec, readers: Path) -> None:
    readers.write_text("email\n", "utf-8")
    draft = outbox.create_draft(spec)
    with pytest.raises(AudienceFault, match="holds no reader"):
        outbox.send_now(draft.id)
    assert outbox.get(draft.id).state == "draft"


def test_a_mail_that_cannot_be_built_starts_nothing(
    outbox: Outbox, make_spec: Callable[..., CampaignSpec], tmp_path: Path
) -> None:
    draft = outbox.create_draft(make_spec(subject="A\nB"))
    with pytest.raises(InvalidContent):
        outbox.send_now(draft.id)
    assert outbox.get(draft.id).state == "draft"
    assert mails(tmp_path) == {}


def test_placeholders_are_the_providers_own(outbox: Outbox) -> None:
    assert outbox.render_tags("[[unsubscribe]]") == "[[unsubscribe]]"


POINTS = ["outbox-readers", "outbox-sending", "outbox-mail-1", "outbox-mail-2", "outbox-mail-3", "outbox-sent"]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")
@pytest.mark.parametrize("point", POINTS)
def test_a_send_killed_anywhere_is_finished_and_nobody_gets_a_second_mail(
    make_outbox: Callable[..., Outbox], spec: CampaignSpec, tmp_path: Path, readers: Path, point: str
) -> None:
    draft = make_outbox().create_draft(spec)
    killed = send_in_another_process(tmp_path, draft.id, kill=point)
    assert killed.returncode == -signal.SIGKILL
    before = mails(tmp_path)
    is_begun = point != "outbox-readers"
    if is_begun:
        # The list of a campaign that was begun is fixed.
        readers.write_text("email\nzoe@example.org\n", "utf-8")
    later = make_outbox(now=make_outbox().now + timedelta(days=1))
    if not is_begun:
        later.send_now(draft.id)
    assert later.get(draft.id).state == "sent"
    after = mails(tmp_path)
    assert list(after) == NAMES
    assert {name: after[name] for name in before} == before


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")
def test_the_mails_after_a_crash_are_those_there_would_have_been(
    make_outbox: Callable[..., Outbox], spec: CampaignSpec, tmp_path: Path
) -> None:
    whole, broken = make_outbox().create_draft(spec), make_outbox().create_draft(spec)
    make_outbox().send_now(whole.id)
    send_in_another_process(tmp_path, broken.id, kill="outbox-mail-1")
    make_outbox(now=make_outbox().now + timedelta(days=1)).get(broken.id)
    folder = tmp_path / "outbox" / "mail"
    for name in NAMES:
        assert (folder / whole.id / name).read_bytes() == (folder / broken.id / name).read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not known there")
def test_half_a_mail_that_a_crash_left_is_cleared_away(
    make_outbox: Callable[..., Outbox], spec: CampaignSpec, tmp_path: Path
) -> None:
    draft = make_outbox().create_draft(spec)
    send_in_another_process(tmp_path, draft.id, kill="outbox-mail-1")
    folder = tmp_path / "outbox" / "mail" / draft.id
    (folder / ".002-bo@example.org.eml.x").write_bytes(b"half a ma")
    make_outbox().get(draft.id)
    assert sorted(path.name for path in folder.iterdir()) == [*NAMES, "readers.json"]


def test_a_folder_in_the_way_is_named(
    outbox: Outbox, spec: CampaignSpec, make_spec: Callable[..., CampaignSpec], tmp_path: Path
) -> None:
    draft = outbox.create_draft(spec)
    (tmp_path / "outbox" / "campaigns" / draft.id / "images" / "old").mkdir()
    with pytest.raises(FileTrouble, match="old"):
        outbox.update_draft(draft.id, make_spec(images=()))
    with pytest.raises(NotFound):
        outbox.update_draft("0009", spec)


def test_who_only_looks_finishes_nothing(
    make_outbox: Callable[..., Outbox], spec: CampaignSpec, tmp_path: Path
) -> None:
    draft = make_outbox().create_draft(spec)
    send_in_another_process(tmp_path, draft.id, kill="outbox-mail-1")
    looked = make_outbox(is_at_work=False).get(draft.id)
    assert (looked.state, looked.recipients, looked.delivered) == ("sending", 3, 1)


def test_of_processes_that_send_at_once_one_sends(
    make_outbox: Callable[..., Outbox], spec: CampaignSpec, tmp_path: Path
) -> None:
    draft = make_outbox().create_draft(spec)
    command = [sys.executable, "-c", SEND, str(tmp_path), draft.id]
    racing = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    said = sorted(process.communicate()[0].strip() for process in racing)
    refused = f"outbox: send campaign {draft.id}: the campaign is sent"
    assert said == sorted(["sent", refused, refused, refused])
    assert list(mails(tmp_path)) == NAMES


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"{", id="cut off"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"\xff", id="no text"),
        pytest.param(b"[" * 100_000, id="nested without end"),
        pytest.param(b'{"state": "lost"}', id="not all there"),
    ],
)
def test_a_damaged_campaign_stops_every_look(outbox: Outbox, spec: CampaignSpec, tmp_path: Path, data: bytes) -> None:
    draft = outbox.create_draft(spec)
    (tmp_path / "outbox" / "campaigns" / draft.id / "campaign.json").write_bytes(data)
    with pytest.raises(ProviderError, match="is damaged"):
        outbox.find(spec.key)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('"state": "draft"', '"state": "lost"', id="a state there is not"),
        pytest.param('"id": "0001"', '"id": "0002"', id="a copied folder"),
        pytest.param("+00:00", "", id="a time without zone"),
    ],
)
def test_a_campaign_that_cannot_be_is_damaged(
    outbox: Outbox, spec: CampaignSpec, tmp_path: Path, old: str, new: str
) -> None:
    path = tmp_path / "outbox" / "campaigns" / outbox.create_draft(spec).id / "campaign.json"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(ProviderError, match="is damaged"):
        outbox.find(spec.key)


def test_a_missing_file_of_a_campaign_is_said(outbox: Outbox, spec: CampaignSpec, tmp_path: Path) -> None:
    draft = outbox.create_draft(spec)
    (tmp_path / "outbox" / "campaigns" / draft.id / "content.html").unlink()
    with pytest.raises(ProviderError, match="missing or damaged"):
        outbox.read_content(draft.id)


@pytest.mark.parametrize(
    ("data", "problem"),
    [pytest.param(None, "is missing", id="gone"), pytest.param(b'[{"x": 1}]', "is damaged", id="damaged")],
)
def test_a_begun_campaign_without_its_readers_is_not_guessed_at(
    make_outbox: Callable[..., Outbox], spec: CampaignSpec, tmp_path: Path, data: bytes | None, problem: str
) -> None:
    draft = make_outbox().create_draft(spec)
    send_in_another_process(tmp_path, draft.id, kill="outbox-mail-1")
    frozen = tmp_path / "outbox" / "mail" / draft.id / "readers.json"
    frozen.unlink() if data is None else frozen.write_bytes(data)
    with pytest.raises(ProviderError, match=problem):
        make_outbox().get(draft.id)
    assert len(mails(tmp_path)) == 1


def test_a_damaged_counter_is_named(outbox: Outbox, spec: CampaignSpec, tmp_path: Path) -> None:
    outbox.create_draft(spec)
    (tmp_path / "outbox" / "campaigns" / "last-id").write_text("many", "ascii")
    with pytest.raises(ProviderError, match="is not a number"):
        outbox.create_draft(spec)


def test_a_file_where_the_outbox_should_be_is_named(outbox: Outbox, spec: CampaignSpec, tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("in the way", "utf-8")
    with pytest.raises(FileTrouble):
        outbox.create_draft(spec)


def test_a_folder_that_is_no_campaign_is_left_alone(outbox: Outbox, spec: CampaignSpec, tmp_path: Path) -> None:
    (tmp_path / "outbox" / "campaigns" / "notes").mkdir(parents=True)
    (tmp_path / "outbox" / "campaigns" / "0007").mkdir()
    assert outbox.create_draft(spec).id == "0008"
    assert len(outbox.find(spec.key)) == 1


def test_names_of_mails_suit_every_file_system(
    outbox: Outbox, spec: CampaignSpec, readers: Path, tmp_path: Path
) -> None:
    readers.write_text(f"email\na/b|c?*@example.org\n{'x' * 64}@{'y' * 60}.example.org\n", "utf-8")
    outbox.send_now(outbox.create_draft(spec).id)
    names = list(mails(tmp_path))
    assert names[0] == "001-a_b_c__@example.org.eml"
    assert len(names[1]) == 88


def test_a_moment_of_the_campaign_keeps_its_zone(outbox: Outbox, spec: CampaignSpec) -> None:
    sent: datetime | None = outbox.send_now(outbox.create_draft(spec).id).sent_at
    assert sent == outbox.now
