"""What the DNS says of the sender's domain, and what it should say."""

from __future__ import annotations

import pytest

from trax.delivery.health_mail import dkim_health, dmarc_health, sender_health, spf_health

DOMAIN = "upr-info.org"


@pytest.mark.parametrize(
    ("texts", "status", "said"),
    [
        pytest.param(("v=spf1 include:x.net ~all", "google=1"), "ok", "include:x.net", id="one"),
        pytest.param(("V=SPF1 -all",), "ok", "-all", id="capitals"),
        pytest.param((), "warning", "does not say who", id="none"),
        pytest.param(("v=spf10 -all", "v=spf2.0/pra"), "warning", "does not say who", id="another kind"),
        pytest.param(("v=spf1 -all", "v=spf1 mx -all"), "warning", "2 SPF records", id="two"),
        pytest.param(("v=spf1 +all",), "warning", "everybody", id="everybody"),
        pytest.param(("v=spf1 mx all",), "warning", "everybody", id="everybody without a sign"),
    ],
)
def test_spf(texts: tuple[str, ...], status: str, said: str) -> None:
    found = spf_health(DOMAIN, texts)
    assert (found.status, said in found.says, bool(found.cure)) == (status, True, status == "warning")


def test_of_a_long_record_the_beginning_is_shown() -> None:
    record = "v=spf1 " + " ".join(f"ip4:192.0.2.{number}" for number in range(99))
    found = spf_health(DOMAIN, (record,))
    assert (len(found.says) <= 120, found.says.startswith("v=spf1 ip4:192.0.2.0 "), found.says[-1]) == (True, True, "…")


@pytest.mark.parametrize(("has_keys", "status"), [(True, "ok"), (False, "warning")])
def test_dkim(*, has_keys: bool, status: str) -> None:
    assert dkim_health(DOMAIN, has_keys=has_keys).status == status


@pytest.mark.parametrize(
    ("records", "status", "said"),
    [
        pytest.param(("v=DMARC1; p=none",), "ok", "p=none", id="none is a policy"),
        pytest.param(("v=DMARC1 ; P = Reject;rua=mailto:a@b.org",), "ok", "Reject", id="spaces and capitals"),
        pytest.param((), "warning", "no DMARC record", id="no record"),
        pytest.param(("v=DMARC1; p=none", "v=DMARC1; p=none"), "warning", "2 records", id="two"),
        pytest.param(("v=DMARC1; rua=mailto:a@b.org",), "warning", "says nothing", id="no policy"),
        pytest.param(("v=DMARC1; p=maybe",), "warning", "says nothing", id="an odd policy"),
    ],
)
def test_dmarc(records: tuple[str, ...], status: str, said: str) -> None:
    found = dmarc_health(f"news.{DOMAIN}", DOMAIN, records)
    assert (found.status, said in found.says, bool(found.cure)) == (status, True, status == "warning")


def test_a_missing_policy_comes_with_a_record_to_begin_with() -> None:
    assert dmarc_health(DOMAIN, DOMAIN, ()).cure.endswith(
        "at _dmarc.upr-info.org: v=DMARC1; p=none; rua=mailto:you@upr-info.org"
    )


@pytest.mark.parametrize(
    ("email", "reply_to", "status", "says"),
    [
        ("news@upr-info.org", "news@upr-info.org", "ok", "news@upr-info.org"),
        ("news@upr-info.org", "office@upr-info.org", "ok", "news@upr-info.org, answers to office@upr-info.org"),
        ("trax@example.org", "office@upr-info.org", "warning", "trax@example.org is a placeholder"),
        ("news@upr-info.org", "office@mail.example", "warning", "office@mail.example is a placeholder"),
    ],
)
def test_a_sender_that_belongs_to_nobody_is_a_warning(email: str, reply_to: str, *, status: str, says: str) -> None:
    found = sender_health(email, reply_to)
    assert (found.status, found.says.startswith(says)) == (status, True)
