"""The promises of `contract` at real providers, where a list for tests and its key are named; skipped otherwise.

Mails go to each reader of that list. The keys have other names than those that issues are sent by, so no test can
reach a live audience. TRAX_TEST_SENDER is an address that the provider lets mails come from; where it fixes the name
or the address for answers, too, TRAX_TEST_SENDER_NAME and TRAX_TEST_REPLY_TO say them.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.providers.bench import Bench
from tests.providers.contract import PROMISES
from trax.providers._secrets import Credentials, Secret
from trax.providers.base import AudienceRef
from trax.providers.brevo import HOST as BREVO
from trax.providers.brevo import Brevo
from trax.providers.buttondown import HOST as BUTTONDOWN
from trax.providers.buttondown import Buttondown
from trax.providers.listmonk import Listmonk
from trax.providers.mailchimp import Mailchimp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.providers.conftest import MakeSpec
    from trax.providers.base import Provider

ADDRESS = ("Rue de Varembé 3", "1202 Geneva")
SENDER = "TRAX_TEST_SENDER"
NEEDED: Mapping[str, tuple[str, ...]] = {
    "listmonk": (
        "TRAX_LISTMONK_URL",
        "TRAX_LISTMONK_USER",
        "TRAX_LISTMONK_TOKEN",
        "TRAX_LISTMONK_TEST_LIST",
    ),
    "mailchimp": ("TRAX_TEST_MAILCHIMP_KEY", "TRAX_TEST_MAILCHIMP_LIST", SENDER),
    "brevo": ("TRAX_TEST_BREVO_KEY", "TRAX_TEST_BREVO_LIST", SENDER),
    "buttondown": ("TRAX_TEST_BUTTONDOWN_KEY", "TRAX_TEST_BUTTONDOWN_LIST", SENDER),
}


def open_live(name: str) -> Provider:
    """Return the provider with its list for tests; TRAX_TEST_<NAME>_URL names another server than the official one."""
    values = [os.environ[each] for each in NEEDED[name] if each != SENDER]
    lists, url = {"readers": values[-1]}, os.environ.get(f"TRAX_TEST_{name.upper()}_URL")
    sender = os.environ.get(SENDER, "")
    match name:
        case "listmonk":
            return Listmonk(values[0], Credentials(values[1], values[2]), lists=lists, postal_address=ADDRESS)
        case "mailchimp":
            return Mailchimp(Secret(values[0]), url=url, lists=lists, postal_address=ADDRESS, sender=sender)
        case "brevo":
            return Brevo(url or BREVO, Secret(values[0]), lists=lists, postal_address=ADDRESS, sender=sender)
        case _:
            return Buttondown(Secret(values[0]), tags=lists, postal_address=ADDRESS, url=url or BUTTONDOWN)


@pytest.mark.live
@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
def test_a_real_provider_keeps_it(promise: Callable[[Bench], None], name: str, make_spec: MakeSpec) -> None:
    if not all(map(os.environ.get, NEEDED[name])):
        pytest.skip(f"a real {name} needs {', '.join(NEEDED[name])}")
    provider, spec = open_live(name), make_spec()
    sender = os.environ.get(SENDER)
    spec = replace(
        spec,
        key=f"trax:test/{secrets.token_hex(8)}/readers/1",
        html=provider.render_tags(spec.html),
        text=provider.render_tags(spec.text),
        from_email=sender or spec.from_email,
        reply_to=os.environ.get("TRAX_TEST_REPLY_TO") or sender or spec.reply_to,
        from_name=os.environ.get("TRAX_TEST_SENDER_NAME") or spec.from_name,
    )
    count = provider.audience(AudienceRef("readers")).count
    try:
        promise(Bench(provider, spec, count, datetime.now(UTC).replace(microsecond=0), lambda: None, 10_000))
    finally:
        for campaign in (*provider.find(spec.key), *provider.find(spec.key + "0")):
            if campaign.state == "draft":
                provider.delete_draft(campaign.id)
