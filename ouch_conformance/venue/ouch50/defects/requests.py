"""Defects in what becomes of a request (sections 1 and 2)."""

from __future__ import annotations

from ouch_conformance.venue.defects.defect import Defect
from ouch_conformance.venue.ouch50.defects.defect import ouch50

REQUESTS: tuple[Defect, ...] = (
    # Sessions and accounts
    ouch50(
        "replay-begins-unsequenced",
        "1.1-01",
        "The first message of the day is repeated as Unsequenced Data.",
        reach="Other scenarios, too, log in from message 1, and count one short from there on.",
    ),
    ouch50(
        "accounts-share-numbers",
        "1.1-02",
        "An order is ignored where an open one of another account has its number, side and symbol.",
    ),
    # Data types and numbers
    ouch50("blank-clordid-is-nul", "1.2-01", "Accepted has NUL instead of spaces where the ClOrdID is blank."),
    ouch50("highest-price-refused", "1.2-02", "A limit of 199,999.99 is refused."),
    ouch50(
        "market-price-refused-in-cross",
        "1.2-03",
        "A cross order at the market price is refused.",
        reach="The refusal of market orders is seen with the same order.",
    ),
    ouch50("numbers-outlive-the-day", "1.2-05", "What an account used up on one day is used up on the next."),
    ouch50(
        "equal-number-rejected",
        "1.2-07",
        "A UserRefNum equal to the last one is rejected, not ignored; a lower one is ignored.",
        reach="Scenarios of other rules, too, send the last number again.",
    ),
    ouch50(
        "far-number-ignored",
        "1.2-08",
        "A UserRefNum more than five above the last one is spent, and its order ignored.",
        reach="Other scenarios, too, pass over numbers.",
    ),
    ouch50("disable-number-stays-free", "1.2-09", "A Disable uses up no number."),
    ouch50(
        "channel-zero-refused",
        "1.2-12",
        "An order that names UserRefIdx 0 is rejected.",
        reach="The option with the value that means none is entered in a scenario of its own.",
    ),
    ouch50(
        "falling-options-refused",
        "1.2-16",
        "An order whose options do not stand by rising tags is rejected.",
        reach="Options for another rule happen to stand so.",
    ),
    ouch50(
        "repeated-number-rejected",
        "1.2-06",
        "A UserRefNum that is not above the last is rejected, not ignored.",
        reach="Scenarios of other rules, too, prove that an old number is ignored.",
    ),
    ouch50(
        "channels-share-numbers",
        "1.1-04 1.2-11",
        "All channels of an account share one sequence of UserRefNums.",
        reach="A number used in a channel is missing outside it in the scenarios behind.",
    ),
    ouch50("cancel-ignores-channel", "1.2-18", "A cancel finds an order of its number in another channel."),
    ouch50(
        "appendage-length-counts-itself",
        "1.2-15",
        "Accepted's Appendage Length counts itself where it has options.",
        reach="No answer with options can be read.",
    ),
    # Mirrored hosts
    ouch50("mirror-takes-no-requests", "1.3-01", "What a member sends at a mirrored host is not taken."),
    ouch50("mirror-tells-nothing", "1.3-01", "A mirrored host sends only the answers to its own requests."),
    # Requests in general
    ouch50("repeated-bulk-request-answered", "2-01", "A repeated Mass Cancel, Disable or Enable is done again."),
    ouch50(
        "orders-change-places",
        "2-02",
        "Of a few orders in one segment the second is processed first.",
        reach="A few scenarios send two or three orders at once.",
    ),
    # Enter Order
    ouch50(
        "accepted-twice",
        "2.1-01",
        "Order Accepted of an attributable order is sent twice.",
        reach="The second answer stands in every scenario with an attributable order.",
    ),
    ouch50(
        "quantity-zero-accepted",
        "2.1-02",
        "An order of 0 shares is accepted.",
        reach="The rejection of the same order is a scenario of its own.",
    ),
    ouch50(
        "quantity-million-accepted",
        "2.1-02",
        "An order of one share above the maximum is accepted.",
        reach="The rejection of the same order is a scenario of its own.",
    ),
    ouch50("good-till-time-for-ever", "2.1-03", "An order with an ExpireTime is not cancelled when it is over."),
    ouch50("expired-as-user-cancel", "2.1-03", "An order whose time is over is cancelled with U."),
    ouch50(
        "ioc-rests",
        "2.1-04",
        "What an IOC does not execute rests.",
        reach="An IOC proves in several scenarios that nothing rests, and rests itself.",
    ),
    ouch50(
        "minimum-quantity-ignored",
        "2.1-13",
        "Orders trade below their minimum quantity.",
        reach="A replace that keeps the minimum quantity is seen by what trades.",
    ),
    ouch50(
        "extended-hours-need-options",
        "2.1-08",
        "An order for extended hours is refused where its Appendage Length is 0.",
        reach="Every time in force is entered without options.",
    ),
    ouch50(
        "unmatched-ioc-cancelled-as-user",
        "2.1-12",
        "An IOC that meets nothing is accepted and then cancelled with U.",
        reach="Other scenarios, too, see an IOC that meets nothing.",
    ),
    ouch50("odd-minimum-accepted", "2.1-05", "A minimum quantity that is no round lot is accepted."),
    ouch50("handle-instruction-unbound", "2.1-06", "Handling instructions are taken with every cross type."),
    ouch50("retail-cross-everywhere", "2.1-07", "A market other than BX accepts retail orders."),
    ouch50("blank-firm-refused", "2.1-09", "An order with a blank firm is refused."),
    # Replace Order Request
    ouch50(
        "replace-chain-breaks",
        "2.2-01 2.2-10",
        "A replace of an order that was replaced before is ignored.",
        reach="Scenarios of other rules, too, replace an order twice.",
    ),
    ouch50(
        "unknown-replace-rejected",
        "2.2-02",
        "A replace of an order that is not live is rejected, not ignored.",
        reach="Scenarios about the number of an ignored replace get an answer.",
    ),
    ouch50("ignored-replace-consumes", "2.2-03 2.2-17", "A replace that is ignored uses its new number up."),
    ouch50("invalid-replace-ignored", "2.2-04", "A replace with invalid details leaves the order as it is."),
    ouch50("invalid-replace-rejected", "2.2-04", "A replace with invalid details is rejected, and the order stays."),
    ouch50("invalid-replace-consumes", "2.2-04", "A replace with invalid details uses its new number up."),
    ouch50("late-replace-done", "2.2-06", "A cross order is replaced in the late period."),
    ouch50(
        "replace-also-cancels",
        "2.2-07 2.2-18",
        "A separate Canceled for the old order comes with Replaced.",
        reach="The second answer stands behind every replace.",
    ),
    ouch50("replace-keeps-priority", "2.2-08", "A replaced order of an unchanged price keeps its place."),
    ouch50("cancel-loses-priority", "2.2-08", "A partial cancel sends the order to the back of its price."),
    ouch50(
        "replace-quantity-is-open",
        "2.2-09",
        "The quantity of a replace is taken as the open shares.",
        reach="Other rules, too, are seen at the replace of an order that is filled in part.",
    ),
    ouch50("replace-forgets-options", "2.2-12", "Options that a replace leaves out go back to their defaults."),
    ouch50("replace-in-channel-ignored", "1.2-13 2.2-13", "A replace does not find an order of a channel."),
    ouch50("replace-to-after-hours-done", "2.2-15", "A replace to the time in force E is done."),
    # Cancel and Modify Order Request
    ouch50("cancel-size-is-open", "2.3-01 2.3-07", "The size in a cancel does not count what is executed."),
    ouch50(
        "cancel-zero-ignored",
        "2.3-02",
        "A cancel to size 0 of an order that was cut before is ignored.",
        reach="Orders that were cut are not cleared away, and stand in the way of later ones.",
    ),
    ouch50(
        "superfluous-cancel-answered",
        "2.3-03",
        "A cancel that changes nothing is answered with 0 shares.",
        reach="A cancel that is sent again is superfluous in scenarios of other rules.",
    ),
    ouch50("late-cancel-rejected", "2.3-03 2.3-08", "A cancel that comes behind a whole fill is rejected."),
    ouch50(
        "long-cancel-ignored",
        "2.3-04",
        "A cancel with an Appendage Length is ignored.",
        reach="A cancel on a channel has an Appendage Length, and what it leaves stands in the way of later orders.",
    ),
    ouch50("modify-one-way", "2.4-01", "T and E cannot be changed into other sides."),
    ouch50("modify-loses-priority", "2.4-02", "A modified order goes to the back of its price."),
    ouch50("modify-increases", "2.4-02", "A modify adds shares."),
    ouch50("modify-zero-ignored", "2.4-03", "A modify to size 0 is ignored."),
    ouch50(
        "long-modify-ignored",
        "2.4-04",
        "A modify with an Appendage Length is ignored.",
        reach="A modify with a channel or a locate has an Appendage Length.",
    ),
    # Mass Cancel, Disable, Enable, Account Query
    ouch50("mass-cancel-spares-hidden", "2.5-01", "A mass cancel leaves hidden orders."),
    ouch50("mass-cancel-ignores-firm", "2.5-04", "A mass cancel takes orders of all firms, whichever it names."),
    ouch50("mass-cancel-ignores-symbol", "2.5-02", "A mass cancel takes all symbols, whichever it names."),
    ouch50("mass-cancel-ignores-side", "2.5-02", "A mass cancel takes all sides, whichever it names."),
    ouch50("mass-cancel-ignores-channel", "2.5-02", "A mass cancel takes all channels, whichever it names."),
    ouch50("mass-cancel-group-zero-is-all", "2.5-03", "Group 0 in a mass cancel takes orders of every group."),
    ouch50("mass-cancel-spares-groups", "2.5-03", "A mass cancel without a group leaves orders of groups."),
    ouch50(
        "mass-cancel-unacknowledged",
        "2.5-05",
        "No Mass Cancel Response comes.",
        reach="No scenario with a mass cancel gets further without its answer.",
    ),
    ouch50(
        "mass-cancel-not-reported",
        "2.5-05",
        "Orders of a mass cancel go without a Canceled.",
        reach="Every scenario with a mass cancel waits for the Canceled of its orders.",
    ),
    ouch50("disable-does-nothing", "2.6-01", "Orders of a disabled firm are accepted."),
    ouch50(
        "enable-does-nothing",
        "2.7-01",
        "A firm stays disabled after an enable.",
        reach="The firm stays disabled for the scenarios behind.",
    ),
    ouch50("superfluous-switch-unanswered", "2.7-02", "A Disable or Enable that changes nothing gets no answer."),
    ouch50(
        "query-tells-the-last",
        "2.8-01 3.17-01",
        "An account query tells the last number that was used.",
        reach="Many scenarios ask for the next number to see what was used up.",
    ),
    ouch50("fresh-query-tells-zero", "2.8-02", "An account query before the first number tells 0."),
    ouch50(
        "repeated-query-tells-more",
        "2.8-05",
        "An account query that comes again tells one more each time.",
        reach="The query that proves silence may stand before one whose answer a scenario looks at.",
    ),
    ouch50("query-ignores-channel", "2.8-04", "An account query of a channel tells the number without a channel."),
    ouch50(
        "long-query-ignored",
        "2.8-03",
        "An account query with an Appendage Length is ignored.",
        reach="A query of a channel has an Appendage Length.",
    ),
)
