"""Defects of the session layer (SoupBinTCP 3.00)."""

from __future__ import annotations

from ouch_conformance.venue.defects.defect import Defect


def _defect(name: str, requirement: str, doc: str) -> Defect:
    return Defect(name, (requirement,), "session", "soupbintcp-3.00", doc)


SESSION_DEFECTS: tuple[Defect, ...] = (
    # Framing
    _defect("heartbeat-carries-payload", "SOUP-F1", "A Server Heartbeat has a payload byte, so its length is 2."),
    _defect("split-packets-lost", "SOUP-F2", "A packet that does not arrive in one piece is lost."),
    _defect("merged-packets-lost", "SOUP-F3", "Only the first two packets of a segment are processed."),
    _defect("line-feed-drops-message", "SOUP-F6", "Unsequenced Data with a byte 0x0A in it is dropped."),
    # Login
    _defect(
        "heartbeat-before-accept", "SOUP-L4", "A heartbeat precedes Login Accepted where the login names a session."
    ),
    _defect("session-padded-behind", "SOUP-L5", "The session in Login Accepted is padded on the right."),
    _defect("accepted-sequence-off-by-one", "SOUP-L6", "Login Accepted tells a number that is one too high."),
    _defect("bad-login-unanswered", "SOUP-L7", "An invalid login is closed without Login Rejected."),
    _defect("heartbeat-after-reject", "SOUP-L8", "A Server Heartbeat follows Login Rejected."),
    _defect("open-after-reject", "SOUP-L9", "The connection stays open after Login Rejected."),
    _defect("bad-password-code-s", "SOUP-L10", "Wrong credentials are rejected with S."),
    _defect("bad-session-code-a", "SOUP-L11", "A session that is not there is rejected with A."),
    _defect("case-sensitive-credentials", "SOUP-L12", "User name and password have to be in the account's own case."),
    _defect("short-credentials-refused", "SOUP-L13", "A user name or password that needs padding is refused."),
    _defect("blank-session-refused-from-the-first", "SOUP-L14", "A blank session with the sequence 1 is refused."),
    _defect("named-session-refused", "SOUP-L15", "A login that names the active session is refused."),
    _defect("heartbeats-are-no-life", "SOUP-L16", "Client Heartbeats do not keep a connection from the idle time-out."),
    _defect("long-reject-reason", "SOUP-L17", "The reason of Login Rejected is padded to 10 characters."),
    # Sequencing and replay
    _defect("first-message-not-replayed", "SOUP-S2", "A login with sequence 1 joins at the end of the stream."),
    _defect(
        "heartbeats-are-counted",
        "SOUP-S3",
        "Login Accepted tells a number that counts the member's heartbeats.",
    ),
    _defect("resume-skips-one", "SOUP-S4", "A replay from n above 1 leaves out message n."),
    _defect("resume-repeats-one", "SOUP-S4", "A resume from n above 1 sends message n - 1 once more, as n."),
    _defect("replay-restamped", "SOUP-S4", "Replayed messages have another time stamp than at their first delivery."),
    _defect("live-message-lost-after-replay", "SOUP-S5", "The first live message behind a longer replay is left out."),
    _defect("lumped-messages", "SOUP-S8", "Where four messages or more go out at once, two of them share a packet."),
    _defect("absent-member-loses-messages", "SOUP-S9", "Messages for a member that has left are not kept."),
    # Heartbeats
    _defect("slow-heartbeats", "SOUP-H1", "Server Heartbeats come three times slower than they have to."),
    _defect("orders-are-no-life", "SOUP-H4", "Unsequenced Data does not keep a connection from the idle time-out."),
    _defect("no-return-after-lapse", "SOUP-H6", "A member that was dropped for its silence cannot log in again."),
    # End of session, logout, debug
    _defect("message-after-end", "SOUP-E1", "A Sequenced Data packet follows End of Session."),
    _defect("open-after-end", "SOUP-E2", "The connection stays open after End of Session."),
    _defect("ended-session-joinable", "SOUP-E3", "The name of the session that has ended still lets members log in."),
    _defect("next-session-counts-on", "SOUP-E4", "The next session goes on with the numbers of the last one."),
    _defect("logout-answered", "SOUP-O1", "A Logout Request is answered with End of Session."),
    _defect("logout-ignored", "SOUP-O1", "A Logout Request right after the login does not end the connection."),
    _defect("logout-forgets-stream", "SOUP-O2", "Messages from before a logout cannot be had again."),
    _defect("debug-before-login-refused", "SOUP-D1", "A debug packet before the login ends the connection."),
    _defect("debug-ends-connection", "SOUP-D2", "A debug packet after the login ends the connection."),
    _defect("debug-answered", "SOUP-D2", "A debug packet after the login is sent back."),
)
