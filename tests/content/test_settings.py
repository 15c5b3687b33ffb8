"""The settings of a newsletter: what they mean, and every error of the file at once."""

# ruff: noqa: E501 - a case of a table is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.content.header import subject_from
from trax.content.settings import Style, parse_settings, read_settings
from trax.content.toml_places import toml_places
from trax.errors import SettingsError
from trax.model import Place

if TYPE_CHECKING:
    from pathlib import Path

    from tests.content.conftest import Newsletter

WHOLE = """\
[publication]
name = "UPR Trax"
organisation = "UPR Info"
site = "https://trax.example.org/"
audience = "readers"

[sender]
name = "UPR Info"
email = "trax@example.org"

[address]
lines = ["UPR Info", "Geneva"]

[audiences.readers]
name = "Readers"
"""


def test_settings_have_defaults_and_no_slash_after_the_site() -> None:
    settings, findings = parse_settings(WHOLE)
    assert findings == ()
    assert settings is not None
    assert settings.publication.site == "https://trax.example.org"
    assert (settings.publication.language, settings.publication.time_zone) == ("en", "Europe/Zurich")
    assert settings.address == ("UPR Info", "Geneva")
    assert Style() == settings.style
    assert (settings.provider.name, settings.provider.folder) == ("outbox", "outbox")
    assert settings.sender.reply_to is None
    assert (settings.provider.url, settings.audiences["readers"].id) == (None, None)


def test_a_rhythm_is_a_setting_and_there_is_none_without_it() -> None:
    own = '[schedule]\non = "first Tuesday 10:00"\nskip = ["2026-08"]\ndouble = ["2026-12"]\n'
    settings, findings = parse_settings(WHOLE + own)
    assert settings, findings
    assert settings.schedule.model_dump() == {"on": "first Tuesday 10:00", "skip": ("2026-08",), "double": ("2026-12",)}
    without, _ = parse_settings(WHOLE)
    assert without is not None
    assert without.schedule.model_dump() == {"on": None, "skip": (), "double": ()}


def test_a_provider_of_ones_own_has_an_address_and_lists_an_id() -> None:
    own = '[provider]\nname = "listmonk"\nurl = "https://lists.example.org/"\n'
    settings, findings = parse_settings(WHOLE + 'id = "3"\n' + own)
    assert settings, findings
    assert (settings.provider.url, settings.audiences["readers"].id) == ("https://lists.example.org", "3")


def test_the_form_of_the_subject_is_filled_without_leading_zeros() -> None:
    settings, _ = parse_settings(WHOLE.replace("audience =", 'subject_form = "{name} {number}: {title}"\naudience ='))
    assert settings is not None
    assert subject_from("{x}", 7, settings.publication) == "UPR Trax 7: {x}"


def test_address_may_also_be_a_list_at_the_top() -> None:
    text = 'address = ["A", "B"]\n' + WHOLE.replace('[address]\nlines = ["UPR Info", "Geneva"]\n', "")
    settings, _ = parse_settings(text)
    assert settings is not None
    assert settings.address == ("A", "B")


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        pytest.param('name = "UPR Trax"', "", (1, 1), "publication, name is missing", id="missing"),
        pytest.param('name = "UPR Trax"', 'nmae = "x"', (2, 1), '"nmae" is not a field of publication', id="slip"),
        pytest.param("[sender]", "[sendr]", (7, 1), '"sendr" is not a field of the settings', id="slip in a table"),
        pytest.param('"UPR Trax"', "5", (2, 8), "publication, name: is a text", id="number"),
        pytest.param('"UPR Trax"', '"a\\r\\nBcc: x"', (2, 8), "is one line", id="header injection"),
        pytest.param('"UPR Trax"', '"a\\u0007"', (2, 8), "control character", id="control character"),
        pytest.param('"UPR Trax"', '""', (2, 8), "publication, name: is empty", id="empty"),
        pytest.param('"https://trax.example.org/"', '"trax.example.org"', (4, 8), "begins with https://", id="site"),
        pytest.param('"readers"', '"reader"', (5, 12), 'there is no audience "reader"', id="audience"),
        pytest.param('"trax@example.org"', '"trax@example"', (9, 9), "is not an e-mail address", id="e-mail"),
        pytest.param('"trax@example.org"', '"a b@example.org"', (9, 9), "is not an e-mail address", id="space in e-mail"),
        pytest.param("lines =", "line =", (11, 1), '"line" is not a setting of address', id="slip in the address"),
        pytest.param('["UPR Info", "Geneva"]', '"Geneva"', (11, 1), "address: is a list of lines", id="address in one"),
        pytest.param('["UPR Info", "Geneva"]', "[]", (11, 1), "address: has no entry", id="no address"),
        pytest.param("[audiences.readers]", "[audiences.Readers]", (14, 1), '"Readers" cannot be part', id="audience key"),
        pytest.param('"Readers"', '"R"\nfile = "../x.csv"', (16, 8), "leads out of the newsletter", id="file above"),
        pytest.param('"Readers"', '"R"\nfile = "C:\\\\x"', (16, 8), "leads out of the newsletter", id="file on a drive"),
        pytest.param("[sender]", '[sender]\napi_key = "x"', (8, 1), "does not belong into a file", id="secret"),
        pytest.param("[sender]", '[provider]\nurl = "http://a.org"\n[sender]', (8, 7), "must begin with https", id="server in the clear"),
        pytest.param("[sender]", '[provider]\nurl = "https://u:p@a.org"\n[sender]', (8, 7), "belongs into the environment", id="password in a url"),
        pytest.param("[sender]", '[provider]\nhost = "smtp.a.org:587"\n[sender]', (8, 8), "not the name of a server", id="host with port"),
        pytest.param("[sender]", '[provider]\nhost = "https://a.org"\n[sender]', (8, 8), "not the name of a server", id="host as a url"),
        pytest.param("[sender]", '[provider]\nport = "587"\n[sender]', (8, 8), "not a number from 1 to 65535", id="port as text"),
        pytest.param("[sender]", "[provider]\nport = true\n[sender]", (8, 8), "not a number from 1 to 65535", id="port as yes"),
        pytest.param("[sender]", "[provider]\nlimit = 0\n[sender]", (8, 9), "not a number from 1 to 10000", id="limit"),
        pytest.param("[sender]", "[provider]\nconnections = 11\n[sender]", (8, 15), "from 1 to 10", id="connections"),
        pytest.param("[sender]", '[provider]\nsecurity = "ssl"\n[sender]', (8, 12), "is not starttls, tls or none", id="security"),
        pytest.param('"Readers"', '"R"\nid = "a b"', (16, 6), '"a b" is not an id', id="audience id"),
        pytest.param('"Readers"', '"R"\nid = 3', (16, 6), "is a text", id="audience id without quotes"),
        pytest.param("[sender]", '[provider]\nToken = "x"\n[sender]', (8, 1), "does not belong into a file", id="token"),
        pytest.param("[sender]", '[sender]\naddress = ["x"]', (8, 1), '"address" is not a field of sender', id="misplaced"),
        pytest.param("[sender]", '[style]\nstate_names = "long"\n[sender]', (8, 15), '"long" is not short or formal', id="word"),
        pytest.param("audience =", 'time_zone = "Mars"\naudience =', (5, 13), "is not a time zone", id="zone"),
        pytest.param("audience =", 'language = "English"\naudience =', (5, 12), "short name of a language", id="language"),
        pytest.param("audience =", 'subject_form = "{x}"\naudience =', (5, 16), "cannot be filled in", id="form"),
        pytest.param("audience =", 'subject_form = "{title"\naudience =', (5, 16), "cannot be filled in", id="open form"),
        pytest.param("audience =", 'subject_form = "{number:03} {title}"\naudience =', (5, 16), "cannot be filled", id="zeros"),
        pytest.param("audience =", 'subject_form = "{title.__class__}"\naudience =', (5, 16), "cannot be filled", id="attack"),
        pytest.param("[sender]", '[schedule]\non = "Tuesday"\n[sender]', (8, 6), '"Tuesday" is not a day of each month', id="rhythm"),
        pytest.param("[sender]", "[schedule]\non = 10:00\n[sender]", (8, 8), "this cannot be read", id="rhythm without quotes"),
        pytest.param("[sender]", '[schedule]\non = "first Tuesday 12 am"\n[sender]', (8, 6), "is not clear", id="hour of the rhythm"),
        pytest.param("[sender]", '[schedule]\nskip = ["2026-8"]\n[sender]', (8, 8), 'skip, entry 1: "2026-8" is not a month', id="month"),
        pytest.param("[sender]", '[schedule]\nskip = "2026-08"\n[sender]', (8, 8), "skip: is a list of months", id="month without brackets"),
        pytest.param("[sender]", "[schedule]\nskip = [2026-08-01]\n[sender]", (8, 8), "skip, entry 1: is a text", id="day without quotes"),
        pytest.param("[sender]", '[schedule]\nskip = ["2026-08"]\ndouble = ["2026-08"]\n[sender]', (9, 10), "double: 2026-08 stands in skip as well", id="skipped and double"),
        pytest.param('"UPR Trax"', "UPR Trax", (2, 8), "a text must stand in quotes", id="no quotes"),
        pytest.param('"UPR Trax"', '"UPR Trax', (2, 17), "is not closed", id="open quote"),
        pytest.param('name = "UPR Trax"', "name", (2, 5), "the = after the name", id="no equals sign"),
        pytest.param('name = "UPR Trax"', 'name = "x"\nname = "y"', (3, 11), "written twice", id="twice"),
        pytest.param("[publication]", "[publication", (1, 13), "this cannot be read", id="open bracket"),
        pytest.param('"UPR Trax"', "[" * 5000, (15, 1), "is not possible", id="deep"),
        pytest.param('"UPR Trax"', "1" * 5000, (15, 1), "is not possible", id="huge number"),
    ],
)  # fmt: skip
def test_an_error_is_told_at_its_line(old: str, new: str, place: tuple[int, int], words: str) -> None:
    assert old in WHOLE
    settings, findings = parse_settings(WHOLE.replace(old, new, 1))
    assert settings is None
    told = [finding for finding in findings if words in finding.message]
    assert told, findings
    assert ("settings", "error", Place("issues/trax.toml", *place)) == (told[0].code, told[0].severity, told[0].place)
    assert told[0].hint


@pytest.mark.parametrize("host", ["smtp.example.org", "SMTP.Example.org", "localhost", "192.0.2.1", "::1"])
def test_a_mail_server_is_named_as_it_is_and_the_rest_has_defaults(host: str) -> None:
    settings, findings = parse_settings(f'{WHOLE}\n[provider]\nname = "smtp"\nhost = "{host}"\n')
    assert settings, findings
    provider = settings.provider
    assert (provider.host, provider.port, provider.security) == (host.lower(), 587, "starttls")
    assert (provider.limit, provider.connections) == (500, 5)


def test_a_value_where_a_table_belongs_is_said() -> None:
    _, findings = parse_settings("audiences = 5\nsender = 3\n")
    assert [finding.message for finding in findings if finding.text or "missing" not in finding.message] == [
        "audiences: this cannot stand here",
        "sender: a group of fields belongs here, not a text",
    ]


def test_all_errors_come_at_once_and_a_secret_is_told_once() -> None:
    text = WHOLE.replace('"UPR Trax"', "5").replace("trax@", "").replace("[sender]", '[sender]\npassword = "canary-7"')
    _, findings = parse_settings(text)
    assert [finding.place.line for finding in findings] == [2, 8, 10]
    assert not any("canary" in str(finding) for finding in findings)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"\xff\xfe", "UTF-16", id="UTF-16"),
        pytest.param(b"#" * 300_000, "larger than 200 kB", id="too large"),
        pytest.param(b"", "publication is missing", id="empty"),
    ],
)
def test_a_file_that_holds_no_settings_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "trax.toml"
    path.write_bytes(data)
    with pytest.raises(SettingsError) as caught:
        read_settings(path)
    assert words in caught.value.findings[0].message
    assert caught.value.exit_code == 3
    assert "issues/trax.toml has" in caught.value.message


def test_a_whole_file_is_read(newsletter: Newsletter) -> None:
    settings = read_settings(newsletter.root / "issues" / "trax.toml")
    assert settings.audiences["readers"].file == "audiences/readers.csv"


def test_places_of_a_toml_text() -> None:
    text = 'a = 1\nlong = """\nb = 2\n"""\n[t.u] # note\n  "c d" = 3\ne.f = 4\nlist = [\n  "x = 1",\n]\n'
    places, names = toml_places(text, path="p")
    assert Place("p", 1, 5) == places["a"]
    assert "b" not in names
    assert Place("p", 5, 1) == names["t"]
    assert Place("p", 6, 3) == names["t.u.c d"]
    assert Place("p", 7, 7) == places["t.u.e.f"]
    assert Place("p", 8, 8) == places["t.u.list"]


@given(st.text(alphabet=st.sampled_from("[]{}=\"'#.,\n a1-\\é_:"), max_size=40))
def test_any_text_gives_errors_and_no_traceback(text: str) -> None:
    settings, findings = parse_settings(text)
    assert settings is None
    assert findings
