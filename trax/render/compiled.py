"""Compiled templates, kept in the newsletter's `build/` folder: compiling them is a tenth of a one-shot render.

Jinja2 stamps what it compiled with the template's digest and with Python's version, and compiles again what does not
fit; the folder carries the version of Jinja2. Everything here can be deleted at any time.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

from trax.errors import FileTrouble
from trax.files import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """The compiled templates of one folder; a folder that cannot be read or written is one without any."""

    def __init__(self, folder: Path) -> None:
        """Look into the folder; it is made when something is kept."""
        self.folder = folder / version("jinja2")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket from its file, if there is one that fits."""
        try:
            with (self.folder / bucket.key).open("rb") as stream:
                bucket.load_bytecode(stream)
        except OSError:
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        try:
            write_atomic(self.folder / bucket.key, bucket.bytecode_to_string())
        except FileTrouble:
            # A read-only newsletter renders as well, only slower.
            return
