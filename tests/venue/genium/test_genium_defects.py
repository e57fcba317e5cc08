"""Every defect of Genium OUCH changes what the market says where its requirement speaks."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

import pytest

from ouch_conformance.venue import defects_of
from tests.judge.judge_bytes_jpx import COMBINATION, cancel, cancel_by_id, enter, mass_cancel, padded, replace
from tests.venue.genium.hand_written_genium import PROTOCOL, Osaka

KILL, KILL_WHOLE = 3, 4
UNCHANGED = -(1 << 31)
UNKNOWN_BOOK = b"O" + padded("X") + struct.pack(">icQiBB", 9_999, b"B", 100, 1, 0, 0) + b" " * 63
QUOTE = b"P" + padded("MM") + struct.pack(">icQi", 1_301, b"B", 100, 990) + b" " * 48
CLOSING = b"O" + padded("ONE") + struct.pack(">icQiBB", 1_301, b"S", 100, 1, 0, 2) + b" " * 63
DESCRIBED = enter("ONE")[:65] + b"by hand".ljust(32)
UNSET = b"U" + padded("ONE") + padded("TWO") + struct.pack(">QiB", 0, UNCHANGED, 0) + bytes(63)
OTHER_SCOPE = mass_cancel()[:19] + b"\x02" + b" " * 16
OPENING, HOUR = enter("TWO"), 3_600 * 10**9
GROWN = (enter("ONE", b"S"), replace("ONE", "TWO", 600), cancel("TWO"))
Dialogue = Callable[[Osaka], object]
TYPE, STAMP = 1, 8


def raw(heard: list[Any]) -> list[bytes]:
    """What was heard, without its timestamps."""
    return [each.raw[:TYPE] + each.raw[TYPE + STAMP :] for each in heard]


def both(market: Osaka, *of_b: bytes, then: tuple[bytes, ...] = (), first: tuple[bytes, ...] = ()) -> object:
    """What A and B hear when A begins, B answers and A goes on."""
    return raw(market.a(*first)), raw(market.b(*of_b)), raw(market.a(*then))


def stamps(market: Osaka) -> object:
    """How many digits the timestamps have, and whether they rise."""
    seen = [each.timestamp for each in market.a(enter("ONE"), replace("ONE", "TWO", 600))]
    return seen == sorted(seen), [len(str(each)) for each in seen]


def opening(market: Osaka) -> object:
    """By how many hours the timestamp of an order that opens a position is away from those of the others."""
    opens = OPENING[:33] + b"\x01" + OPENING[34:]
    first, second = (each.timestamp for each in market.a(enter("ONE"), opens))
    return round((second - first) / HOUR)


def traded(market: Osaka) -> object:
    """An order of A meets one of B in part."""
    return both(market, enter("SELL", b"S", 300), then=(enter("BUY", b"B", 500),))


def better(market: Osaka) -> object:
    """An order meets a better price than its own."""
    return both(market, enter("SELL", b"S", 100), then=(enter("BUY", b"B", 100, 1_200),))


def twice(market: Osaka) -> object:
    """Two fills of one order."""
    return both(market, enter("S1", b"S", 100), enter("S2", b"S", 100), then=(enter("BUY", b"B", 200),))


def in_legs(market: Osaka) -> object:
    """Two orders of a combination meet."""
    sell = enter("SELL", b"S", 100, 5, book=COMBINATION)
    return both(market, sell, then=(enter("BUY", b"B", 100, 5, book=COMBINATION),))


def asks(*requests: bytes) -> Dialogue:
    """What A hears of some requests."""
    return lambda market: raw(market.a(*requests))


def later(first: tuple[bytes, ...], of_b: tuple[bytes, ...], then: tuple[bytes, ...] = ()) -> Dialogue:
    """What both hear, A first."""
    return lambda market: both(market, *of_b, then=then, first=first)


def taken_out(market: Osaka) -> object:
    """The operator cancels an order."""
    market.a(enter("ONE"))
    market.control("cancel_order", user="MEMBRA", token="ONE")
    return raw(market.a())


def away(*then: bytes) -> Dialogue:
    """What D hears of an order whose connection is lost, and of what it asks afterwards."""

    def dialogue(market: Osaka) -> object:
        market.d(enter("ONE"))
        market.lose("MEMD")
        return raw(market.d(*then))

    return dialogue


def reduced(market: Osaka) -> object:
    """The operator leaves less of an order that was replaced."""
    market.a(enter("ONE"), replace("ONE", "TWO"))
    market.control("reduce_order", user="MEMBRA", token="TWO", quantity=200)
    return raw(market.a())


SHOWN_BY: dict[str, Dialogue] = {
    "mass-cancel-longer-by-a-byte": asks(mass_cancel()),
    "accounts-share-tokens": later((enter("ONE"),), (enter("ONE"),)),
    "done-token-free-again": asks(enter("ONE"), cancel("ONE"), enter("ONE")),
    "repeat-ignored": asks(enter("ONE"), enter("ONE")),
    "repeat-has-another-code": asks(enter("ONE"), enter("ONE")),
    "quantity-little-endian": asks(enter("ONE")),
    "unlisted-deal-source": twice,
    "timestamps-since-midnight": opening,
    "timestamps-in-local-time": opening,
    "replaced-stamped-back": stamps,
    "rejected-twice": asks(UNKNOWN_BOOK),
    "accepted-twice": asks(CLOSING),
    "unknown-book-ignored": asks(UNKNOWN_BOOK),
    "replaced-turns-the-side": asks(enter("ONE", b"S"), replace()),
    "odd-lots-accepted": asks(enter("ONE", quantity=101)),
    "unlisted-time-in-force-accepted": asks(enter("ONE", life=7)),
    "combinations-refused": asks(enter("ONE", price=5, book=COMBINATION)),
    "fill-or-kill-fills-in-part": later((), (enter("S", b"S", 100),), (enter("B", b"B", 300, life=KILL_WHOLE),)),
    "fill-and-kill-rests": asks(enter("ONE", life=KILL)),
    "market-makers-order-refused": asks(QUOTE),
    "original-token-forgotten": asks(enter("ONE"), replace("ONE", "TWO"), replace("ONE", "THREE")),
    "used-replacement-token-accepted": asks(enter("ONE"), enter("TWO"), replace("ONE", "TWO")),
    "replaced-twice": asks(enter("ONE", b"S"), replace()),
    "failed-replace-unanswered": asks(enter("ONE"), replace(quantity=101)),
    "failed-replace-cancels": asks(enter("ONE"), replace(quantity=101)),
    "unchanged-price-is-a-price": asks(enter("ONE"), UNSET),
    "zero-price-leaves-the-price": asks(enter("ONE", price=5), replace(price=0)),
    "zero-price-refused": asks(enter("ONE", price=0)),
    "replace-quantity-is-open": later((enter("ONE"),), (enter("S", b"S", 200),), (replace(quantity=400),)),
    "low-total-refused": later((enter("ONE"),), (enter("S", b"S", 200),), (replace(quantity=100),)),
    "unset-texts-become-blank": asks(DESCRIBED, UNSET),
    "unknown-cancel-ignored": asks(cancel("NEVER")),
    "cancel-reaches-other-accounts": later((enter("ONE"),), (cancel("ONE"),)),
    "cancel-keeps-some": asks(enter("ONE"), cancel(), cancel()),
    "token-reaches-inactivated-orders": away(cancel()),
    "canceled-twice": asks(CLOSING, cancel()),
    "orders-outlive-the-connection": away(),
    "inactivation-untold": away(),
    "inactivated-as-by-system": away(),
    "inactivated-order-has-no-id": away(cancel_by_id()),
    "order-id-without-its-side": asks(enter("ONE"), cancel_by_id(1, b"S")),
    "unknown-order-id-ignored": asks(cancel_by_id(7)),
    "order-id-of-own-session-only": later((enter("ONE"),), (cancel_by_id(1),)),
    "mass-cancel-tells-one-more": asks(enter("ONE"), mass_cancel()),
    "mass-cancel-of-none-has-another-token": asks(mass_cancel()),
    "canceled-in-another-book": asks(*GROWN),
    "canceled-turns-the-side": asks(*GROWN),
    "canceled-has-another-order-id": asks(*GROWN),
    "mass-cancel-leaves-one": asks(enter("ONE"), mass_cancel()),
    "mass-cancel-in-any-scope": asks(enter("ONE"), OTHER_SCOPE),
    "accepted-loses-exchange-info": asks(DESCRIBED),
    "fills-before-acceptance": traded,
    "acceptance-shows-what-was-entered": traded,
    "order-id-of-the-order-beside": asks(enter("ONE"), enter("TWO")),
    "odd-token-comes-back-blank": asks(cancel("~ never")),
    "operators-cancel-untold": taken_out,
    "own-change-repeats-the-token": reduced,
    "own-change-names-the-former-token": reduced,
    "own-change-untold": reduced,
    "second-fill-untold": twice,
    "second-fill-in-another-book": twice,
    "combination-told-as-one": in_legs,
    "second-leg-untold": in_legs,
    "match-ids-run-back": twice,
    "combo-group-outside-combinations": traded,
    "executed-for-more-than-was-open": twice,
    "executed-beyond-the-limit": better,
}
QUIET = (asks(enter("ONE", price=990), replace(price=980, quantity=0), cancel("TWO")),)
"""A plain dialogue: what most defects leave as it is."""
LOUD = {
    *("quantity-little-endian", "unset-texts-become-blank", "accepted-loses-exchange-info"),
    "cancel-keeps-some",
}
"""Defects that it may show."""


def test_every_defect_has_its_dialogue() -> None:
    """None is left out, and none is made up."""
    assert set(SHOWN_BY) == {name for name, each in defects_of(PROTOCOL).items() if each.layer == "orders"}


@pytest.mark.parametrize(("defect", "dialogue"), SHOWN_BY.items())
def test_a_defect_shows_where_it_should(defect: str, dialogue: Dialogue) -> None:
    """With the defect on, its dialogue comes out otherwise."""
    assert dialogue(Osaka(defect)) != dialogue(Osaka())


@pytest.mark.parametrize("defect", sorted(set(SHOWN_BY) - LOUD))
def test_a_defect_leaves_a_plain_dialogue_alone(defect: str) -> None:
    """An order that is entered, replaced and cancelled is answered as ever."""
    for dialogue in QUIET:
        assert dialogue(Osaka(defect)) == dialogue(Osaka())
