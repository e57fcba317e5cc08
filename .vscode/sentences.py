"""The sentences of ouch-conformance for the Cucumber extension of VS Code. Nothing runs this file.

Written by `ouch-conformance steps --glue .vscode/sentences.py`.
"""

from cucumber_expressions import define_parameter_type, given, then, when

define_parameter_type(name="Order", regexp='"[^"]+"')
define_parameter_type(name="NewOrder", regexp='"[^"]+"')
define_parameter_type(name="Place", regexp='"[^"]+"')
define_parameter_type(name="NewPlace", regexp='"[^"]+"')
define_parameter_type(name="History", regexp='"[^"]+"')
define_parameter_type(name="Condition", regexp='"[^"]+"')
define_parameter_type(name="Words", regexp='"[^"]+"')
define_parameter_type(name="Member", regexp="the member|member B|member C|member D")
define_parameter_type(name="Side", regexp="sell short exempt|sell short|buy|sell")
define_parameter_type(name="Shares", regexp="[0-9][0-9,]*")
define_parameter_type(name="Count", regexp="[0-9][0-9,]*")
define_parameter_type(name="Price", regexp="[0-9]+[.][0-9]{2}")
define_parameter_type(name="Role", regexp="short sales restricted|market orders refused|crossed elsewhere|quoted elsewhere|locate required|capped quantity|capped notional|reference price|sweeps refused|decrement both|kinds refused|cancel oldest|combination|restricted|unknown|second|halted|main")
define_parameter_type(name="Message", regexp="[A-Za-z_][A-Za-z0-9_]*")


@when("{Member} sends an altered {Message}")
async def send_altered():
    """Send a sound message after one alteration of its bytes: cut, lengthened, of another type, another appendage."""


@when("{Member} sends an altered {Message} about {Order}")
async def send_altered_about():
    """Send a sound message about an order after one alteration of its bytes."""


@then("the venue still serves {Member}")
async def still_serves():
    """A new order is accepted and then cancelled; a member whose connection the venue has closed logs in for it."""


@then("{Order} is accepted")
async def accepted():
    """The next message about the order is Order Accepted, with the values of the table."""


@then("{Member} hears of {Order}, {Order} and {Order} in this order")
async def accepted_in_order():
    """The first messages about three orders are Order Accepted, and come one after the other in this order."""


@then("{Order} is refused")
async def refused():
    """The next message about the order is Rejected, whatever the reason."""


@then("{Order} is refused because {Condition}")
async def refused_because():
    """The next message is Rejected, with a reason that the profile names for this condition, if it names any."""


@then("{Order} does not enter the book")
async def not_in_the_book():
    """The order is refused, ignored, or accepted dead: whichever way, it is never live."""


@then("{Order} is ignored")
async def ignored():
    """Nothing answers the request: proven by a marker behind it."""


@then("nothing happens to {Order}")
async def nothing_happens():
    """No message about the order: proven by a marker."""


@then("{Order} is replaced by {Order}")
async def replaced():
    """The next message about the replacement is Order Replaced, naming both orders, with the values of the table."""


@then("each of the {Count} replaces of {Order} is answered by Order Replaced")
async def replaced_in_a_row():
    """Every link of a chain of replaces is answered by one Order Replaced, live."""


@then("{Order} is never accepted with the time in force {Words}")
async def never_accepted_with():
    """Whatever the venue answers, it does not accept or replace an order with that time in force."""


@then("{Order} is done")
async def is_done():
    """After everything that was sent has been answered, nothing of the order is left in the book."""


@then("{Order} is cancelled with {Shares} shares")
async def cancelled():
    """The next message about the order is Order Canceled, taking that many shares, whatever the reason."""


@then("{Order} is cancelled with {Shares} shares because {Words}")
async def cancelled_because():
    """The next message about the order is Order Canceled with that many shares and that reason of the document."""


@then("{Order} is prevented from trading")
async def prevented():
    """The next message about the order is AIQ Canceled, with the values of the table."""


@then("{Order} is modified")
async def modified():
    """The next message about the order is Order Modified, with the values of the table."""


@then("{Order} is told to trade now")
async def trading_now():
    """The next message about the order is the venue's Trade Now."""


@then("the cancel of {Order} is pending")
async def cancel_pending():
    """The next message about the order is Cancel Pending: it goes after the cross."""


@then("the cancel of {Order} is refused")
async def cancel_refused():
    """The next message about the order is Cancel Reject, or Rejected where that answers a cancel: none of it goes."""


@then("{Order} leaves nothing in the book because {Words}")
async def ends_unexecuted():
    """The order ends without a trade: accepted dead, or accepted live and cancelled whole for that reason."""


@then("{Order} expires when its time runs out")
async def expires():
    """The venue cancels the order with reason "time in force expired", not before its seconds to live are over."""


@then("{Order} is still open with {Shares} shares")
async def still_open():
    """After everything that was sent has been answered, the order is live with exactly that many shares."""


@then("the answer to {Order} is recorded")
async def answer_recorded():
    """Whatever the venue answers, or its proven silence, is the answer to an open question."""


@then("everything that came to {Member} is recorded")
async def everything_recorded():
    """All messages to the member that no step has looked at, in the order of the stream, or their proven absence."""


@then("the mass cancel is acknowledged to {Member}")
async def mass_cancel_acknowledged():
    """A Mass Cancel Response comes, with the values of the table."""


@then("order entry is disabled for {Member}")
async def entry_disabled():
    """A Disable Order Entry Response comes, with the values of the table."""


@then("order entry is enabled for {Member}")
async def entry_enabled():
    """An Enable Order Entry Response comes, with the values of the table."""


@then("{Member} is told the next number")
async def next_number():
    """An Account Query Response comes, with the values of the table."""


@then("the Order Reference Numbers of {Order} and {Order} differ")
async def references_differ():
    """Two orders do not share an Order Reference Number."""


@then("the timestamps to {Member} never run back")
async def timestamps_rise():
    """No timestamp heard in the scenario is before the one before it; one that counts from midnight is of a day."""


@given("{Member} is logged in")
async def is_logged_in():
    """The member has a session in which nothing of this scenario has happened yet."""


@given("{Member} is connected but not logged in")
async def is_connected():
    """The member has a TCP connection and has sent nothing."""


@given("the place in the stream of {Member} is noted as {NewPlace}")
async def note_place():
    """Remember the number of the next message, for a later login that resumes from there."""


@given("the first message of the day to {Member} is noted as {NewPlace}")
async def note_first():
    """Remember message 1 of the session, for a later login that has everything repeated."""


@when("{Member} logs in")
async def log_in():
    """Send a Login Request, on a new connection where none is open."""


@when("{Member} logs in once more beside the first connection")
async def log_in_beside():
    """Send a second Login Request of a member that is logged in, on a connection of its own."""


@when("{Member} logs in one byte at a time")
async def log_in_bytewise():
    """Send a Login Request so that every byte is a TCP segment of its own."""


@when("{Member} enters a {Side} one byte at a time as {NewOrder}")
async def enter_bytewise():
    """Send an Enter Order so that every byte is a TCP segment of its own."""


@when("{Member} logs in and enters {NewOrder} and {NewOrder} in one segment")
async def all_in_one():
    """Send login, heartbeat and two Enter Orders with one write."""


@when("{Member} drops the connection")
async def drop():
    """Cut the TCP connection without a logout."""


@when("{Member} logs out")
async def log_out():
    """Send a Logout Request."""


@when("{Member} sends a debug packet {Words}")
async def send_debug():
    """Send a Debug Packet with that text."""


@when("{Member} sends these bytes")
async def send_raw():
    """Write raw bytes: hex digits, `#` begins a comment."""


@when("{Member} falls silent")
async def fall_silent():
    """Stop the heartbeats and send nothing at all any more."""


@when("{Member} stays idle for {Count} heartbeat intervals")
async def stay_idle():
    """Send nothing but heartbeats for a while."""


@when("{Member} sends only debug packets for longer than the idle limit")
async def only_debug():
    """Keep the session alive by debug packets alone: no heartbeat, no message."""


@when("{Member} sends only messages for longer than the idle limit")
async def only_messages():
    """Keep the session alive by messages alone: cancels of an order that does not exist, which change nothing."""


@when("{Member} stays idle for longer than the idle limit")
async def stay_idle_long():
    """Send nothing but heartbeats for longer than the venue's idle limit, by the profile's tolerance."""


@when("{Member} is silent until it is cut off")
async def silent_until_cut():
    """Send nothing at all, not even heartbeats, until the venue closes the connection."""


@when("{Member} enters a {Side} with a line feed in its quantity as {NewOrder}")
async def enter_line_feed():
    """Send an Enter Order for 2,570 shares: two of the quantity's bytes are 0x0A."""


@when("{Member} sends a message of {Count} bytes")
async def send_long():
    """Send Unsequenced Data with that many bytes that are no message."""


@then("the login of {Member} is accepted")
async def login_accepted():
    """The first packet of the venue, debug packets apart, is Login Accepted, with the values of the table."""


@then("the login of {Member} is refused because {Words}")
async def login_refused():
    """The first packet of the venue is Login Rejected with that reason."""


@then("the answer to the login of {Member} is recorded")
async def login_answer_recorded():
    """Whatever answers the login, or the venue's silence for as long as patience lasts."""


@then("nothing but the answer came to {Member}")
async def nothing_else():
    """Before and behind the answer to the login stands nothing but debug packets."""


@then("the venue ends the connection of {Member}")
async def connection_ends():
    """The venue closes the TCP connection."""


@then("the venue ends the connection of {Member} at its idle limit")
async def ends_when_idle():
    """A member that sends nothing is cut off; when, is the venue's own value."""


@then("the venue ends the connection of {Member} at its login limit")
async def ends_without_login():
    """A connection that does not log in is cut off; when, is the venue's own value."""


@then("the connection of {Member} stands")
async def connection_stands():
    """The venue still answers on the connection: proven by a marker."""


@then("the venue is never silent for longer than the heartbeat interval towards {Member}")
async def heartbeats_come():
    """Between any two packets of the venue lies no more than the interval and the profile's tolerance."""


@then("the messages to {Member} from {Place} on are repeated byte for byte")
async def repeated():
    """The connection delivers again every message from the noted place on: no gap, no duplicate, the same bytes."""


@then("the stream of {Member} goes on without a repeat")
async def goes_on():
    """Nothing that was heard before comes again: the first message on the connection is the next of the stream."""


@then("{Member} is told of the end of the session")
async def end_of_session():
    """An End of Session packet comes."""


@then("every packet of the venue to {Member} is well formed")
async def well_formed():
    """No packet of the venue departs from the document: type, length, and one whole message in each Sequenced Data."""


@then("the session in the answer to {Member} is padded on the left")
async def session_padded():
    """The ten characters of the session in Login Accepted end with its last one; or the profile says otherwise."""


@then("the sequence number in the answer to {Member} is padded on the left")
async def sequence_padded():
    """The twenty characters of the number in Login Accepted end with its last digit; or the profile says otherwise."""


@then("what became of the connection of {Member} is recorded")
async def outcome_recorded():
    """Whether the venue closed the connection, said something or took no notice."""


@then("message 1 is the first to {Member}")
async def first_is_one():
    """The first Sequenced Data on the connection is message 1 of the session."""


@then("the login of {Member} starts at the end of the stream")
async def at_the_end():
    """The answer tells the next number and nothing is repeated, or the last number and that message is."""


@then("nothing came to {Member} behind the end of the session")
async def nothing_behind_the_end():
    """No message stands behind End of Session on the connection."""


@then("the venue closed the connection of {Member} without a reply")
async def closed_without_reply():
    """Behind the Logout Request comes no packet: neither End of Session nor anything else."""


@then("the venue does not answer the debug packet {Words} of {Member}")
async def debug_unanswered():
    """No debug packet of the venue repeats the text of the member's: proven by a marker."""


@then("the second login of {Member} does what the venue states")
async def second_login_ends():
    """It takes over, is rejected or is served beside the first connection, as the profile states; else recorded."""


@then("one connection of {Member} is left")
async def one_connection_is_left():
    """Of two connections of the member the first one ended, or the second one was not let in."""


@then("{Order} fills {Shares} at {Price}")
async def fills():
    """The next message about the order is one Order Executed of that size and price."""


@then("{Order} fills")
async def fills_several():
    """The next messages about the order are these executions, in this order and no more."""


@then("{Order} and {Order} are told of the same trade")
async def same_trade():
    """The last executions of two orders carry one match number, one size and one price."""


@then("nothing trades")
async def nothing_trades():
    """No order of the scenario has an execution that no step has asked for: proven by a marker of each member."""


@then("{Order} has traded {Shares} shares in all")
async def traded_in_all():
    """The executions of the order and of those that it replaced add up to exactly that many shares."""


@then("the trade of {Order} is broken")
async def broken():
    """The next message about the order is Broken Trade with the match number of its last execution."""


@then("the display of {Order} is restated")
async def restated():
    """The next message about the order is Order Restated, with the values of the table."""


@then("{Order} fills at a reference price")
async def fills_at_reference():
    """The next message about the order is Executed with Reference Price, with the values of the table."""


@then("the trade of {Order} is corrected")
async def corrected():
    """The next message about the order is Trade Correction with the match number of its last execution."""


@then("{Order} has a new priority")
async def new_priority():
    """The next message about the order is Order Priority Update, with a reference number that it did not have."""


@when("the operator halts the {Role} instrument")
async def halt():
    """Trading in the instrument stops."""


@when("the operator resumes the {Role} instrument")
async def resume():
    """Trading in the instrument goes on."""


@when("the operator breaks the trade of {Order}")
async def break_trade():
    """The operator breaks the last execution of an order."""


@when("the operator corrects the trade of {Order} to {Price}")
async def correct_trade():
    """The operator restates the last execution of an order at another price."""


@when("the operator gives {Order} another priority")
async def update_priority():
    """The venue sends an order to the back of its price on its own account."""


@when("the operator cancels {Order}")
async def cancel_order():
    """The venue's staff takes an order out of the book."""


@when("the operator reduces {Order} to {Shares} shares")
async def reduce_order():
    """The venue leaves an order open for fewer shares on its own account."""


@when("the operator begins the late period before the cross of the {Role} instrument")
async def late_period():
    """Orders for the cross cannot be cancelled or replaced from here on."""


@when("the operator holds the cross of the {Role} instrument")
async def hold_cross():
    """The cross takes place and executes nothing."""


@when("the operator closes the primary market")
async def market_close():
    """The hours of the primary market are over; the venue goes on."""


@when("the operator ends the day")
async def end_day():
    """The market closes for the day."""


@when("the operator starts the day")
async def start_day():
    """The market opens for the day."""


@when("the operator ends the session")
async def end_session():
    """The SoupBinTCP session ends: no more messages in it."""


@when("the operator starts the next session")
async def start_session():
    """The next SoupBinTCP session begins; its numbers start at 1."""


@when("the operator cuts the connection of {Member}")
async def cut():
    """The venue's side drops a member's connection."""


@then("the venue announces {Words} to {Member}")
async def announces():
    """A System Event of that name comes."""


@then("message 1 of {Member} announces {Words}")
async def first_message():
    """The stream of the day, which the member has read from its beginning, starts with that System Event."""


@when("{Member} sends {Message}")
async def sends():
    """Send a message with the values of the table; a field that it does not name has its default, else 0 or blank."""


@then("{Member} receives {Message}")
async def receives():
    """The next message to the member is of that name, is sound, and has the values of the table."""


@given("{Member} is logged in at each mirrored host, too")
async def is_mirrored():
    """The member has a session at every mirrored host of its account, beside the one at the first host."""


@when("{Member} logs in at each mirrored host, too")
async def log_in_at_each():
    """Send a Login Request to every mirrored host, while the session at the first host goes on."""


@when("{Member} logs in at each mirrored host from {Place} on, too")
async def log_in_from():
    """Send a Login Request to every mirrored host that asks for the messages from the noted place on."""


@given("the requests of {Member} go to a mirrored host")
async def speak_there():
    """From here on the member sends its requests to the first of the mirrored hosts; the first host is still heard."""


@when("{Member} enters a {Side} at each mirrored host")
async def enter_at_each():
    """Send an Enter Order to every mirrored host, one after the other."""


@when("{Member} drops the connection to each mirrored host")
async def drop_mirrors():
    """Cut the TCP connections to the mirrored hosts without a logout."""


@then("the login of {Member} is accepted at each mirrored host")
async def let_in():
    """Each mirrored host answers with Login Accepted."""


@then("each mirrored host takes the order of {Member}")
async def takes_orders():
    """What was entered at a mirrored host is accepted, whichever host tells of it."""


@then("each host has sent {Member} the same messages")
async def same_messages():
    """All that the first host has sent since the login at a mirrored one came there, too: the same bytes, in order."""


@given("a resting {Side} of {Shares} shares at {Price} as {NewOrder}")
async def resting_order():
    """The member has an order in the book that nothing has traded with; the table names what else matters of it."""


@given("{Member} has a resting {Side} of {Shares} shares at {Price} as {NewOrder}")
async def resting_order_of():
    """One of the members has an order in the book that nothing has traded with."""


@given("{Order} is partly filled for {Shares} shares by {Member}")
async def partly_filled():
    """Another member has traded with a part of a resting order."""


@when("{Member} enters a {Side} as {NewOrder}")
async def enter():
    """Send an Enter Order; the table names only what matters."""


@when("{Member} enters a {Side} as {NewOrder} ending in these bytes")
async def enter_ending():
    """Send an Enter Order whose bytes from the Appendage Length on are these: hex digits, `#` begins a comment."""


@when("{Member} enters these orders")
async def enter_many():
    """Send several Enter Orders with one write, one for each row; the column "as" names them."""


@when("{Member} sends the request of {Order} again")
async def send_again():
    """Send the very bytes of a request a second time."""


@when("{Member} replaces {Order} with {NewOrder}")
async def replace():
    """Send a Replace Order Request; what the table does not name stays as the order has it."""


@when("{Member} replaces {Order} {Count} times in a row")
async def replace_in_a_row():
    """Send a chain of replaces back to back, each naming the one before it by its number."""


@when("{Member} enters a {Side} as {NewOrder} with the number that {Order} left free")
async def enter_with_free_number():
    """Send an Enter Order with the number of a request that was ignored or invalid, as if it had never been sent."""


@when("{Member} cancels {Order}")
async def cancel():
    """Send a Cancel Order Request for the whole balance, or for what the table says."""


@when("{Member} reduces {Order} to {Shares} shares")
async def reduce():
    """Send a Cancel Order Request with the new intended size of the order."""


@when("{Member} modifies {Order}")
async def modify():
    """Send a Modify Order Request; side and quantity not named stay as they are."""


@when("{Member} asks {Order} to trade now")
async def trade_now():
    """Send a Trade Now: the order is to take what stands against it at its price."""


@when("{Member} cancels all orders of the firm")
async def mass_cancel():
    """Send a Mass Cancel Request; the table narrows it."""


@when("{Member} disables order entry")
async def disable():
    """Send a Disable Order Entry Request for the member's firm."""


@when("{Member} enables order entry")
async def enable():
    """Send an Enable Order Entry Request for the member's firm."""


@when("{Member} asks for the next number")
async def query():
    """Send an Account Query Request."""


@given("a race that may end in these histories")
async def may_end():
    """What each member may be told of its order, the legal histories by name: any other is a violation."""


@when("{Member} cancels {Order} while {Member} enters a {Side} as {NewOrder}")
async def cancel_while():
    """Send a cancel of the whole order and another member's order back to back: either may come first."""


@when("{Member} replaces {Order} with {NewOrder} while {Member} enters a {Side} as {NewOrder}")
async def replace_while():
    """Send a replace that changes nothing but the order's number and another member's order back to back."""


@when("the race is repeated until {History}")
async def repeat():
    """Try again with an order like the first until that history happens, as often as the profile allows."""


@then("the race ends with {History}")
async def ends_with():
    """The wanted history happened within the tries of the profile, and none of the others was illegal."""


@when("{Member} enters a {Side} as {NewOrder} by {Words}")
async def enter_by():
    """Enter an order by the message of that title, where the protocol has several."""


@when("{Member} cancels the unknown order {NewOrder}")
async def cancel_unknown():
    """Cancel under a name that no order has had on this day; the table may give it."""


@when("{Member} cancels {Order} by its number as {NewOrder}")
async def cancel_by_reference():
    """Cancel an order by the number that the venue gave it; the table says what to name instead."""


@then("{Order} is changed by the venue itself")
async def changed():
    """The next message about the order is Order Replaced without a new name for it, with the values of the table."""


@then("the match numbers of {Order} never go back")
async def matches_rise():
    """No execution of the order has a lower match number than the one before it; two may have the same."""


@when("the operator sends {Words} to {Member} outside the sequence")
async def send_outside():
    """The venue sends a text as Unsequenced Data, which has no number and comes once if at all."""


@then("what came to {Member} outside the sequence is whole, in order and comes once")
async def came_outside():
    """Of the texts that the operator sent each comes once at most, none before an earlier one, on all connections."""


@when("{Member} sends a login without a heartbeat timeout")
async def send_old_login():
    """Send a Login Request of 3.00, which states no heartbeat time-out and is five bytes shorter than that of 4.10."""


@then("the venue ends the connection of {Member} at the timeout of its login")
async def ends_at_timeout():
    """A silent member is cut off when the time is over that its login stated."""
