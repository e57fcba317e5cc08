"""Defects of the session layer (SoupBinTCP 3.00)."""

from __future__ import annotations

from ouch_conformance.venue.defects.defect import Defect


def _defect(name: str, requirement: str, doc: str, reach: str = "") -> Defect:
    return Defect(name, (requirement,), "session", "soupbintcp-3.00", doc, reach)


SESSION_DEFECTS: tuple[Defect, ...] = (
    # Framing
    _defect(
        "heartbeat-carries-payload",
        "SOUP-F1",
        "A Server Heartbeat has a payload byte, so its length is 2.",
        reach="A heartbeat falls into any scenario that lasts long enough.",
    ),
    _defect("split-packets-lost", "SOUP-F2", "A packet that does not arrive in one piece is lost."),
    _defect(
        "merged-packets-lost",
        "SOUP-F3",
        "Only the first two packets of a segment are processed.",
        reach="Other scenarios, too, send several requests in one segment.",
    ),
    _defect(
        "line-feed-drops-message",
        "SOUP-F6",
        "Unsequenced Data with a byte 0x0A in it is dropped.",
        reach="The byte stands by chance in numbers, prices and option lengths of other scenarios.",
    ),
    _defect(
        "number-in-binary",
        "SOUP-F7",
        "Login Accepted has its number in binary, not in digits, where the login names a session.",
        reach="Other scenarios, too, name the session when they log in.",
    ),
    # Login
    _defect("login-in-pieces-refused", "SOUP-L3", "A login that does not arrive in one piece is refused with A."),
    _defect(
        "heartbeat-before-accept",
        "SOUP-L4",
        "A heartbeat precedes Login Accepted where the login names a session.",
        reach="Another scenario, too, names the session when it logs in.",
    ),
    _defect("session-padded-behind", "SOUP-L5", "The session in Login Accepted is padded on the right."),
    _defect(
        "accepted-sequence-off-by-one",
        "SOUP-L6",
        "Login Accepted tells a number that is one too high.",
        reach="Every scenario that resumes trusts the number it is told.",
    ),
    _defect(
        "bad-login-unanswered",
        "SOUP-L7",
        "An invalid login is closed without Login Rejected.",
        reach="Every scenario of a refused login waits for the refusal.",
    ),
    _defect(
        "heartbeat-after-reject",
        "SOUP-L8",
        "A Server Heartbeat follows Login Rejected.",
        reach="Every scenario of a refused login sees the packet behind the refusal.",
    ),
    _defect(
        "open-after-reject",
        "SOUP-L9",
        "The connection stays open after Login Rejected.",
        reach="The right login that follows a wrong one uses a new connection.",
    ),
    _defect(
        "bad-password-code-s",
        "SOUP-L10",
        "Wrong credentials are rejected with S.",
        reach="Other scenarios of a refused login look at the code as well.",
    ),
    _defect(
        "bad-session-code-a",
        "SOUP-L11",
        "A session that is not there is rejected with A.",
        reach="Other scenarios of a session that is not there look at the code as well.",
    ),
    _defect("case-sensitive-credentials", "SOUP-L12", "User name and password have to be in the account's own case."),
    _defect("short-credentials-refused", "SOUP-L13", "A user name or password that needs padding is refused."),
    _defect(
        "blank-session-refused-from-the-first",
        "SOUP-L14",
        "A blank session with the sequence 1 is refused.",
        reach="Other scenarios, too, log in from message 1.",
    ),
    _defect(
        "named-session-refused",
        "SOUP-L15",
        "A login that names the active session is refused.",
        reach="Another scenario, too, names the session when it logs in.",
    ),
    _defect("heartbeats-are-no-life", "SOUP-L16", "Client Heartbeats do not keep a connection from the idle time-out."),
    _defect(
        "long-reject-reason",
        "SOUP-L17",
        "The reason of Login Rejected is padded to 10 characters.",
        reach="Every scenario of a refused login sees a packet that is too long.",
    ),
    _defect(
        "message-behind-silence-lost",
        "SOUP-U1",
        "A message behind two Client Heartbeats in a row is dropped.",
        reach="What other scenarios send after a while of silence is lost, too.",
    ),
    _defect("late-login-limit", "SOUP-L18", "A connection without a login is dropped three times later than stated."),
    _defect(
        "second-login-beside-the-first",
        "SOUP-L20",
        "A second login leaves the first connection as it is, whatever the venue states.",
    ),
    # Sequencing and replay
    _defect(
        "numbered-behind-heartbeat",
        "SOUP-S1",
        "The first message behind a Server Heartbeat has its number before it.",
        reach="A heartbeat falls into any scenario that lasts long enough.",
    ),
    _defect(
        "first-message-not-replayed",
        "SOUP-S2",
        "A login with sequence 1 joins at the end of the stream.",
        reach="Other scenarios, too, log in from message 1.",
    ),
    _defect(
        "heartbeats-are-counted",
        "SOUP-S3",
        "Login Accepted tells a number that counts the member's heartbeats.",
        reach="Every scenario that resumes trusts the number it is told.",
    ),
    _defect(
        "resume-skips-one",
        "SOUP-S4",
        "A replay from n above 1 leaves out message n.",
        reach="A message that was left out shifts the count for the scenarios behind.",
    ),
    _defect(
        "resume-repeats-one",
        "SOUP-S4",
        "A resume from n above 1 sends message n - 1 once more, as n.",
        reach="Every login that resumes gets the message before.",
    ),
    _defect(
        "replay-restamped",
        "SOUP-S4",
        "Replayed messages have another time stamp than at their first delivery.",
        reach="Every scenario with a replay compares its bytes.",
    ),
    _defect(
        "live-message-lost-after-replay",
        "SOUP-S5",
        "The first live message behind a longer replay is left out.",
        reach="What was lost is missed by every scenario that resumes and waits for an answer.",
    ),
    _defect(
        "zero-replays-the-stream", "SOUP-S6", "A login from 0 gets a stream of several messages from the first on."
    ),
    _defect(
        "lumped-messages",
        "SOUP-S8",
        "Where four messages or more go out at once, two of them share a packet.",
        reach="Some scenarios cause four messages at once.",
    ),
    _defect("absent-member-loses-messages", "SOUP-S9", "Messages for a member that has left are not kept."),
    # Heartbeats
    _defect("slow-heartbeats", "SOUP-H1", "Server Heartbeats come three times slower than they have to."),
    _defect(
        "late-heartbeat-behind-message",
        "SOUP-H2",
        "The Server Heartbeat behind a message comes three times later than it has to.",
    ),
    _defect("orders-are-no-life", "SOUP-H4", "Unsequenced Data does not keep a connection from the idle time-out."),
    _defect(
        "late-idle-limit",
        "SOUP-H9",
        "A silent member is cut off three times later than stated.",
        reach="Another scenario waits for a member to be cut off.",
    ),
    _defect(
        "no-return-after-lapse",
        "SOUP-H6",
        "A member that was dropped for its silence cannot log in again.",
        reach="The account stays locked for the scenarios behind.",
    ),
    # End of session, logout, debug
    _defect(
        "message-after-end",
        "SOUP-E1",
        "A Sequenced Data packet follows End of Session.",
        reach="Every scenario with a new day ends the session.",
    ),
    _defect(
        "open-after-end",
        "SOUP-E2",
        "The connection stays open after End of Session.",
        reach="Every scenario with a new day ends the session.",
    ),
    _defect("ended-session-joinable", "SOUP-E3", "The name of the session that has ended still lets members log in."),
    _defect("ended-session-code-a", "SOUP-E6", "A login to the session that has ended is refused with A."),
    _defect(
        "next-session-counts-on",
        "SOUP-E4",
        "The next session goes on with the numbers of the last one.",
        reach="Scenarios behind the new session log in from message 1.",
    ),
    _defect("logout-answered", "SOUP-O1", "A Logout Request is answered with End of Session."),
    _defect(
        "logout-ignored",
        "SOUP-O1",
        "A Logout Request right after the login does not end the connection.",
        reach="Another scenario, too, logs out and in again.",
    ),
    _defect(
        "logout-forgets-stream",
        "SOUP-O2",
        "Messages from before a logout cannot be had again.",
        reach="Other scenarios, too, log in from a number behind a logout.",
    ),
    _defect("debug-before-login-refused", "SOUP-D1", "A debug packet before the login ends the connection."),
    _defect(
        "debug-ends-connection",
        "SOUP-D2",
        "A debug packet after the login ends the connection.",
        reach="The same happens to every debug packet.",
    ),
    _defect("debug-answered", "SOUP-D2", "A debug packet after the login is sent back."),
)
