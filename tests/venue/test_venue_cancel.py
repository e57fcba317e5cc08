"""Cancel and Modify at the reference venue (OUCH 5.0 2.3, 2.4, 3.4, 3.9, 3.10, 3.12)."""

from __future__ import annotations

import pytest

from ouch_conformance.venue import EmbeddedVenue
from tests.venue.hand_written import CHANNEL_5, Member, Opener, cancel, counted, enter, modify, option, replace


def test_full_cancel_in_18_bytes(member: Member) -> None:
    """OUCH50-2.3-02, OUCH50-3-02: size 0 cancels all, with U, and no appendage without a channel."""
    member.hears(enter(1, b"B", 500))
    canceled = member.hears_one(cancel(1))

    assert canceled.raw[:1] == b"C"
    assert canceled.raw[9:] == bytes.fromhex("00000001 000001f4 55")


def test_size_counts_what_is_executed(member: Member) -> None:
    """OUCH50-2.3-01, OUCH50-3.4-01: 500 entered, 100 executed, size 300 leaves 200; Canceled shows the difference."""
    member.hears(enter(1, b"B", 500), enter(2, b"S", 100))

    assert member.hears_one(cancel(1, 300)).quantity == 200
    assert member.hears_one(cancel(1, 250)).quantity == 50
    assert member.hears_one(cancel(1)).quantity == 150


def test_size_below_the_executions_cancels_the_rest(member: Member) -> None:
    """OUCH50-2.3-01: what traded cannot be undone."""
    member.hears(enter(1, b"B", 500), enter(2, b"S", 400))

    assert member.hears_one(cancel(1, 300)).quantity == 100


def test_superfluous_cancels_are_silent(member: Member, member_b: Member) -> None:
    """OUCH50-2.3-03, OUCH50-2-01: unknown, foreign, done, equal or larger size: no answer at all."""
    member.hears(enter(1, b"B", 500), enter(2, b"B", 500), cancel(2), enter(3, b"B", 500), replace(3, 4, 500))

    assert member.hears(cancel(9), cancel(2), cancel(1, 500), cancel(1, 501), cancel(3)) == []
    assert member_b.hears(cancel(1)) == []


def test_partial_cancel_keeps_priority(member: Member, member_b: Member) -> None:
    """OUCH50-2.2-08: an order made smaller still trades before a later one."""
    member.hears(enter(1, b"B", 500), enter(2, b"B", 100), cancel(1, 100))
    member_b.hears(enter(1, b"S", 100))

    assert member.hears_one().number == 1


@pytest.mark.parametrize("options", [None, b"", option(28, b"\x00")])
def test_both_forms_are_taken(member: Member, options: bytes | None) -> None:
    """OUCH50-2.3-04: 9 bytes, or with an Appendage Length; channel 0 is none."""
    member.hears(enter(1))

    assert member.hears_one(cancel(1, 0, options)).appendage == b""


def test_cancel_names_the_channel(member: Member) -> None:
    """OUCH50-1.2-13, OUCH50-3-02: an order of a channel is only found in it, and its Canceled carries it."""
    member.hears(enter(1, options=CHANNEL_5))

    assert member.hears(cancel(1)) == []
    canceled = member.hears_one(cancel(1, 0, CHANNEL_5))
    assert (len(canceled.raw), canceled.appendage) == (23, counted(CHANNEL_5))


def test_revision_1_02_knows_the_short_form_only(open_venue: Opener) -> None:
    """OUCH50-2.3-04: 1.02 has no Appendage Length on a cancel, and no channels on an order."""
    member = Member(open_venue(revision="1.02").address)
    member.hears(enter(1))

    assert member.hears(cancel(1, 0, b"")) == []
    assert member.types(cancel(1)) == b"C"
    assert member.types(enter(2, options=CHANNEL_5)) == b"J"


def test_late_cross_orders_are_pending_or_refused_once(venue: EmbeddedVenue, member: Member) -> None:
    """OUCH50-3.9-01, OUCH50-3.10-01: one Cancel Reject and one Cancel Pending each; the pending one goes after it."""
    member.hears(enter(1, b"B", 500, cross=b"O"), enter(2, b"B", 500, cross=b"O", options=CHANNEL_5))
    venue.control("late_period")

    heard = member.hears(cancel(1, 300), cancel(1, 200), cancel(1), cancel(1), cancel(2, 0, CHANNEL_5))
    assert [(told.type, told.number, told.appendage) for told in heard] == [
        (b"I", 1, b""),
        (b"P", 1, b""),
        (b"P", 2, counted(CHANNEL_5)),
    ]
    venue.control("cross", symbol="OUCHA")
    assert [(told.type, told.number, told.quantity) for told in member.hears()] == [(b"C", 1, 500), (b"C", 2, 500)]


def test_cancel_may_be_asked_again_after_the_cross(venue: EmbeddedVenue, member: Member) -> None:
    """OUCH50-3.10-01: nothing is scheduled by a Cancel Reject; after the cross a cancel works."""
    member.hears(enter(1, b"B", 500, cross=b"O"))
    venue.control("late_period")
    assert member.types(cancel(1, 300)) == b"I"
    venue.control("cross", symbol="OUCHA")
    assert member.hears_one(cancel(1, 300)).quantity == 200


@pytest.mark.parametrize(
    ("old", "new"), [(b"S", b"E"), (b"E", b"S"), (b"S", b"T"), (b"T", b"S"), (b"E", b"T"), (b"T", b"E")]
)
def test_modify_changes_the_side_among_the_sells(member: Member, old: bytes, new: bytes) -> None:
    """OUCH50-2.4-01, OUCH50-3.12-01: each change both ways; Modified shows side and shares outstanding in 18 bytes."""
    member.hears(enter(1, old, 500))
    modified = member.hears_one(modify(1, new, 400))

    assert modified.raw[:1] == b"M"
    assert modified.raw[9:] == bytes.fromhex("00000001") + new + bytes.fromhex("00000190")


@pytest.mark.parametrize(("old", "new"), [(b"B", b"S"), (b"S", b"B"), (b"B", b"T"), (b"S", b"?")])
def test_modify_ignores_other_changes_of_side(member: Member, old: bytes, new: bytes) -> None:
    """OUCH50-2.4-01: what answers another change is not defined; this venue ignores it."""
    member.hears(enter(1, old, 500))

    assert member.hears(modify(1, new, 100)) == []


def test_modify_counts_what_is_executed(member: Member) -> None:
    """OUCH50-2.4-03, OUCH50-3.12-01: the size is the total, Modified shows what is outstanding."""
    member.hears(enter(1, b"S", 500), enter(2, b"B", 100))

    assert member.hears_one(modify(1, b"T", 300)).quantity == 200


def test_modify_keeps_priority(member: Member, member_b: Member) -> None:
    """OUCH50-2.4-02: an order modified to fewer shares still trades before a later one."""
    member.hears(enter(1, b"S", 500), enter(2, b"S", 100), modify(1, b"T", 100))
    member_b.hears(enter(1, b"B", 100))

    assert member.hears_one().number == 1


def test_modify_ignores_an_increase(member: Member) -> None:
    """OUCH50-2.4-02: more shares are not given (1.04); a change of side with them is made."""
    member.hears(enter(1, b"S", 500))

    assert member.hears(modify(1, b"S", 600)) == []
    assert (member.hears_one(modify(1, b"T", 600)).quantity, member.hears_one(cancel(1)).quantity) == (500, 500)


def test_modify_increased_before_1_04(open_venue: Opener) -> None:
    """OUCH50-2.4-02: revision 1.02 gave the shares and took the priority."""
    member = Member(open_venue(revision="1.02").address)
    member.hears(enter(1, b"S", 500), enter(2, b"S", 100))

    assert member.hears_one(modify(1, b"S", 600)).quantity == 600
    assert [told.number for told in member.hears(enter(3, b"B", 100))] == [3, 2, 3]


def test_modify_to_nothing_cancels(member: Member) -> None:
    """OUCH50-2.4-03: size 0 cancels the balance; this venue answers with Canceled alone."""
    member.hears(enter(1, b"S", 500))
    canceled = member.hears_one(modify(1, b"S", 0))

    assert (canceled.type, canceled.quantity, canceled.reason) == (b"C", 500, b"U")
    assert member.hears(modify(1, b"S", 100), modify(9, b"S", 100)) == []


def test_modify_has_both_forms_and_a_channel(member: Member) -> None:
    """OUCH50-2.4-04, OUCH50-3.12-02: with a channel Modified has an appendage and repeats the options in it."""
    located = option(25, b"Y") + option(26, b"BRKR")
    member.hears(enter(1, b"S", 500), enter(1, b"S", 500, options=CHANNEL_5))

    assert member.hears_one(modify(1, b"T", 400, b"")).appendage == b""
    assert member.hears_one(modify(1, b"E", 300, located)).appendage == b""
    assert member.hears_one(modify(1, b"T", 400, CHANNEL_5 + located)).appendage == counted(CHANNEL_5 + located)
