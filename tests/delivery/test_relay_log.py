"""The log of a relay: only what says that the relay has a mail settles anything."""

from __future__ import annotations

import pytest

from trax.delivery.relay_log import find_in_log

OURS = "0123456789abcdef01234567@example.org"
OTHER = "ffffffffffffffff01234567@example.org"
# As Postfix 3.7.11 wrote it: one mail that it took, and one whose sender hung up before the end.
POSTFIX = f"""\
Nov 24 15:45:50 relay postfix/smtpd[13271]: 4F32AEA2039: client=localhost[127.0.0.1]
Nov 24 15:45:50 relay postfix/cleanup[13275]: 4F32AEA2039: message-id=<{OURS}>
Nov 24 15:45:50 relay postfix/qmgr[13162]: 4F32AEA2039: from=<news@example.org>, size=42330, nrcpt=1 (queue active)
Nov 24 15:45:50 relay postfix/smtp[13278]: 4F32AEA2039: to=<ana@example.org>, relay=none, dsn=2.0.0, status=sent (ok)
Nov 24 15:45:50 relay postfix/qmgr[13162]: 4F32AEA2039: removed
"""
HUNG_UP = f"""\
Nov 24 15:45:50 relay postfix/smtpd[13271]: 50028EA203A: client=localhost[127.0.0.1]
Nov 24 15:45:50 relay postfix/cleanup[13275]: 50028EA203A: message-id=<{OURS}>
Nov 24 15:45:50 relay postfix/smtpd[13271]: lost connection after DATA (42111 bytes) from localhost[127.0.0.1]
Nov 24 15:45:50 relay postfix/smtpd[13271]: disconnect from localhost[127.0.0.1] ehlo=1 mail=1 rcpt=1 data=0/1
"""
LINES = POSTFIX.splitlines(keepends=True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(POSTFIX, id="Postfix"),
        pytest.param("".join(LINES[:3]), id="Postfix, still in the queue"),
        pytest.param(LINES[1] + LINES[3].replace("sent (", "deferred ("), id="Postfix, not delivered yet"),
        pytest.param(
            f"2014-12-01 09:30:01 1XvNab-0001-Zz <= news@example.org H=(x) [127.0.0.1] P=esmtps S=70218 id={OURS}\n",
            id="Exim",
        ),
        pytest.param(
            f"Dec  1 09:30:01 mx sendmail[71]: 1AB: from=<news@example.org>, size=7, nrcpts=1, msgid=<{OURS}>\n",
            id="Sendmail",
        ),
    ],
)
def test_a_log_that_shows_the_mail_taken_says_so(text: str) -> None:
    assert find_in_log("another line\n" + text, {OURS, OTHER}) == {OURS}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("".join(LINES[:2]), id="cut off while it came in"),
        pytest.param(HUNG_UP, id="the sender hung up before the end"),
        pytest.param("".join([LINES[0], LINES[2], LINES[3]]), id="a mail without a name"),
        pytest.param(POSTFIX.replace(OURS, OTHER), id="another mail"),
        pytest.param(
            LINES[1] + "Dec  1 09:30:01 mx postfix/cleanup[72]: 4F32AEA2039: milter-reject: END-OF-MESSAGE from x[::1]"
            ": 4.7.1 later; from=<news@example.org> to=<ana@example.org> proto=ESMTP\n",
            id="refused by a filter",
        ),
        pytest.param(LINES[1] + LINES[2].replace("4F32AEA2039", "4F32AEA203A"), id="the end of another"),
        pytest.param(f"rspamd[9]: <abc>; task; id: <{OURS}>, qid: <4F32AEA2039>, action: greylist\n", id="a filter"),
        pytest.param(f"2014-12-01 1XvNab-0001 H=(x) F=<a@b.org> rejected after DATA: no; id={OURS}\n", id="a refusal"),
    ],
)
def test_anything_else_settles_nothing(text: str) -> None:
    assert find_in_log(text, {OURS}) == frozenset()


def test_a_mail_that_nobody_asks_for_is_left_out() -> None:
    assert find_in_log(POSTFIX, {OTHER}) == frozenset()
