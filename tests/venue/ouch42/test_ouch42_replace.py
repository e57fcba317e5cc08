"""Replace Order in OUCH 4.2 and its outcomes (2.2, 3.4)."""

from __future__ import annotations

import pytest

from tests.venue.hand_written import Opener
from tests.venue.hand_written42 import MARKET_HOURS, PROTOCOL, Member42, cancel, enter, replace


def test_replaced_in_80_bytes(member: Member42) -> None:
    """OUCH42-3.4-01, OUCH42-2.2-13: new token, the original's side, stock, firm and capacity, the old token behind."""
    first, replaced = member.hears(
        enter(b"old", b"E", 500, firm=b"FRMX", capacity=b"R"),
        replace(b"old", b"new", 300, 101_000, tif=MARKET_HOURS, display=b"A", sweep=b"Y", minimum=100),
    )

    assert len(replaced.raw) == 80
    assert replaced.raw[:1] == b"U"
    assert replaced.raw[9:23] == b"new".ljust(14)
    assert replaced.raw[23:49] == b"E" + bytes.fromhex("0000012c") + b"OUCHA   " + bytes.fromhex("00018a880001869e") + (
        b"FRMXA"
    )
    assert replaced.raw[57:79] == b"RY" + bytes.fromhex("00000064") + b"NL" + b"old".ljust(14)
    assert replaced.reference != first.reference


def test_only_the_last_token_names_the_order(member: Member42) -> None:
    """OUCH42-2.2-01, OUCH42-2.2-11, OUCH42-2.3-06: chains have no limit, and older tokens are dead."""
    member.hears(enter(b"t0", shares=500))
    links = [replace(b"t%d" % number, b"t%d" % (number + 1), 500) for number in range(20)]
    heard = member.hears(*links)

    assert [(message.token, message.previous) for message in heard] == [
        (b"t%d" % (number + 1), b"t%d" % number) for number in range(20)
    ]
    assert member.hears(replace(b"t0", b"x"), replace(b"t19", b"x"), cancel(b"t0"), cancel(b"t19")) == []
    assert member.hears_one(cancel(b"t20")).shares == 500


@pytest.mark.parametrize(
    "before",
    [
        pytest.param([], id="unknown"),
        pytest.param([enter(b"old"), cancel(b"old")], id="cancelled"),
        pytest.param([enter(b"old"), enter(b"other", b"S")], id="filled"),
        pytest.param([enter(b"old"), replace(b"old", b"other")], id="replaced"),
        pytest.param([enter(b"old", shares=0)], id="rejected"),
    ],
)
def test_replace_of_an_order_that_is_not_live(member: Member42, before: list[bytes]) -> None:
    """OUCH42-2.2-02, OUCH42-2.2-04: ignored in silence; at this venue the new token stays free."""
    member.hears(*before)

    assert member.types(replace(b"old", b"new"), enter(b"new")) == b"A"


@pytest.mark.parametrize("used", [b"old", b"live", b"dead", b"first"])
def test_replacement_token_that_was_used(member: Member42, used: bytes) -> None:
    """OUCH42-2.2-03: ignored in silence, and the existing order is as it was."""
    member.hears(
        enter(b"live", shares=7), enter(b"dead", tif=0), enter(b"first", shares=300), replace(b"first", b"old")
    )

    assert member.hears(replace(b"old", used, 500)) == []
    assert member.hears_one(cancel(b"old")).shares == 100


@pytest.mark.parametrize(
    "details",
    [
        pytest.param({"shares": 1_000_000}, id="a million shares"),
        pytest.param({"shares": 0}, id="no shares"),
        pytest.param({"price": 0}, id="no price"),
        pytest.param({"price": 1_999_999_901}, id="price above the highest"),
        pytest.param({"display": b"?"}, id="display outside the list"),
        pytest.param({"minimum": 101}, id="minimum above the shares"),
        pytest.param({"sweep": b"?"}, id="sweep outside the list"),
    ],
)
def test_invalid_details_cancel_the_existing_order(member: Member42, details: dict[str, int | bytes]) -> None:
    """OUCH42-2.2-05, OUCH42-2.2-06: Canceled with the old token, all open shares and U; the new token stays free."""
    member.hears(enter(b"old", shares=500), enter(b"other", b"S", 200))
    heard = member.hears(replace(b"old", b"new", **details), enter(b"new"))  # type: ignore[arg-type]

    assert [message.type for message in heard] == [b"C", b"A"]
    assert (heard[0].token, heard[0].shares, heard[0].reason) == (b"old", 300, b"U")


@pytest.mark.parametrize(("total", "left"), [(500, 400), (600, 500), (101, 1)])
def test_shares_count_for_the_whole_chain(member: Member42, total: int, left: int) -> None:
    """OUCH42-2.2-10, OUCH42-3.4-02: of 500 with 100 executed, 500 leaves 400 and 600 leaves 500."""
    member.hears(enter(b"old", shares=500), enter(b"other", b"S", 100))

    assert [message.shares for message in member.hears(replace(b"old", b"new", total), cancel(b"new"))] == [left, left]


@pytest.mark.parametrize("total", [100, 50])
def test_no_more_than_was_executed(member: Member42, total: int) -> None:
    """OUCH42-2.2-12, OUCH42-3.4-04: at this venue Replaced with 0 shares and state D, and nothing else."""
    member.hears(enter(b"old", shares=500), enter(b"other", b"S", 100))
    replaced = member.hears_one(replace(b"old", b"new", total))

    assert (replaced.type, replaced.shares, replaced.state) == (b"U", 0, b"D")
    assert member.hears(cancel(b"new"), cancel(b"old")) == []


def test_a_replaced_order_goes_to_the_back(member: Member42, member_b: Member42) -> None:
    """OUCH42-2.2-09, OUCH42-3.4-05: always, even with nothing changed; its fill names the new token."""
    member.hears(enter(b"one"), enter(b"two"), replace(b"one", b"new"))
    member_b.hears(enter(b"x", b"S", 200))

    assert [message.token for message in member.hears()] == [b"two", b"new"]


def test_a_fill_before_the_replace_has_the_old_token(member: Member42, member_b: Member42) -> None:
    """OUCH42-3.4-03: Executed under the old token comes ahead of Replaced, which shows fewer shares."""
    member.hears(enter(b"old", shares=300))
    member_b.hears(enter(b"x", b"S", 100))
    executed, replaced = member.hears(replace(b"old", b"new", 300))

    assert (executed.type, executed.token, executed.shares) == (b"E", b"old", 100)
    assert (replaced.type, replaced.token, replaced.shares) == (b"U", b"new", 200)


def test_a_replacement_may_trade_at_once(member: Member42, member_b: Member42) -> None:
    """OUCH42-2.2-08: one Replaced, no Canceled, then the execution under the new token."""
    member_b.hears(enter(b"x", b"S", 100, 100_100))
    heard = member.hears(enter(b"old"), replace(b"old", b"new", 100, 100_100))

    assert [(message.type, message.token) for message in heard] == [(b"A", b"old"), (b"U", b"new"), (b"E", b"new")]


def test_replace_in_the_late_period(open_venue: Opener) -> None:
    """OUCH42-2.2-07: Rejected with the new token, which is used up; the existing order stays."""
    venue = open_venue(protocol=PROTOCOL)
    member = Member42(venue.address)
    member.hears(enter(b"old", cross=b"O"))
    venue.control("late_period")

    assert [(message.type, message.token) for message in member.hears(replace(b"old", b"new"), enter(b"new"))] == [
        (b"J", b"new")
    ]
    venue.control("cross", "OUCHA")
    assert member.hears_one(cancel(b"old")).shares == 100


def test_new_seconds_begin_with_the_replace(open_venue: Opener) -> None:
    """OUCH42-1.2-10: the timer of the existing order does not end its replacement."""
    member = Member42(open_venue(protocol=PROTOCOL, time_scale=0.001).address)
    member.hears(enter(b"old", tif=10), replace(b"old", b"new"), enter(b"timer", tif=30))

    assert member.sequenced()[9:23] == b"timer".ljust(14)
    assert member.hears_one(cancel(b"new")).shares == 100
