"""The sandbox in which templates run: they read what they are given, and reach nothing else."""

from __future__ import annotations

from typing import Any

from jinja2.sandbox import ImmutableSandboxedEnvironment


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's sandbox, quick with the values that templates mostly read.

    The views and the theme are frozen dataclasses of this package: whatever of them does not begin with an underscore
    is data. Asking Jinja2's long list of dangerous types each time takes a sixth of a warm render.
    """

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether a template may read the attribute."""
        if hasattr(type(obj), "__dataclass_fields__"):
            return not attr.startswith("_")
        return super().is_safe_attribute(obj, attr, value)
