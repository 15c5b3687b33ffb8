"""The frozen issue: the same bytes, the same digest; one byte changed, and it is refused by name."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from trax.delivery.bundle import bundle_folder, freeze, read_bundle, write_bundle
from trax.errors import Changed, FileTrouble, InvalidContent, SettingsError
from trax.files import digest
from trax.model import Image

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from trax.content.settings import Settings
    from trax.delivery.bundle import Bundle
    from trax.model import Mail

FILES = ["email.html", "email.txt", "envelope.json", "images/mark.png"]


def test_a_bundle_that_was_written_is_read_as_it_was(bundle: Bundle, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path, bundle)
    assert folder == tmp_path / "build" / "050" / bundle.digest[:12]
    assert read_bundle(folder, number=50) == bundle
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) == [
        *FILES,
        "manifest.json",
    ]


def test_the_same_mail_has_the_same_digest(make_bundle: Callable[..., Bundle]) -> None:
    assert make_bundle().manifest == make_bundle().manifest


def test_a_newer_trax_that_makes_the_same_bytes_makes_the_same_bundle(bundle: Bundle) -> None:
    assert replace(bundle, tool="99.0").digest == bundle.digest


def test_the_manifest_has_the_digest_of_each_part(bundle: Bundle) -> None:
    manifest = json.loads(bundle.manifest)
    assert manifest["bundle"] == bundle.digest
    assert manifest["parts"] == {name: digest(data) for name, data in bundle.files.items()}
    assert list(manifest["parts"]) == FILES


def test_the_manifest_has_the_digests_with_the_providers_placeholders(mail: Mail, settings: Settings) -> None:
    bundle = freeze(mail, settings=settings, provider="other", render_tags=str.upper)
    assert json.loads(bundle.manifest)["provider"] == {
        "name": "other",
        "html": digest(mail.html.upper().encode()),
        "text": digest(mail.text.upper().encode()),
    }


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        pytest.param({"html": "<p>x</p>"}, "html", id="HTML"),
        pytest.param({"text": "x"}, "text", id="text"),
        pytest.param({"subject": "x"}, "subject", id="subject"),
        pytest.param({"preheader": "x"}, "preheader", id="preheader"),
        pytest.param({"language": "fr"}, "language", id="language"),
        pytest.param({"images": ()}, "images", id="images"),
    ],
)
def test_each_part_has_a_digest_of_its_own(
    make_bundle: Callable[..., Bundle], bundle: Bundle, changes: dict[str, Any], part: str
) -> None:
    other = make_bundle(**changes)
    assert [name for name in bundle.digests if bundle.digests[name] != other.digests[name]] == [part]
    assert other.digest != bundle.digest


@pytest.mark.parametrize(
    ("table", "field", "value", "part"),
    [
        pytest.param("sender", "name", "Somebody", "from", id="name of the sender"),
        pytest.param("sender", "email", "other@example.org", "from", id="address of the sender"),
        pytest.param("sender", "reply_to", "other@example.org", "reply-to", id="reply address"),
        pytest.param("publication", "site", "https://other.example.org", "web addresses", id="web site"),
        pytest.param("", "address", ("Elsewhere",), "postal address", id="postal address"),
    ],
)
def test_what_comes_from_the_settings_is_frozen_too(
    mail: Mail, settings: Settings, bundle: Bundle, *, table: str, field: str, value: object, part: str
) -> None:
    inner: Any = getattr(settings, table) if table else settings
    changed = inner.model_copy(update={field: value})
    whole = settings.model_copy(update={table: changed}) if table else changed
    other = freeze(mail, settings=whole, provider="outbox", render_tags=str)
    assert [name for name in bundle.digests if bundle.digests[name] != other.digests[name]] == [part]


def test_answers_go_to_the_sender_when_nobody_else_is_named(mail: Mail, settings: Settings) -> None:
    sender = settings.sender.model_copy(update={"reply_to": None})
    bundle = freeze(mail, settings=settings.model_copy(update={"sender": sender}), provider="x", render_tags=str)
    assert bundle.envelope.reply_to == "news@example.org"


@pytest.mark.parametrize("field", ["subject", "preheader"])
def test_a_header_that_would_split_the_mail_is_never_frozen(make_bundle: Callable[..., Bundle], field: str) -> None:
    with pytest.raises(InvalidContent, match=field):
        make_bundle(**{field: "A\r\nBcc: b@example.org"})


@pytest.mark.parametrize("name", ["../x.png", "a/b.png", "a\\b.png", "", "..", "."])
def test_a_picture_outside_its_folder_is_never_frozen(make_bundle: Callable[..., Bundle], name: str) -> None:
    with pytest.raises(InvalidContent, match="plain name"):
        make_bundle(images=(Image(name, b"", "image/png"),))


def test_a_sender_whom_mail_servers_refuse_is_a_fault_of_the_settings(mail: Mail, settings: Settings) -> None:
    sender = settings.sender.model_copy(update={"email": "josé@example.org"})
    with pytest.raises(SettingsError, match=r"sender.email"):
        freeze(mail, settings=settings.model_copy(update={"sender": sender}), provider="x", render_tags=str)


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_one_byte_changed_is_refused_by_name(bundle: Bundle, tmp_path: Path, name: str) -> None:
    folder = write_bundle(tmp_path, bundle)
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data.replace(b"5", b"6", 1) if b"5" in data else data[:-1] + b"!")
    with pytest.raises(Changed, match=f"build/050/{bundle.digest[:12]}/{name}"):
        read_bundle(folder, number=50)


@pytest.mark.parametrize("name", FILES)
def test_a_part_that_is_gone_is_refused_by_name(bundle: Bundle, tmp_path: Path, name: str) -> None:
    folder = write_bundle(tmp_path, bundle)
    (folder / name).unlink()
    with pytest.raises(Changed, match=name):
        read_bundle(folder, number=50)


def test_a_part_that_was_added_is_refused_by_name(bundle: Bundle, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path, bundle)
    (folder / "images" / "extra.png").write_bytes(b"x")
    (folder / ".DS_Store").write_bytes(b"x")
    with pytest.raises(Changed, match=f"changed since then: build/050/{bundle.digest[:12]}/images/extra.png$"):
        read_bundle(folder, number=50)


def test_a_part_changed_together_with_the_manifest_is_refused(
    bundle: Bundle, make_bundle: Callable[..., Bundle], tmp_path: Path
) -> None:
    folder = write_bundle(tmp_path, bundle)
    for name, data in make_bundle(html="<p>other</p>").files.items():
        (folder / name).write_bytes(data)
    (folder / "manifest.json").write_bytes(make_bundle(html="<p>other</p>").manifest)
    with pytest.raises(Changed, match=r"manifest\.json"):
        read_bundle(folder, number=50)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", b"[" * 100_000, b'{"parts": []}', b'{"parts": {"x": 1}}'])
def test_a_damaged_manifest_is_refused(bundle: Bundle, tmp_path: Path, data: bytes) -> None:
    folder = write_bundle(tmp_path, bundle)
    (folder / "manifest.json").write_bytes(data)
    with pytest.raises(Changed):
        read_bundle(folder, number=50)


def test_a_bundle_of_another_issue_is_refused(bundle: Bundle, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path, bundle)
    with pytest.raises(Changed):
        read_bundle(folder, number=51)


def test_a_damaged_bundle_is_made_whole_by_writing_it_again(bundle: Bundle, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path, bundle)
    (folder / "email.html").write_bytes(b"x")
    (folder / "extra").write_bytes(b"x")
    assert read_bundle(write_bundle(tmp_path, bundle), number=50) == bundle


def test_a_bundle_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble):
        read_bundle(bundle_folder(tmp_path, 50, "a" * 64), number=50)


def test_a_file_where_the_bundle_should_be_is_named(bundle: Bundle, tmp_path: Path) -> None:
    (tmp_path / "build").write_bytes(b"in the way")
    with pytest.raises(FileTrouble):
        write_bundle(tmp_path, bundle)


def test_a_folder_where_a_part_should_be_is_named(bundle: Bundle, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path, bundle)
    (folder / "email.txt").unlink()
    (folder / "email.txt").mkdir()
    with pytest.raises(FileTrouble):
        write_bundle(tmp_path, bundle)
