"""What is kept of looks at links: whole or not at all, and never in anybody's way."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trax.errors import FileTrouble
from trax.web.link_cache import KEPT_FOR, LARGEST_CACHE_BYTES, cache_path, keep_results, read_results
from trax.web.links import OUTCOMES, LinkResult

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
URL = "https://x.org/a"
GONE = LinkResult(URL, "gone", 404, URL, "it answers with 404", NOW)
ROW = {"outcome": "ok", "status": 200, "final_url": URL, "reason": "", "checked_at": NOW.isoformat()}


def made(url: str, *, days: float = 0) -> LinkResult:
    return LinkResult(url, "ok", 200, url, "", NOW - timedelta(days=days))


def write(root: Path, text: str | bytes) -> None:
    path = cache_path(root)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def test_without_a_file_nothing_is_known(tmp_path: Path) -> None:
    assert read_results(tmp_path) == {}
    assert list(tmp_path.iterdir()) == []


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    assert keep_results(tmp_path, [GONE, made("https://é.org/ü")], now=NOW) == ""
    assert read_results(tmp_path) == {URL: GONE, "https://é.org/ü": made("https://é.org/ü")}


def test_the_same_results_make_the_same_bytes(tmp_path: Path) -> None:
    keep_results(tmp_path / "a", [GONE, made("https://y.org/")], now=NOW)
    keep_results(tmp_path / "b", [made("https://y.org/"), GONE], now=NOW)
    assert cache_path(tmp_path / "a").read_bytes() == cache_path(tmp_path / "b").read_bytes()


def test_of_two_results_of_an_address_the_younger_stays(tmp_path: Path) -> None:
    """Two commands at once may write in any order."""
    for result in (made(URL, days=1), GONE, made(URL, days=2), made("https://y.org/", days=3)):
        keep_results(tmp_path, [result], now=NOW)
    assert read_results(tmp_path) == {URL: GONE, "https://y.org/": made("https://y.org/", days=3)}


def test_results_of_half_a_year_ago_are_forgotten(tmp_path: Path) -> None:
    keep_results(tmp_path, [made(URL, days=KEPT_FOR.days), made("https://y.org/", days=KEPT_FOR.days - 1)], now=NOW)
    assert list(read_results(tmp_path)) == ["https://y.org/"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("{", id="cut off"),
        pytest.param(b"\xff\xfe\x00", id="no text"),
        pytest.param("[" * 100_000, id="deep"),
        pytest.param("[]", id="a list"),
        pytest.param('{"links": {}}', id="no version"),
        pytest.param('{"version": 2, "links": {}}', id="another version"),
        pytest.param('{"version": 1, "links": []}', id="links in a list"),
        pytest.param('{"version": 1, "links": {"https://x.org/": 7}}', id="a row that is none"),
        *(
            pytest.param(json.dumps({"version": 1, "links": {URL: {**ROW, **wrong}}}), id=f"{wrong}")
            for wrong in (
                {"outcome": "fine"},
                {"outcome": ["ok"]},
                {"status": "200"},
                {"status": True},
                {"final_url": None},
                {"reason": 7},
                {"checked_at": "yesterday"},
                {"checked_at": "2026-11-24T10:00:00"},
                {"checked_at": 7},
            )
        ),
        pytest.param(
            json.dumps({"version": 1, "links": {URL: {name: ROW[name] for name in ROW if name != "status"}}}),
            id="a row without a status",
        ),
    ],
)
def test_a_damaged_file_is_put_aside_and_begun_anew(tmp_path: Path, text: str | bytes) -> None:
    write(tmp_path, text)
    assert read_results(tmp_path) == {}
    notice = keep_results(tmp_path, [GONE], now=NOW)
    aside = "links.json.damaged-20261124T100000000000"
    assert notice == f"{cache_path(tmp_path)}: was damaged and is kept as {aside}; begun anew"
    assert sorted(path.name for path in cache_path(tmp_path).parent.iterdir()) == ["links.json", aside]
    assert read_results(tmp_path) == {URL: GONE}


def test_a_file_of_any_size_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, b" " * (LARGEST_CACHE_BYTES + 1))
    assert read_results(tmp_path) == {}


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / ".trax").write_text("", "utf-8")
    assert read_results(tmp_path) == {}
    with pytest.raises(FileTrouble):
        keep_results(tmp_path, [GONE], now=NOW)


def test_a_folder_in_the_place_of_the_file_is_put_aside(tmp_path: Path) -> None:
    cache_path(tmp_path).mkdir(parents=True)
    assert "was damaged" in keep_results(tmp_path, [GONE], now=NOW)
    assert read_results(tmp_path) == {URL: GONE}


def test_what_cannot_be_put_aside_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def rename(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    write(tmp_path, "{")
    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(FileTrouble):
        keep_results(tmp_path, [GONE], now=NOW)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
)


@settings(max_examples=50, deadline=None)
@given(
    st.one_of(
        JSON,
        JSON.map(lambda links: {"version": 1, "links": links}),
        JSON.map(lambda row: {"version": 1, "links": {URL: row}}),
    )
)
def test_no_file_breaks_a_check(document: Any) -> None:
    with TemporaryDirectory() as folder:
        write(Path(folder), json.dumps(document))
        assert all(isinstance(each, LinkResult) for each in read_results(Path(folder)).values())


RESULTS = st.builds(
    LinkResult,
    st.text(),
    st.sampled_from(OUTCOMES),
    st.one_of(st.none(), st.integers()),
    st.text(),
    st.text(),
    st.datetimes(min_value=datetime(2026, 8, 1), max_value=datetime(2026, 11, 24), timezones=st.just(UTC)),  # noqa: DTZ001 - the zone is the next argument
)


@settings(max_examples=50, deadline=None)
@given(st.lists(RESULTS, unique_by=lambda result: result.url))
def test_every_result_comes_back_as_it_was(results: list[LinkResult]) -> None:
    with TemporaryDirectory() as folder:
        keep_results(Path(folder), results, now=NOW)
        assert read_results(Path(folder)) == {result.url: result for result in results}
