"""The CSV files of readers as spreadsheets write them, whole and broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trax.errors import AudienceFault
from trax.providers._readers import Reader, parse_readers, read_readers

if TYPE_CHECKING:
    from pathlib import Path

ANA = Reader("ana@example.org", "Ana", "fr")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("email,first_name,language\nana@example.org,Ana,fr\n", (ANA,), id="all columns"),
        pytest.param("email\nana@example.org\n", (Reader("ana@example.org"),), id="address alone"),
        pytest.param("language,email,first_name\nfr,ana@example.org,Ana", (ANA,), id="other order, no last line end"),
        pytest.param("Email;First Name;Language\r\nana@example.org;Ana;fr\r\n", (ANA,), id="Excel with semicolons"),
        pytest.param("E-mail\tfirst-name\tlanguage\nana@example.org\tAna\tfr\n", (ANA,), id="tabs"),
        pytest.param("\n\nemail,first_name,language\n\n,,\nana@example.org,Ana,fr\n,,\n", (ANA,), id="blank rows"),
        pytest.param("email,town\nana@example.org,Bern\n", (Reader("ana@example.org"),), id="a column not known"),
        pytest.param("email,first_name,language\nana@example.org,Ana,fr,,,\n", (ANA,), id="empty cells at the end"),
        pytest.param(
            'email,first_name\nana@example.org,"Smith, Ana ""the first"""\n',
            (Reader("ana@example.org", 'Smith, Ana "the first"'),),
            id="quoted comma and quotation marks",
        ),
        pytest.param(
            'email,first_name\nana@example.org,"Ana\nMaria"\nbo@example.org,Bo\n',
            (Reader("ana@example.org", "Ana Maria"), Reader("bo@example.org", "Bo")),
            id="line end in a name",
        ),
        pytest.param(
            "email,first_name\nana@example.org,Ana\nANA@Example.org,Anna\nbo@example.org,\n",
            (Reader("ana@example.org", "Ana"), Reader("bo@example.org")),
            id="the same address twice counts once",
        ),
        pytest.param("email\n", (), id="header alone"),
        pytest.param("email,first_name\nana@example.org\n", (Reader("ana@example.org"),), id="short row"),
    ],
)
def test_readers_are_read_as_spreadsheets_write_them(text: str, expected: tuple[Reader, ...]) -> None:
    assert expected == parse_readers(text, shown="readers.csv")


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        pytest.param("", "readers.csv:", "is empty", id="empty"),
        pytest.param(" \n\n", "readers.csv:", "is empty", id="white space"),
        pytest.param("name\nAna\n", "readers.csv:1:", "no column is called email", id="no column of addresses"),
        pytest.param("ana@example.org\n", "readers.csv:1:", "there is: ana@example.org", id="no header"),
        pytest.param("email,E-Mail\na@example.org,b\n", "readers.csv:1:", "two columns", id="column twice"),
        pytest.param("email\nana@example.org\nana\n", "readers.csv:3:", '"ana" is not', id="no address"),
        pytest.param("email,first_name\n,Ana\n", "readers.csv:2:", "has no address", id="address missing"),
        pytest.param("email\njosé@example.org\n", "readers.csv:2:", "before the @", id="accent in the local part"),
        pytest.param(
            "email,first_name\nana@example.org,Smith, Ana\n", "readers.csv:2:", "3 values for 2 columns", id="comma"
        ),
        pytest.param('email,n\n"ana@example.org,x\n', "readers.csv:2:", "quotation marks", id="open quotation mark"),
        pytest.param(
            'email,first_name\nana@example.org,"A\nB"\nbad\n', "readers.csv:4:", '"bad"', id="line after a long cell"
        ),
        pytest.param(
            "email\n" + "bad\n" * 9, "readers.csv:2:", "(lines 3, 4, 5, 6 and 4 more also", id="many are counted"
        ),
    ],
)
def test_a_broken_list_is_one_error_with_its_line(text: str, place: str, problem: str) -> None:
    with pytest.raises(AudienceFault) as caught:
        parse_readers(text, shown="readers.csv")
    assert caught.value.message.startswith(place)
    assert problem in caught.value.message
    assert "\n" not in caught.value.message
    assert caught.value.hint


def test_a_byte_order_mark_is_no_part_of_the_header(tmp_path: Path) -> None:
    path = tmp_path / "readers.csv"
    path.write_bytes("\ufeffemail;first_name\r\nana@example.org;José\r\n".encode())
    assert read_readers(path, shown="r") == (Reader("ana@example.org", "José"),)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        pytest.param("email,first_name\nana@example.org,José\n".encode("cp1252"), "r:2: the letters", id="Windows"),
        pytest.param("email\nana@example.org\n".encode("utf-16"), "UTF-8", id="UTF-16"),
        pytest.param(b"PK\x03\x04\x00email", "not a table of text", id="a spreadsheet itself"),
        pytest.param(b"email\n" + b"x" * 20_000_001, "larger than 20 MB", id="too large"),
    ],
)
def test_a_file_that_is_no_csv_in_utf8_is_refused(tmp_path: Path, data: bytes, problem: str) -> None:
    path = tmp_path / "readers.csv"
    path.write_bytes(data)
    with pytest.raises(AudienceFault, match=problem):
        read_readers(path, shown="r")


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(AudienceFault, match=r"issues/readers.csv: there is no such file"):
        read_readers(tmp_path / "readers.csv", shown="issues/readers.csv")


def test_ten_thousand_readers_are_no_trouble() -> None:
    text = "email,first_name\n" + "".join(f"reader{n}@example.org,Reader {n}\n" for n in range(10_000))
    assert len(parse_readers(text, shown="r")) == 10_000


@given(st.text(alphabet=st.sampled_from('email,;"\n\r\t@a. é\x00')))
def test_any_text_is_a_list_or_a_fault(text: str) -> None:
    try:
        readers = parse_readers("email,first_name\n" + text, shown="r")
    except AudienceFault:
        return
    assert all("@" in reader.email for reader in readers)
