"""Defects of what the venue tells (section 3)."""

from __future__ import annotations

from ouch_conformance.venue.defects.defect import Defect
from ouch_conformance.venue.ouch50.defects.defect import ouch50

MESSAGES: tuple[Defect, ...] = (
    # Outbound in general
    ouch50("timestamps-in-milliseconds", "3-01", "Time stamps count milliseconds.", "Others wait, too."),
    ouch50(
        "canceled-stamp-since-the-epoch",
        "3-01",
        "The time stamp of a partial Canceled counts from 1970.",
        reach="Every partial cancel has such a time stamp, whatever its scenario is about.",
    ),
    ouch50(
        "canceled-stamp-runs-back",
        "3-07",
        "The time stamp of a partial Canceled lies a second back.",
        reach="Every partial cancel has such a time stamp, whatever its scenario is about.",
    ),
    ouch50(
        "appendage-without-channel",
        "3-02",
        "Modified has an Appendage Length of 0 without a channel.",
        reach="Every Order Modified has it, whatever its scenario is about.",
    ),
    ouch50(
        "canceled-without-channel",
        "3-02",
        "Canceled leaves out the channel of its order.",
        reach="Every cancel of an order in a channel is told so.",
    ),
    ouch50(
        "enable-response-without-length",
        "3-03",
        "Enable Response leaves out its Appendage Length of 0.",
        reach="A firm that a scenario has disabled is enabled again when it ends.",
    ),
    ouch50(
        "resting-order-modified-unasked",
        "3-05",
        "An order that rests for a while gets an Order Modified.",
        reach="The order rests in any scenario that waits for heartbeats.",
    ),
    ouch50(
        "partial-fill-has-unlisted-flag",
        "3-06",
        "Executed of a resting buy with shares left has the flag Z.",
        reach="Many scenarios fill a resting buy in part.",
    ),
    # The messages one by one
    ouch50("orders-after-end-of-day", "3.1-01", "New orders are accepted after End of Day."),
    ouch50("accepted-clordid-in-capitals", "1.2-14 3.2-01", "Accepted has the ClOrdID in capitals."),
    ouch50(
        "accepted-price-worse",
        "3.2-01",
        "Accepted has a price a cent below that of a short sale.",
        reach="Short sales are entered in scenarios of other rules, too.",
    ),
    ouch50(
        "dead-order-is-cancelled",
        "3.2-02 3.3-03",
        "A Canceled follows an Accepted or Replaced of state D.",
        reach="An IOC that finds nothing proves in several scenarios that nothing rests, and is dead each time.",
    ),
    ouch50(
        "hidden-order-repeats-reference",
        "3.2-03",
        "A hidden order has the reference number of the one before.",
        reach="Every hidden order repeats a number, whatever its scenario is about.",
    ),
    ouch50(
        "replaced-shows-old-clordid",
        "3.3-01",
        "Replaced has the ClOrdID of the order that was replaced.",
        reach="Every Order Replaced is compared with its request, whatever its scenario is about.",
    ),
    ouch50(
        "replaced-shows-the-total",
        "3.3-01",
        "Replaced has the quantity asked for, not what is exposed.",
        reach="Other rules, too, are seen at the replace of an order that is filled in part.",
    ),
    ouch50("replaced-shows-plain-sell", "3.3-04", "Replaced of a short sale has the side S."),
    ouch50(
        "fill-told-again-behind-replace",
        "3.3-02",
        "A fill from before a replace is told again by the new number.",
        reach="Wherever an order is filled before it is replaced, its trade has three sides and too many shares go.",
    ),
    ouch50(
        "canceled-counts-executed",
        "3.4-02",
        "A Canceled counts the executed shares, too, where most of the order was executed.",
        reach="What a scenario leaves partly filled is cancelled when it ends, and that Canceled counts too much, too.",
    ),
    ouch50(
        "canceled-quantity-adds-up",
        "3.4-01",
        "Canceled tells all shares cancelled so far.",
        reach="What a scenario leaves partly filled is cancelled when it ends, and that Canceled counts too much, too.",
    ),
    ouch50(
        "self-match-trades",
        "3.5-01",
        "Self match prevention lets orders trade.",
        reach="The other scenarios of prevention see the trade as well.",
    ),
    ouch50(
        "prevented-match-also-executed",
        "3.5-02",
        "An Executed follows AIQ Canceled of an incoming order that was prevented as a whole.",
    ),
    ouch50("prevented-flag-turned", "3.5-01", "AIQ Canceled has the liquidity flag of the other side."),
    ouch50("executed-beyond-the-limit", "3.6-02", "Where the book has a better price an order pays a cent too much."),
    ouch50(
        "match-numbers-differ",
        "3.6-01",
        "Buyer and seller are told different match numbers.",
        reach="A broken trade is told by its match number.",
    ),
    ouch50(
        "executed-quantity-adds-up",
        "3.6-01",
        "Executed tells all shares executed so far.",
        reach="Another scenario, too, has several executions of one order.",
    ),
    ouch50("broken-trade-without-clordid", "3.7-01", "Broken Trade has a blank ClOrdID."),
    ouch50("broken-trade-told-to-one-side", "3.7-01", "Only the side that rested is told of a broken trade."),
    ouch50("rejected-number-stays-free", "3.8-01", "The number of a rejected order may be used again."),
    ouch50("cancel-pending-repeated", "3.9-01", "Each late cancel of a cross order gets a Cancel Pending."),
    ouch50("cancel-reject-repeated", "3.10-01", "Each late partial cancel of a cross order gets a Cancel Reject."),
    ouch50("priority-update-keeps-reference", "3.11-01", "Order Priority Update has the old reference number."),
    ouch50("modified-shows-the-size", "3.12-01", "Modified tells the intended size, not what is outstanding."),
    ouch50("reserve-not-restated", "3.13-01", "A reserve order shows its next shares without a word."),
    ouch50("mass-cancel-response-without-symbol", "3.14-01", "Mass Cancel Response has a blank symbol."),
    ouch50("mass-cancel-response-numbered-anew", "3.14-01", "Mass Cancel Response about a symbol has another number."),
    ouch50("mass-cancel-response-without-group", "3.14-01", "Mass Cancel Response has no group where one was named."),
    ouch50("mass-cancel-response-of-one-side", "3.14-01", "Mass Cancel Response about a symbol says a side, too."),
    ouch50(
        "disable-response-on-a-channel",
        "3.15-01",
        "Disable Order Entry Response has a channel of its own.",
        reach="Every scenario that disables order entry is answered so.",
    ),
    ouch50("disable-response-without-firm", "3.15-01", "Disable Order Entry Response has a blank firm."),
)
