"""Defects of the OUCH 5.0 dialect."""

from __future__ import annotations

from ouch_conformance.venue.defects import hostile
from ouch_conformance.venue.defects.defect import Defect


def _defect(name: str, requirements: str, doc: str, reach: str = "") -> Defect:
    """Several requirements where they are one and the same fault."""
    ids = tuple(f"OUCH50-{number}" for number in requirements.split())
    return Defect(name, ids, "orders", "nasdaq-ouch-5.0", doc, reach)


HOSTILE = {
    hostile.SIGNED: ("OUCH50-2.3-03 OUCH50-2.3-08", "cancel_order_request"),
    hostile.STOPS: ("OUCH50-2.1-01", "disable_order_entry_request"),
    hostile.SWALLOWS: ("OUCH50-2.1-01", "enable_order_entry_request"),
    hostile.BARS: ("OUCH50-2.1-01", "account_query_request"),
}
"""What only malformed messages show, and the file of the scenarios that find it."""

DEFECTS: tuple[Defect, ...] = (
    # Sessions and accounts
    _defect(
        "replay-begins-unsequenced",
        "1.1-01",
        "The first message of the day is repeated as Unsequenced Data.",
        reach="Other scenarios, too, log in from message 1, and count one short from there on.",
    ),
    _defect(
        "accounts-share-numbers",
        "1.1-02",
        "An order is ignored where an open one of another account has its number, side and symbol.",
    ),
    # Data types and numbers
    _defect("blank-clordid-is-nul", "1.2-01", "Accepted has NUL instead of spaces where the ClOrdID is blank."),
    _defect("highest-price-refused", "1.2-02", "A limit of 199,999.99 is refused."),
    _defect(
        "market-price-refused-in-cross",
        "1.2-03",
        "A cross order at the market price is refused.",
        reach="The refusal of market orders is seen with the same order.",
    ),
    _defect("numbers-outlive-the-day", "1.2-05", "What an account used up on one day is used up on the next."),
    _defect(
        "equal-number-rejected",
        "1.2-07",
        "A UserRefNum equal to the last one is rejected, not ignored; a lower one is ignored.",
        reach="Scenarios of other rules, too, send the last number again.",
    ),
    _defect(
        "far-number-ignored",
        "1.2-08",
        "A UserRefNum more than five above the last one is spent, and its order ignored.",
        reach="Other scenarios, too, pass over numbers.",
    ),
    _defect("disable-number-stays-free", "1.2-09", "A Disable uses up no number."),
    _defect(
        "channel-zero-refused",
        "1.2-12",
        "An order that names UserRefIdx 0 is rejected.",
        reach="The option with the value that means none is entered in a scenario of its own.",
    ),
    _defect(
        "falling-options-refused",
        "1.2-16",
        "An order whose options do not stand by rising tags is rejected.",
        reach="Options for another rule happen to stand so.",
    ),
    _defect(
        "repeated-number-rejected",
        "1.2-06",
        "A UserRefNum that is not above the last is rejected, not ignored.",
        reach="Scenarios of other rules, too, prove that an old number is ignored.",
    ),
    _defect(
        "channels-share-numbers",
        "1.1-04 1.2-11",
        "All channels of an account share one sequence of UserRefNums.",
        reach="A number used in a channel is missing outside it in the scenarios behind.",
    ),
    _defect("cancel-ignores-channel", "1.2-18", "A cancel finds an order of its number in another channel."),
    _defect(
        "appendage-length-counts-itself",
        "1.2-15",
        "Accepted's Appendage Length counts itself where it has options.",
        reach="No answer with options can be read.",
    ),
    # Mirrored hosts
    _defect("mirror-takes-no-requests", "1.3-01", "What a member sends at a mirrored host is not taken."),
    _defect("mirror-tells-nothing", "1.3-01", "A mirrored host sends only the answers to its own requests."),
    # Requests in general
    _defect("repeated-bulk-request-answered", "2-01", "A repeated Mass Cancel, Disable or Enable is done again."),
    _defect(
        "orders-change-places",
        "2-02",
        "Of a few orders in one segment the second is processed first.",
        reach="A few scenarios send two or three orders at once.",
    ),
    # Enter Order
    _defect(
        "accepted-twice",
        "2.1-01",
        "Order Accepted of an attributable order is sent twice.",
        reach="The second answer stands in every scenario with an attributable order.",
    ),
    _defect(
        "quantity-zero-accepted",
        "2.1-02",
        "An order of 0 shares is accepted.",
        reach="The rejection of the same order is a scenario of its own.",
    ),
    _defect(
        "quantity-million-accepted",
        "2.1-02",
        "An order of one share above the maximum is accepted.",
        reach="The rejection of the same order is a scenario of its own.",
    ),
    _defect("good-till-time-for-ever", "2.1-03", "An order with an ExpireTime is not cancelled when it is over."),
    _defect("expired-as-user-cancel", "2.1-03", "An order whose time is over is cancelled with U."),
    _defect(
        "ioc-rests",
        "2.1-04",
        "What an IOC does not execute rests.",
        reach="An IOC proves in several scenarios that nothing rests, and rests itself.",
    ),
    _defect(
        "minimum-quantity-ignored",
        "2.1-13",
        "Orders trade below their minimum quantity.",
        reach="A replace that keeps the minimum quantity is seen by what trades.",
    ),
    _defect(
        "extended-hours-need-options",
        "2.1-08",
        "An order for extended hours is refused where its Appendage Length is 0.",
        reach="Every time in force is entered without options.",
    ),
    _defect(
        "unmatched-ioc-cancelled-as-user",
        "2.1-12",
        "An IOC that meets nothing is accepted and then cancelled with U.",
        reach="Other scenarios, too, see an IOC that meets nothing.",
    ),
    _defect("odd-minimum-accepted", "2.1-05", "A minimum quantity that is no round lot is accepted."),
    _defect("handle-instruction-unbound", "2.1-06", "Handling instructions are taken with every cross type."),
    _defect("retail-cross-everywhere", "2.1-07", "A market other than BX accepts retail orders."),
    _defect("blank-firm-refused", "2.1-09", "An order with a blank firm is refused."),
    # Replace Order Request
    _defect(
        "replace-chain-breaks",
        "2.2-01 2.2-10",
        "A replace of an order that was replaced before is ignored.",
        reach="Scenarios of other rules, too, replace an order twice.",
    ),
    _defect(
        "unknown-replace-rejected",
        "2.2-02",
        "A replace of an order that is not live is rejected, not ignored.",
        reach="Scenarios about the number of an ignored replace get an answer.",
    ),
    _defect("ignored-replace-consumes", "2.2-03 2.2-17", "A replace that is ignored uses its new number up."),
    _defect("invalid-replace-ignored", "2.2-04", "A replace with invalid details leaves the order as it is."),
    _defect("invalid-replace-rejected", "2.2-04", "A replace with invalid details is rejected, and the order stays."),
    _defect("invalid-replace-consumes", "2.2-04", "A replace with invalid details uses its new number up."),
    _defect("late-replace-done", "2.2-06", "A cross order is replaced in the late period."),
    _defect(
        "replace-also-cancels",
        "2.2-07 2.2-18",
        "A separate Canceled for the old order comes with Replaced.",
        reach="The second answer stands behind every replace.",
    ),
    _defect("replace-keeps-priority", "2.2-08", "A replaced order of an unchanged price keeps its place."),
    _defect("cancel-loses-priority", "2.2-08", "A partial cancel sends the order to the back of its price."),
    _defect(
        "replace-quantity-is-open",
        "2.2-09",
        "The quantity of a replace is taken as the open shares.",
        reach="Other rules, too, are seen at the replace of an order that is filled in part.",
    ),
    _defect("replace-forgets-options", "2.2-12", "Options that a replace leaves out go back to their defaults."),
    _defect("replace-in-channel-ignored", "1.2-13 2.2-13", "A replace does not find an order of a channel."),
    _defect("replace-to-after-hours-done", "2.2-15", "A replace to the time in force E is done."),
    # Cancel and Modify Order Request
    _defect("cancel-size-is-open", "2.3-01 2.3-07", "The size in a cancel does not count what is executed."),
    _defect(
        "cancel-zero-ignored",
        "2.3-02",
        "A cancel to size 0 of an order that was cut before is ignored.",
        reach="Orders that were cut are not cleared away, and stand in the way of later ones.",
    ),
    _defect(
        "superfluous-cancel-answered",
        "2.3-03",
        "A cancel that changes nothing is answered with 0 shares.",
        reach="A cancel that is sent again is superfluous in scenarios of other rules.",
    ),
    _defect("late-cancel-rejected", "2.3-03 2.3-08", "A cancel that comes behind a whole fill is rejected."),
    _defect(
        "long-cancel-ignored",
        "2.3-04",
        "A cancel with an Appendage Length is ignored.",
        reach="A cancel on a channel has an Appendage Length, and what it leaves stands in the way of later orders.",
    ),
    _defect("modify-one-way", "2.4-01", "T and E cannot be changed into other sides."),
    _defect("modify-loses-priority", "2.4-02", "A modified order goes to the back of its price."),
    _defect("modify-increases", "2.4-02", "A modify adds shares."),
    _defect("modify-zero-ignored", "2.4-03", "A modify to size 0 is ignored."),
    _defect(
        "long-modify-ignored",
        "2.4-04",
        "A modify with an Appendage Length is ignored.",
        reach="A modify with a channel or a locate has an Appendage Length.",
    ),
    # Mass Cancel, Disable, Enable, Account Query
    _defect("mass-cancel-spares-hidden", "2.5-01", "A mass cancel leaves hidden orders."),
    _defect("mass-cancel-ignores-firm", "2.5-04", "A mass cancel takes orders of all firms, whichever it names."),
    _defect("mass-cancel-ignores-symbol", "2.5-02", "A mass cancel takes all symbols, whichever it names."),
    _defect("mass-cancel-ignores-side", "2.5-02", "A mass cancel takes all sides, whichever it names."),
    _defect("mass-cancel-ignores-channel", "2.5-02", "A mass cancel takes all channels, whichever it names."),
    _defect("mass-cancel-group-zero-is-all", "2.5-03", "Group 0 in a mass cancel takes orders of every group."),
    _defect("mass-cancel-spares-groups", "2.5-03", "A mass cancel without a group leaves orders of groups."),
    _defect(
        "mass-cancel-unacknowledged",
        "2.5-05",
        "No Mass Cancel Response comes.",
        reach="No scenario with a mass cancel gets further without its answer.",
    ),
    _defect(
        "mass-cancel-not-reported",
        "2.5-05",
        "Orders of a mass cancel go without a Canceled.",
        reach="Every scenario with a mass cancel waits for the Canceled of its orders.",
    ),
    _defect("disable-does-nothing", "2.6-01", "Orders of a disabled firm are accepted."),
    _defect(
        "enable-does-nothing",
        "2.7-01",
        "A firm stays disabled after an enable.",
        reach="The firm stays disabled for the scenarios behind.",
    ),
    _defect("superfluous-switch-unanswered", "2.7-02", "A Disable or Enable that changes nothing gets no answer."),
    _defect(
        "query-tells-the-last",
        "2.8-01 3.17-01",
        "An account query tells the last number that was used.",
        reach="Many scenarios ask for the next number to see what was used up.",
    ),
    _defect("fresh-query-tells-zero", "2.8-02", "An account query before the first number tells 0."),
    _defect(
        "repeated-query-tells-more",
        "2.8-05",
        "An account query that comes again tells one more each time.",
        reach="The query that proves silence may stand before one whose answer a scenario looks at.",
    ),
    _defect("query-ignores-channel", "2.8-04", "An account query of a channel tells the number without a channel."),
    _defect(
        "long-query-ignored",
        "2.8-03",
        "An account query with an Appendage Length is ignored.",
        reach="A query of a channel has an Appendage Length.",
    ),
    # Outbound in general
    _defect("timestamps-in-milliseconds", "3-01", "Time stamps count milliseconds.", "Others wait, too."),
    _defect(
        "canceled-stamp-since-the-epoch",
        "3-01",
        "The time stamp of a partial Canceled counts from 1970.",
        reach="Every partial cancel has such a time stamp, whatever its scenario is about.",
    ),
    _defect(
        "canceled-stamp-runs-back",
        "3-07",
        "The time stamp of a partial Canceled lies a second back.",
        reach="Every partial cancel has such a time stamp, whatever its scenario is about.",
    ),
    _defect(
        "appendage-without-channel",
        "3-02",
        "Modified has an Appendage Length of 0 without a channel.",
        reach="Every Order Modified has it, whatever its scenario is about.",
    ),
    _defect(
        "canceled-without-channel",
        "3-02",
        "Canceled leaves out the channel of its order.",
        reach="Every cancel of an order in a channel is told so.",
    ),
    _defect(
        "enable-response-without-length",
        "3-03",
        "Enable Response leaves out its Appendage Length of 0.",
        reach="A firm that a scenario has disabled is enabled again when it ends.",
    ),
    _defect(
        "resting-order-modified-unasked",
        "3-05",
        "An order that rests for a while gets an Order Modified.",
        reach="The order rests in any scenario that waits for heartbeats.",
    ),
    _defect(
        "partial-fill-has-unlisted-flag",
        "3-06",
        "Executed of a resting buy with shares left has the flag Z.",
        reach="Many scenarios fill a resting buy in part.",
    ),
    # The messages one by one
    _defect("orders-after-end-of-day", "3.1-01", "New orders are accepted after End of Day."),
    _defect("accepted-clordid-in-capitals", "1.2-14 3.2-01", "Accepted has the ClOrdID in capitals."),
    _defect(
        "accepted-price-worse",
        "3.2-01",
        "Accepted has a price a cent below that of a short sale.",
        reach="Short sales are entered in scenarios of other rules, too.",
    ),
    _defect(
        "dead-order-is-cancelled",
        "3.2-02 3.3-03",
        "A Canceled follows an Accepted or Replaced of state D.",
        reach="An IOC that finds nothing proves in several scenarios that nothing rests, and is dead each time.",
    ),
    _defect(
        "hidden-order-repeats-reference",
        "3.2-03",
        "A hidden order has the reference number of the one before.",
        reach="Every hidden order repeats a number, whatever its scenario is about.",
    ),
    _defect(
        "replaced-shows-old-clordid",
        "3.3-01",
        "Replaced has the ClOrdID of the order that was replaced.",
        reach="Every Order Replaced is compared with its request, whatever its scenario is about.",
    ),
    _defect(
        "replaced-shows-the-total",
        "3.3-01",
        "Replaced has the quantity asked for, not what is exposed.",
        reach="Other rules, too, are seen at the replace of an order that is filled in part.",
    ),
    _defect("replaced-shows-plain-sell", "3.3-04", "Replaced of a short sale has the side S."),
    _defect(
        "fill-told-again-behind-replace",
        "3.3-02",
        "A fill from before a replace is told again by the new number.",
        reach="Wherever an order is filled before it is replaced, its trade has three sides and too many shares go.",
    ),
    _defect(
        "canceled-counts-executed",
        "3.4-02",
        "A Canceled counts the executed shares, too, where most of the order was executed.",
        reach="What a scenario leaves partly filled is cancelled when it ends, and that Canceled counts too much, too.",
    ),
    _defect(
        "canceled-quantity-adds-up",
        "3.4-01",
        "Canceled tells all shares cancelled so far.",
        reach="What a scenario leaves partly filled is cancelled when it ends, and that Canceled counts too much, too.",
    ),
    _defect(
        "self-match-trades",
        "3.5-01",
        "Self match prevention lets orders trade.",
        reach="The other scenarios of prevention see the trade as well.",
    ),
    _defect(
        "prevented-match-also-executed",
        "3.5-02",
        "An Executed follows AIQ Canceled of an incoming order that was prevented as a whole.",
    ),
    _defect("executed-beyond-the-limit", "3.6-02", "Where the book has a better price an order pays a cent too much."),
    _defect(
        "match-numbers-differ",
        "3.6-01",
        "Buyer and seller are told different match numbers.",
        reach="A broken trade is told by its match number.",
    ),
    _defect(
        "executed-quantity-adds-up",
        "3.6-01",
        "Executed tells all shares executed so far.",
        reach="Another scenario, too, has several executions of one order.",
    ),
    _defect("broken-trade-without-clordid", "3.7-01", "Broken Trade has a blank ClOrdID."),
    _defect("broken-trade-told-to-one-side", "3.7-01", "Only the side that rested is told of a broken trade."),
    _defect("rejected-number-stays-free", "3.8-01", "The number of a rejected order may be used again."),
    _defect("cancel-pending-repeated", "3.9-01", "Each late cancel of a cross order gets a Cancel Pending."),
    _defect("cancel-reject-repeated", "3.10-01", "Each late partial cancel of a cross order gets a Cancel Reject."),
    _defect("priority-update-keeps-reference", "3.11-01", "Order Priority Update has the old reference number."),
    _defect("modified-shows-the-size", "3.12-01", "Modified tells the intended size, not what is outstanding."),
    _defect("reserve-not-restated", "3.13-01", "A reserve order shows its next shares without a word."),
    _defect("mass-cancel-response-without-symbol", "3.14-01", "Mass Cancel Response has a blank symbol."),
    _defect("mass-cancel-response-numbered-anew", "3.14-01", "Mass Cancel Response about a symbol has another number."),
    _defect("disable-response-without-firm", "3.15-01", "Disable Order Entry Response has a blank firm."),
    # A fault of the session layer that this document forbids, too
    _defect("replay-restamped", "1.1-03", ""),
    # Found by the scenarios that are made from the layout
    *hostile.hostile_defects("nasdaq-ouch-5.0", HOSTILE),
)
