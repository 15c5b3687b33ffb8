"""The readers of the embedded provider: a table in a CSV file, as spreadsheets write them."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trax.errors import AudienceFault
from trax.files import read_limited
from trax.providers._address import AddressError, parse_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

LIMIT_BYTES = 20_000_000
COLUMNS = ("email", "first_name", "language")
SEPARATORS = ",;\t"
# More would fill the screen; the rest is counted.
SHOWN_FAULTS = 5
UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
EXAMPLE = "the first line names the columns, and each further line is one reader: email,first_name,language"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who gets the mail; what is not known is empty."""

    email: str
    first_name: str = ""
    language: str = ""


def read_readers(path: Path, *, shown: str) -> tuple[Reader, ...]:
    """Return the readers of the file in its order, each address once whatever its capitals.

    Args:
        path: A CSV file in UTF-8 with a header line; commas, semicolons or tabs between the columns.
        shown: How messages name the file.

    Raises:
        AudienceFault: If the file is missing or is not such a table, or an address in it is none; with the line.
        FileTrouble: If it cannot be read.
    """
    if not path.is_file():
        raise AudienceFault(shown, "there is no such file", hint="write it, or correct its name in issues/trax.toml")
    data = read_limited(path, limit_bytes=LIMIT_BYTES)
    if data is None:
        raise AudienceFault(shown, f"is larger than {LIMIT_BYTES // 1_000_000} MB", hint="split the list of readers")
    return parse_readers(_decode(data, shown), shown=shown)


def parse_readers(text: str, *, shown: str) -> tuple[Reader, ...]:
    """Return the readers of the table; see `read_readers`.

    Raises:
        AudienceFault: If the text is not such a table, or an address in it is none; with the line.
    """
    rows = _rows(text, shown)
    header_line, header = next(rows, (1, []))
    if not header:
        raise AudienceFault(shown, "is empty", hint=EXAMPLE)
    columns = _columns(header, f"{shown}:{header_line}")
    readers: dict[str, Reader] = {}
    faults: list[tuple[int, str]] = []
    for line, row in rows:
        try:
            reader = _reader(row, columns, len(header))
        except AddressError as error:
            faults.append((line, str(error)))
        else:
            readers.setdefault(reader.email.casefold(), reader)
    if faults:
        raise _fault(shown, faults)
    return tuple(readers.values())


def _decode(data: bytes, shown: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise AudienceFault(
            f"{shown}:{line}",
            "the letters with accents cannot be read: the file is not in UTF-8",
            hint='in the spreadsheet choose "Save as" and the type "CSV UTF-8"',
        ) from error
    if "\x00" in text:
        raise AudienceFault(shown, "is not a table of text", hint='save the spreadsheet as "CSV UTF-8"')
    return text


def _rows(text: str, shown: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank with the line it begins on."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    # newline="" leaves line ends alone, so that a quoted value may hold one.
    table = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for row in table:
            if any(value.strip() for value in row):
                yield line, row
            line = table.line_num + 1
    except csv.Error as error:
        raise AudienceFault(
            f"{shown}:{line}",
            "the quotation marks of this line do not close",
            hint='write "Smith, Anna" with a quotation mark at both ends, and "" for one inside',
        ) from error


def _columns(header: Sequence[str], where: str) -> Mapping[str, int]:
    """Return where each known column stands; `E-Mail` and `First name` are email and first_name."""
    names = [re.sub(r"[\s_-]+", "", name).casefold() for name in header]
    wanted = {column: column.replace("_", "") for column in COLUMNS}
    for column, name in wanted.items():
        if names.count(name) > 1:
            raise AudienceFault(where, f"two columns are called {column}", hint="keep one of them")
    if "email" not in names:
        has = ", ".join(name.strip() or "(no name)" for name in header)
        raise AudienceFault(where, f"no column is called email; there is: {UNFIT.sub(' ', has)[:200]}", hint=EXAMPLE)
    return {column: names.index(name) for column, name in wanted.items() if name in names}


def _reader(row: Sequence[str], columns: Mapping[str, int], width: int) -> Reader:
    if any(value.strip() for value in row[width:]):
        raise AddressError(f"has {len(row)} values for {width} columns; put a value with a comma in quotation marks")
    values = {name: row[index].strip() if index < len(row) else "" for name, index in columns.items()}
    email = values["email"]
    if not email:
        raise AddressError("has no address")
    try:
        address = parse_address(email)
    except AddressError as error:
        raise AddressError(f'"{UNFIT.sub("?", email)[:80]}" {error}') from error
    first_name = " ".join(UNFIT.sub(" ", values.get("first_name", "")).split())
    return Reader(address, first_name, UNFIT.sub("", values.get("language", "")))


def _fault(shown: str, faults: Sequence[tuple[int, str]]) -> AudienceFault:
    """Return one error that names the first faulty lines and counts the rest."""
    line, problem = faults[0]
    others = [str(number) for number, _ in faults[1:SHOWN_FAULTS]]
    if others:
        more = len(faults) - 1 - len(others)
        problem += f" (lines {', '.join(others)}{f' and {more} more' if more else ''} also have to be corrected)"
    return AudienceFault(f"{shown}:{line}", problem, hint="correct or remove it; nobody was written to")
