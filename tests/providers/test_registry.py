"""The table of providers: complete, and readable without settings, keys or network."""

from __future__ import annotations

import subprocess
import sys

from trax.providers.base import Capabilities
from trax.providers.registry import LOCAL, PROVIDERS, REMOTE, capabilities


def test_every_provider_says_what_it_is_capable_of() -> None:
    found = dict(capabilities())
    assert tuple(found) == PROVIDERS
    assert all(isinstance(each, Capabilities) for each in found.values())


def test_a_provider_on_this_machine_has_no_clock_and_one_on_the_network_lets_mails_out() -> None:
    found = dict(capabilities())
    assert [name for name in LOCAL if found[name].has_clock] == []
    assert [name for name in REMOTE if not found[name].leaves_machine] == []


def test_providers_are_imported_when_they_are_asked_for() -> None:
    code = (
        "import sys, trax.providers.registry as r; print([n for n in r.REMOTE if f'trax.providers.{n}' in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
