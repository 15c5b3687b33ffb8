"""The log of a relay: only what says that the relay has a mail settles anything."""

from __future__ import annotations

import pytest

from trax.delivery.relay_log import find_in_log

OURS = "0123456789abcdef01234567@example.org"
OTHER = "ffffffffffffffff01234567@example.org"
POSTFIX = f"""\
Dec  1 09:30:01 mx postfix/smtpd[71]: 4Xy2Kq1Zz9: client=localhost[127.0.0.1]
Dec  1 09:30:01 mx postfix/cleanup[72]: 4Xy2Kq1Zz9: message-id=<{OURS}>
Dec  1 09:30:01 mx postfix/qmgr[12]: 4Xy2Kq1Zz9: from=<news@example.org>, size=70218, nrcpt=1 (queue active)
Dec  1 09:30:02 mx postfix/smtp[73]: 4Xy2Kq1Zz9: to=<ana@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=1, status=sent (250 ok)
"""  # noqa: E501 - as the server writes it
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
        pytest.param("".join([LINES[0], LINES[2], LINES[3]]), id="a mail without a name"),
        pytest.param(POSTFIX.replace(OURS, OTHER), id="another mail"),
        pytest.param(
            LINES[1] + "Dec  1 09:30:01 mx postfix/cleanup[72]: 4Xy2Kq1Zz9: milter-reject: END-OF-MESSAGE from x[::1]"
            ": 4.7.1 later; from=<news@example.org> to=<ana@example.org> proto=ESMTP\n",
            id="refused by a filter",
        ),
        pytest.param(LINES[1] + LINES[2].replace("4Xy2Kq1Zz9", "4Xy2Kq1Zz8"), id="the end of another"),
        pytest.param(f"rspamd[9]: <abc>; task; id: <{OURS}>, qid: <4Xy2Kq1Zz9>, action: greylist\n", id="a filter"),
        pytest.param(f"2014-12-01 1XvNab-0001 H=(x) F=<a@b.org> rejected after DATA: no; id={OURS}\n", id="a refusal"),
    ],
)
def test_anything_else_settles_nothing(text: str) -> None:
    assert find_in_log(text, {OURS}) == frozenset()


def test_a_mail_that_nobody_asks_for_is_left_out() -> None:
    assert find_in_log(POSTFIX, {OTHER}) == frozenset()
