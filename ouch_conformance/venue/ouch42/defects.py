"""Defects of the OUCH 4.2 dialect. One that the session layer or OUCH 5.0 has too is the same switch under one name."""

from __future__ import annotations

from ouch_conformance.venue.defects import hostile
from ouch_conformance.venue.defects.defect import Defect


def _defect(name: str, requirements: str, doc: str, reach: str = "") -> Defect:
    """Several requirements where they are one and the same fault."""
    ids = tuple(f"OUCH42-{number}" for number in requirements.split())
    return Defect(name, ids, "orders", "nasdaq-ouch-4.2", doc, reach)


HOSTILE = {
    hostile.SIGNED: ("OUCH42-2.3-05 OUCH42-2.3-08", "cancel_order"),
    hostile.STOPS: ("OUCH42-2.1-01", "trade_now"),
}
"""What only malformed messages show, and the file of the scenarios that find it."""

DEFECTS: tuple[Defect, ...] = (
    # Bytes, tokens and prices
    _defect(
        "modified-longer-by-a-byte",
        "1.1-01",
        "Order Modified has a byte behind its last field.",
        reach="No Order Modified can be read, whatever its scenario is about.",
    ),
    _defect("accounts-share-tokens", "1.1-03", "A token that another account used is taken for a used one."),
    _defect("minimum-quantity-little-endian", "1.2-01", "Accepted has the minimum quantity in the wrong byte order."),
    _defect(
        "attributable-stock-on-the-right",
        "1.2-02",
        "Accepted of an attributable order has the stock at the right.",
        reach="Every attributable order is answered so, whatever its scenario is about.",
    ),
    _defect(
        "token-cut-at-a-space",
        "1.2-03",
        "Accepted has of a token what stands before its first space.",
        reach="Without its token in Accepted an order is not known again.",
    ),
    _defect(
        "token-case-ignored",
        "1.2-04",
        "Tokens that differ in nothing but case are one token.",
        reach="A token in the other case then also finds the order in a cancel or replace.",
    ),
    _defect("highest-price-refused", "1.2-06", "A limit of 199,999.99 is refused."),
    _defect("market-price-refused-in-cross", "1.2-07", "A cross order at the market price is refused."),
    # Time in force and firms
    _defect(
        "ioc-rests",
        "1.2-09",
        "What an IOC does not execute rests.",
        reach="An IOC proves in several scenarios that nothing rests, and rests itself.",
    ),
    _defect("good-till-time-for-ever", "1.2-10", "An order with seconds to live is not cancelled when they are over."),
    _defect("expired-as-user-cancel", "1.2-10", "An order whose time is over is cancelled with U."),
    _defect("orders-outlive-the-close", "1.2-11", "Orders for market hours stay when the primary market closes."),
    _defect("orders-outlive-the-day", "1.2-11", "Orders stay when the day ends."),
    _defect(
        "second-firm-refused",
        "1.4-01",
        "An order for a firm other than the account's default is refused.",
        reach="No order of a second firm comes in, whatever its scenario is about.",
    ),
    _defect(
        "foreign-firm-accepted",
        "1.4-02",
        "An order for a firm that the account may not use is accepted.",
        reach="Scenarios about rejects count on this one.",
    ),
    # Mirrored hosts
    _defect(
        "mirror-takes-no-requests",
        "1.3-01",
        "What a member sends at a mirrored host is not taken.",
        reach="Another scenario sends a request there, too.",
    ),
    _defect("mirror-tells-nothing", "1.3-01", "A mirrored host sends only the answers to its own requests."),
    # Requests in general
    _defect("repeated-replace-cancels", "2-01 2.2-14", "A Replace that comes again cancels the order it made."),
    _defect(
        "orders-change-places",
        "2-02",
        "Two orders that arrive in one segment are processed second first.",
        reach="Scenarios that enter two orders at once count on their order.",
    ),
    # Enter Order
    _defect(
        "accepted-twice",
        "2.1-01",
        "Accepted of an attributable order is sent twice.",
        reach="Every attributable order is answered so, whatever its scenario is about.",
    ),
    _defect(
        "used-token-rejected",
        "2.1-02",
        "An order whose token was used before is rejected, not ignored.",
        reach="Scenarios of other rules, too, wait in silence for an order whose token was used.",
    ),
    _defect("cancelled-token-free-again", "2.1-10", "The token of an order that was cancelled may be used again."),
    _defect("replaced-token-free-again", "2.1-10", "The token of an order that was replaced may be used again."),
    _defect(
        "quantity-zero-accepted",
        "2.1-03",
        "An order of 0 shares is accepted.",
        reach="Scenarios about rejects count on this one.",
    ),
    _defect(
        "quantity-million-accepted",
        "2.1-03",
        "An order of one share above the maximum is accepted.",
        reach="Scenarios about rejects count on this one.",
    ),
    _defect("blank-firm-not-filled-in", "2.1-04", "Accepted has a blank firm where the order had one."),
    _defect("other-capacity-becomes-principal", "2.1-05", "A capacity outside the list becomes P."),
    _defect("minimum-quantity-ignored", "2.1-06", "Orders trade below their minimum quantity."),
    _defect(
        "minimum-above-shares-accepted",
        "2.1-06",
        "A minimum quantity above the order's shares is accepted.",
        reach="Scenarios about rejects count on this one.",
    ),
    _defect("imbalance-only-without-cross", "2.1-07 2.1-12", "An imbalance-only order of no cross is accepted."),
    _defect("halt-cross-takes-limits", "2.1-07 2.1-12", "An order of the halt cross with a limit is accepted."),
    _defect(
        "customer-type-refused", "2.1-08", "An order that names a customer type instead of the default is refused."
    ),
    # Replace Order
    _defect(
        "replace-chain-breaks",
        "2.2-01 2.2-11",
        "A Replace of an order that was replaced before is ignored.",
        reach="Scenarios of other rules, too, replace an order twice.",
    ),
    _defect(
        "unknown-replace-rejected",
        "2.2-02",
        "A Replace of an order that is not live is rejected, not ignored.",
        reach="A replace that is sent again or too late names no live order either.",
    ),
    _defect("used-replacement-rejected", "2.2-03", "A Replace to a used token is rejected, not ignored."),
    _defect("used-replacement-cancels", "2.2-03", "A Replace to a used token cancels the order."),
    _defect(
        "invalid-replace-ignored",
        "2.2-05",
        "A Replace with invalid details leaves the order as it is.",
        reach="The scenario on what an invalid replace cancels needs the cancel.",
    ),
    _defect(
        "invalid-replace-rejected",
        "2.2-05",
        "A Replace with invalid details is rejected, and the order stays.",
        reach="The scenario on what an invalid replace cancels needs the cancel.",
    ),
    _defect("invalid-replace-consumes", "2.2-05", "A Replace with invalid details uses its new token up."),
    _defect("invalid-replace-cancels-as-system", "2.2-06", "Canceled of an invalid Replace has the reason Z."),
    _defect("late-replace-done", "2.2-07", "A cross order is replaced in the late period."),
    _defect("replaced-twice", "2.2-08", "Replaced of a buy that became cheaper is sent twice."),
    _defect("replace-keeps-priority", "2.2-09", "A replaced order of an unchanged price keeps its place."),
    _defect(
        "replace-quantity-is-open",
        "2.2-10",
        "The shares of a Replace are taken as the open shares.",
        reach="Other rules, too, are seen at the replace of an order that is filled in part.",
    ),
    _defect("replaced-shows-plain-sell", "2.2-13", "Replaced of a short sale has the side S."),
    _defect("replaced-shows-default-firm", "2.2-13", "Replaced has the account's default firm instead of the order's."),
    _defect(
        "cheaper-replace-also-cancels", "2.2-15", "A Canceled for the old order comes with Replaced of a cheaper buy."
    ),
    # Cancel, Modify, Trade Now
    _defect(
        "cancel-size-is-open",
        "2.3-01 2.3-07",
        "The size in a cancel does not count what is executed.",
        reach="Other rules, too, are seen at the cancel of an order that is filled in part.",
    ),
    _defect(
        "cancel-zero-ignored",
        "2.3-02",
        "A cancel to size 0 of an order that was cut before is ignored.",
        reach="What a scenario leaves of a reduced order cannot be taken out when it ends.",
    ),
    _defect(
        "full-cancel-tells-the-size",
        "2.3-02 3.5-02",
        "Canceled of a whole buy counts its executed shares, too.",
        reach="What a scenario leaves partly filled is cancelled when it ends, and that Canceled counts too much, too.",
    ),
    _defect("cancel-loses-priority", "2.3-03", "A partial cancel sends the order to the back of its price."),
    _defect(
        "cancel-of-dead-order-rejected",
        "2.3-04",
        "A cancel of an order that is done gets a Cancel Reject.",
        reach="What clears up behind a scenario may cancel an order that is gone already.",
    ),
    _defect(
        "superfluous-cancel-answered",
        "2.3-05 2.3-08",
        "A cancel that changes nothing is answered with 0 shares.",
        reach="A cancel that is sent again or too late is superfluous in scenarios of other rules.",
    ),
    _defect("modify-one-way", "2.4-01", "T and E cannot be changed into other sides."),
    _defect("modify-size-is-open", "2.4-02", "The shares of a modify do not count what is executed."),
    _defect("modify-loses-priority", "2.4-03", "A modified order goes to the back of its price."),
    _defect(
        "modify-unanswered",
        "2.4-04",
        "A modify is done without a word.",
        reach="No scenario with a Modify gets further without its answer.",
    ),
    _defect("trade-now-unanswered", "2.5-01", "Trade Now is done without a Trade Now in return."),
    _defect("trade-now-only-echoed", "2.5-01", "Trade Now is answered, and nothing trades."),
    _defect("trade-now-loses-priority", "2.5-01", "Trade Now sends the order to the back of its price."),
    # Outbound in general
    _defect(
        "timestamps-in-milliseconds", "3-01", "Timestamps count milliseconds.", "Time passes in other scenarios, too."
    ),
    _defect(
        "canceled-stamp-since-the-epoch",
        "3-01",
        "The timestamp of a partial Canceled counts from 1970.",
        reach="Every partial cancel has such a timestamp, whatever its scenario is about.",
    ),
    _defect(
        "canceled-stamp-runs-back",
        "3-02",
        "The timestamp of a partial Canceled lies a second back.",
        reach="Every partial cancel has such a timestamp, whatever its scenario is about.",
    ),
    _defect(
        "resting-order-modified-unasked",
        "3-03",
        "An order that rests for a while gets an Order Modified.",
        reach="The Order Modified comes to any order that rests for some time.",
    ),
    _defect(
        "partial-fill-has-unlisted-flag",
        "3-04",
        "Executed of a resting buy with shares left has the flag Z.",
        reach="Many scenarios fill a resting buy in part.",
    ),
    # The messages one by one
    _defect("start-of-day-missing", "3.2-01", "The day begins without Start of Day."),
    _defect("orders-after-end-of-day", "3.2-02 3.2-03", "New orders are accepted after End of Day."),
    _defect(
        "accepted-shows-plain-sell",
        "3.3-01",
        "Accepted of a short sale has the side S.",
        reach="Every short sale is answered so, whatever its scenario is about.",
    ),
    _defect("accepted-price-worse", "3.3-02", "Accepted of an order that turned hidden has a price beyond its limit."),
    _defect(
        "accepted-lives-longer",
        "3.3-03",
        "Accepted of a dead IOC says market hours.",
        reach="An IOC that finds nothing proves in several scenarios that nothing rests.",
    ),
    _defect(
        "hidden-order-repeats-reference",
        "3.3-04",
        "A hidden order has the reference number of the one before.",
        reach="Every hidden order repeats a number, whatever its scenario is about.",
    ),
    _defect(
        "accepted-comes-last",
        "3.3-05",
        "Accepted of a buy follows its fill by a sell of as many shares.",
        reach="A buy that meets a sell of its size is how many scenarios trade.",
    ),
    _defect(
        "dead-order-is-cancelled",
        "3.3-06 3.3-07 3.4-04",
        "A Canceled follows an Accepted or Replaced of state D.",
        reach="An IOC that finds nothing proves in several scenarios that nothing rests, and is dead each time.",
    ),
    _defect("turned-hidden-shown-as-displayed", "3.3-08", "Accepted has display Y for an order that turned hidden."),
    _defect(
        "replaced-names-itself", "3.4-01", "Replaced of a buy that became cheaper has its own token as the old one."
    ),
    _defect(
        "replaced-shows-the-total",
        "3.4-02 3.4-03",
        "Replaced has the shares asked for, not what is exposed.",
        reach="Other rules, too, are seen at the replace of an order that is filled in part.",
    ),
    _defect(
        "executed-names-the-replaced-token",
        "3.4-05",
        "Executed of a replaced order has the old token.",
        reach="Every fill of a replaced order is told so, whatever its scenario is about.",
    ),
    _defect(
        "canceled-quantity-adds-up",
        "3.5-01",
        "Canceled tells all shares cancelled so far.",
        reach="Every second cancel of an order counts too much, whatever its scenario is about.",
    ),
    _defect("self-match-trades", "3.6-01", "Self match prevention lets orders trade."),
    _defect("prevented-tells-the-decrement", "3.6-01", "AIQ Cancelled has the decrement for the shares prevented."),
    _defect(
        "executed-quantity-adds-up",
        "3.7-01",
        "Executed tells all shares executed so far.",
        reach="Every second execution of an order counts too much, whatever its scenario is about.",
    ),
    _defect(
        "match-numbers-differ",
        "3.7-02",
        "Buyer and seller are told different match numbers.",
        reach="Whatever looks at both sides of a trade sees it.",
    ),
    _defect(
        "cut-shares-still-trade",
        "3.7-03",
        "Shares that a partial cancel took off execute all the same.",
        reach="After a partial cancel all later figures of the order are too high.",
    ),
    _defect(
        "executed-beyond-the-limit",
        "3.7-04",
        "Where the book has a better price an order pays a cent beyond its limit.",
    ),
    _defect("broken-trade-told-to-one-side", "3.8-01", "Only the side that rested is told of a broken trade."),
    _defect(
        "broken-trade-with-another-number",
        "3.8-01",
        "Broken Trade has a match number that no trade had.",
        reach="No Broken Trade can be told apart by its number, whatever its scenario is about.",
    ),
    _defect("reference-price-left-out", "3.9-01", "An execution with a reference price is told by a plain Executed."),
    _defect("correction-with-another-number", "3.10-01", "Trade Correction has a match number that no trade had."),
    _defect("rejected-token-stays-free", "3.11-01", "The token of a rejected order may be used again."),
    _defect(
        "rejected-order-is-cancelled",
        "3.11-02",
        "A Canceled of 0 shares follows Rejected with L.",
        reach="Every order for a foreign firm is answered so, whatever its scenario is about.",
    ),
    _defect("cancel-pending-repeated", "3.12-01", "Each late cancel of a cross order gets a Cancel Pending."),
    _defect("cancel-reject-repeated", "3.13-01", "Each late partial cancel of a cross order gets a Cancel Reject."),
    _defect("priority-update-keeps-reference", "3.14-01", "Order Priority Update has the old reference number."),
    _defect("modified-shows-the-size", "3.15-01", "Order Modified tells the intended size, not what is outstanding."),
    _defect("modified-shows-the-old-side", "3.15-01", "Order Modified has the side that the order had before."),
    # Faults of the session layer that this document forbids, too
    _defect("resume-skips-one", "1.1-02", ""),
    _defect("replay-restamped", "1.1-04", ""),
    # Found by the scenarios that are made from the layout
    *hostile.hostile_defects("nasdaq-ouch-4.2", HOSTILE),
)
