"""Compiled templates, kept beside those that come with trax, as Python keeps its own compiled modules.

Compiling them is a tenth of a one-shot render. Jinja2 stamps what it compiled with the template's digest and with
Python's version, and compiles again what does not fit; the folder carries the version of Jinja2.

Only trax's own templates are kept. What is kept is program code: a newsletter, whose templates run in a sandbox, must
have no place from which it is loaded.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

from trax.errors import FileTrouble
from trax.files import write_atomic

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

FOREIGN = "foreign"


class CompiledTemplates(BytecodeCache):
    """The compiled templates of a folder that nobody but trax fills."""

    def __init__(self, shipped: Path, purpose: str) -> None:
        """Keep what is compiled from the templates below `shipped`, apart for each purpose (`html`, `text`)."""
        self.shipped = shipped
        self.folder = shipped / "__pycache__" / f"jinja2-{version('jinja2')}-{purpose}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name of the file to keep, or the one word for templates that are not trax's own."""
        is_own = filename is not None and Path(filename).is_relative_to(self.shipped)
        return super().get_cache_key(name) if is_own else FOREIGN

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket from its file, if there is one that fits."""
        if bucket.key == FOREIGN:
            return
        try:
            with (self.folder / bucket.key).open("rb") as stream:
                bucket.load_bytecode(stream)
        except OSError:
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, unless Python was told to keep nothing."""
        if bucket.key == FOREIGN or sys.dont_write_bytecode:
            return
        try:
            write_atomic(self.folder / bucket.key, bucket.bytecode_to_string())
        except FileTrouble:
            # Installed by somebody else, as for Python's own: it works as well, only slower.
            return
