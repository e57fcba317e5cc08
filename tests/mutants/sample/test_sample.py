"""A fixed sample of defects, picked by hand: each is found, under its own requirement, and little else goes red.

The whole list is `make mutants`. Every defect here breaks a `must`.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from ouch_conformance.spec.requirements import Level
from ouch_conformance.venue.defects import defects_of
from tests.mutants.evidence import RunSeen
from tests.mutants.runs import PROTOCOL, PROTOCOLS, Runs
from tests.mutants.score import ENOUGH_GREEN, Fate, order_for, requirement_of, score

SESSION = (
    "heartbeat-carries-payload",
    "accepted-sequence-off-by-one",
    "bad-login-unanswered",
    "first-message-not-replayed",
    "resume-skips-one",
    "replay-restamped",
    "absent-member-loses-messages",
    "slow-heartbeats",
)
ORDERS = (
    "repeated-number-rejected",
    "orders-change-places",
    "ioc-rests",
    "unknown-replace-rejected",
    "replace-quantity-is-open",
    "cancel-size-is-open",
    "modify-increases",
    "mass-cancel-ignores-symbol",
    "disable-does-nothing",
    "self-match-trades",
    "match-numbers-differ",
    "broken-trade-told-to-one-side",
)
TOKENS = (
    "token-case-ignored",
    "used-token-rejected",
    "invalid-replace-consumes",
    "replaced-shows-default-firm",
    "modify-size-is-open",
    "cancel-pending-repeated",
    "reference-price-left-out",
    "priority-update-keeps-reference",
)
"""Of OUCH 4.2: what 5.0 does not have, or says otherwise."""
LATER = ("unsequenced-sent-twice", "stated-timeout-ignored")
"""Of SoupBinTCP 4.00 and 4.10."""
ABROAD = {"low-total-refused": "jpx-ouch-5.0", "superfluous-cancel-answered": "japannext-ouch-2.01"}
"""Of dialects outside the US."""
OUCH42, SOUP_4_10 = PROTOCOLS[1], "soupbintcp-4.10"
SAMPLE = {
    **dict.fromkeys((*SESSION, *ORDERS), PROTOCOL),
    **dict.fromkeys(TOKENS, OUCH42),
    **dict.fromkeys(LATER, SOUP_4_10),
    **ABROAD,
}
DEFECTS = {name: defects_of(protocol)[name] for name, protocol in SAMPLE.items()}


@pytest.fixture(scope="module")
def runs() -> Iterator[dict[str, Future[RunSeen]]]:
    """All runs, queued at once."""
    with Runs() as running:
        yield running.start({name: order_for(DEFECTS[name], protocol=SAMPLE[name]) for name in SAMPLE})


def test_the_sample_is_of_both_layers() -> None:
    """Enough defects, enough of them in the session layer, and each where its list says."""
    assert len(SAMPLE) == len({*SESSION, *ORDERS, *TOKENS, *LATER, *ABROAD}) >= 30
    assert len(SESSION) >= 8
    assert {DEFECTS[name].layer for name in (*SESSION, *LATER)} == {"session"}
    assert {DEFECTS[name].layer for name in (*ORDERS, *TOKENS, *ABROAD)} == {"orders"}


@pytest.mark.parametrize("name", SAMPLE)
def test_the_defect_is_found_under_its_own_requirement(name: str, runs: dict[str, Future[RunSeen]]) -> None:
    """The run is red by a check of the violated requirement, and most of the other scenarios stay green."""
    seen = score(DEFECTS[name], runs[name].result(timeout=300))

    assert seen.fate is Fate.KILLED, seen.run.output[-3000:]
    assert Level.MUST in {requirement_of(check.requirement).level for check in seen.killers}
    assert seen.run.status == 1
    assert {check.requirement for check in seen.killers} <= set(DEFECTS[name].requirements)
    assert seen.green_share >= ENOUGH_GREEN
