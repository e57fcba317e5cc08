"""What the venue does with a session: answers to the login, heartbeats, replay, the end of a connection."""

from __future__ import annotations

from ouch_conformance.client import Event
from ouch_conformance.evidence.clock import now_ns
from ouch_conformance.evidence.frames import Frame, Mark, Way
from ouch_conformance.judge import session_rules as rules
from ouch_conformance.judge.check import Outcome
from ouch_conformance.judge.dialect import Topic, judging
from ouch_conformance.judge.expect import WINDOW
from ouch_conformance.judge.verdict import Result
from ouch_conformance.soup import packets as soup
from ouch_conformance.steps.hosts import first_answer
from ouch_conformance.steps.member import Member
from ouch_conformance.steps.sentence import then
from ouch_conformance.steps.session import read_sequence, sequence_number
from ouch_conformance.steps.tables import FewWords, Rows, WordTable, one_of
from ouch_conformance.steps.world import World

REASONS = {"not authorized": "A", "session not available": "S"}
ACCEPTED = WordTable({"session": one_of("any", "active", "new"), "sequence": read_sequence})

LOGIN_RULES = (
    "SOUP-F*",
    "SOUP-L*",
    "SOUP-S*",
    "SOUP-E*",
    "SOUP-D*",
    "SOUP-H6",
    "SOUP-O2",
    "SOUP-U*",
    *judging(Topic.OVERVIEW),
)
END_RULES = ("SOUP-L*", "SOUP-E*", "SOUP-O*", "SOUP-H5", "SOUP-U3", "SOUP-H8", "SOUP-F5")


@then("the login of {member:Member} is accepted", judges=LOGIN_RULES, table=ACCEPTED)
async def login_accepted(world: World, member: str, datatable: Rows | None = None) -> None:
    """The first packet of the venue, debug packets apart, is Login Accepted, with the values of the table."""
    who = world.member(member)
    before = who.position
    answer = await who.login_answer()
    who.pump()
    record = next(iter(ACCEPTED.read(datatable)), {})
    wanted = _sequence_number_before(world, who, record.get("sequence"), before)
    session = _session_wanted(record.get("session"), before)
    outcome = rules.login_accepted(_packet(answer), who.trouble, session, wanted, closed=_closed(who))
    world.judge(outcome, _frame(answer))
    if (member, 0) not in world.run.next_numbers:
        await who.learn_number()


def _sequence_number_before(world: World, who: Member, text: str | None, before: tuple[str, int] | None) -> int | None:
    if text is None:
        return None
    if text.startswith("next"):
        return (before[1] if before else 1) + int(text[4:].replace(" ", "") or 0)
    return sequence_number(world, who, text)


def _session_wanted(word: str | None, before: tuple[str, int] | None) -> rules.SessionWanted:
    known = before[0] if before else None
    if word == "active":
        return rules.SessionWanted(same_as=known)
    return rules.SessionWanted(other_than=known) if word == "new" else rules.SessionWanted()


def _closed(who: Member) -> bool:
    return who.session is not None and who.session.closed


def _packet(event: Event | None) -> soup.Packet | None:
    return event.packet if event else None


def _frame(event: Event | None) -> Frame | None:
    return event.frame if event else None


@then(
    "the login of {member:Member} is refused because {words:Words}",
    judges=LOGIN_RULES,
    words={"words": FewWords(tuple(REASONS))},
)
async def login_refused(world: World, member: str, words: str) -> None:
    """The first packet of the venue is Login Rejected with that reason."""
    who = world.member(member)
    answer = await who.login_answer()
    who.pump()
    outcome = rules.login_refused(_packet(answer), who.trouble, REASONS[words], words, closed=_closed(who))
    world.judge(outcome, _frame(answer))


@then("the answer to the login of {member:Member} is recorded", judges=("SOUP-*",), records=True)
async def login_answer_recorded(world: World, member: str) -> None:
    """Whatever answers the login, or the venue's silence for as long as patience lasts."""
    who = world.member(member)
    answer = await who.login_answer()
    who.pump()
    mark, waited = who.session.close_mark if who.session else None, world.run.profile.patience
    outcome = rules.login_recorded(_packet(answer), who.trouble, closed=mark is not None, waited=waited)
    world.judge(outcome, _frame(answer) or mark)


@then("nothing but the answer came to {member:Member}", judges=("SOUP-L4", "SOUP-L8", "SOUP-D*"))
async def nothing_else(world: World, member: str) -> None:
    """Before and behind the answer to the login stands nothing but debug packets."""
    who = world.member(member)
    closed = await who.closed()
    events = who.session.events if who.session else []
    world.judge(
        rules.only_the_answer([each.packet for each in events], closed=closed), *(each.frame for each in events)
    )


@then("the venue ends the connection of {member:Member}", judges=END_RULES)
async def connection_ends(world: World, member: str) -> None:
    """The venue closes the TCP connection."""
    who = world.member(member)
    closed = await who.closed()
    world.judge(rules.connection_ended(closed=closed, waited=world.run.profile.patience), _last_frame(who))


@then("the venue ends the connection of {member:Member} at its idle limit", judges=("SOUP-H5", "SOUP-H9"))
async def ends_when_idle(world: World, member: str) -> None:
    """A member that sends nothing is cut off; when, is the venue's own value."""
    await ends_at(world, member, world.run.profile.idle_timeout, "idle")


@then("the venue ends the connection of {member:Member} at its login limit", judges=("SOUP-L2", "SOUP-L18"))
async def ends_without_login(world: World, member: str) -> None:
    """A connection that does not log in is cut off; when, is the venue's own value."""
    await ends_at(world, member, world.run.profile.login_timeout, "login")


async def ends_at(world: World, member: str, limit: float | None, name: str) -> None:
    """Wait for a connection that does nothing to end, and judge when it did; without a limit it is recorded."""
    who = world.member(member)
    begun = _last_sent_ns(world, who)
    longest = (limit or 0) + world.run.profile.tolerance + world.run.profile.heartbeat
    closed = await who.closed(longest)
    mark = who.session.close_mark if who.session else None
    after = (mark.time_ns - begun) / 1e9 if mark and begun else None
    outcome = rules.ended_at(name, limit, after if closed else None, longest, world.run.profile.tolerance)
    world.judge(outcome, _last_frame(who), mark)


def _last_sent_ns(world: World, who: Member) -> int | None:
    """When the member last did anything on its connection: sent a packet, or opened it."""
    name = who.session.name if who.session else ""
    times = [
        each.time_ns
        for each in world.entries()
        if each.session == name and (each.way is Way.SENT if isinstance(each, Frame) else each.mark is Mark.CONNECTED)
    ]
    return times[-1] if times else None


def _last_frame(who: Member) -> Frame | None:
    return who.session.events[-1].frame if who.session and who.session.events else None


@then("the connection of {member:Member} stands", judges=("SOUP-*", *judging(Topic.OVERVIEW)))
async def connection_stands(world: World, member: str) -> None:
    """The venue still answers on the connection: proven by a marker."""
    who = world.member(member)
    absence = await who.marker()
    closed = who.session is None or who.session.closed
    world.judge(rules.connection_stands(closed=closed, absence=absence), _last_frame(who))


@then(
    "the venue is never silent for longer than the heartbeat interval towards {member:Member}",
    judges=("SOUP-H1", "SOUP-H2"),
)
async def heartbeats_come(world: World, member: str) -> None:
    """Between any two packets of the venue lies no more than the interval and the profile's tolerance."""
    who = world.member(member)
    events = who.session.events if who.session else []
    times, profile = [each.frame.time_ns for each in events], world.run.profile
    mark = who.session.close_mark if who.session else None
    until = mark.time_ns if mark else now_ns()
    outcome = rules.no_silence(times, until, profile.heartbeat, profile.tolerance)
    world.judge(outcome, *(each.frame for each in events[-2:]))


@then(
    "the messages to {member:Member} from {words:Place} on are repeated byte for byte",
    judges=("SOUP-S*", "SOUP-O2", "SOUP-H6", *judging(Topic.OVERVIEW), "SOUP-U2", "SOUP-U4"),
)
async def repeated(world: World, member: str, words: str) -> None:
    """The connection delivers again every message from the noted place on: no gap, no duplicate, the same bytes."""
    who = world.member(member)
    first = world.bookmark(words)
    absence = await who.marker()
    events = [each for each in (who.session.events if who.session else []) if each.payload is not None]
    told = [(each.number, each.payload or b"") for each in events]
    last = who.last_before_resume
    outcome = rules.replayed(told, who.stream, first, last, absence)
    world.judge(outcome, *(each.frame for each in events))


@then("the stream of {member:Member} goes on without a repeat", judges=("SOUP-S*", "SOUP-O2", "SOUP-H6"))
async def goes_on(world: World, member: str) -> None:
    """Nothing that was heard before comes again: the first message on the connection is the next of the stream."""
    who = world.member(member)
    absence = await who.marker()
    events = [each for each in (who.session.events if who.session else []) if each.payload is not None]
    outcome = rules.continued([each.number for each in events], who.last_before_resume, absence)
    world.judge(outcome, *(each.frame for each in events[:1]))


@then("{member:Member} is told of the end of the session", judges=("SOUP-E*",))
async def end_of_session(world: World, member: str) -> None:
    """An End of Session packet comes."""
    who = world.member(member)

    def ended() -> Event | None:
        events = who.session.events if who.session else []
        return next((each for each in events if isinstance(each.packet, soup.EndOfSession)), None)

    event = await who.until(ended)
    result = Result.HELD if event else Result.VIOLATED
    observed = "End of Session" if event else f"no such packet ({WINDOW})"
    sentence = "the member is told of the end of the session"
    world.judge(Outcome(result, sentence, "End of Session", observed, proof=None if event else WINDOW), _frame(event))


@then(
    "every packet of the venue to {member:Member} is well formed", judges=("SOUP-F1", "SOUP-F7", "SOUP-S1", "SOUP-S8")
)
async def well_formed(world: World, member: str) -> None:
    """No packet of the venue departs from the document: type, length, and one whole message in each Sequenced Data."""
    who = world.member(member)
    await who.marker()
    events = who.session.events if who.session else []
    faults = [problem.sentence for each in events for problem in each.problems]
    faults += [each.observed for each in who.breaches if each.rule == "one-message" or each.field == "type"]
    world.judge(rules.well_formed(len(events), faults), *(each.frame for each in events[-1:]))


@then("the session in the answer to {member:Member} is padded on the left", judges=("SOUP-L5",))
async def session_padded(world: World, member: str) -> None:
    """The ten characters of the session in Login Accepted end with its last one; or the profile says otherwise."""
    who = world.member(member)
    answer = await who.login_answer()
    packet = _packet(answer)
    text = packet.session if isinstance(packet, soup.LoginAccepted) else None
    world.judge(rules.padded("session", text, world.run.profile.session_padding), _frame(answer))


@then("the sequence number in the answer to {member:Member} is padded on the left", judges=("SOUP-L6",))
async def sequence_padded(world: World, member: str) -> None:
    """The twenty characters of the number in Login Accepted end with its last digit; or the profile says otherwise."""
    who = world.member(member)
    answer = await who.login_answer()
    packet = _packet(answer)
    text = packet.sequence if isinstance(packet, soup.LoginAccepted) else None
    world.judge(rules.padded("sequence number", text, world.run.profile.sequence_padding), _frame(answer))


@then(
    "what became of the connection of {member:Member} is recorded",
    judges=("SOUP-F5", "SOUP-F8", "SOUP-U3", "SOUP-H8"),
    records=True,
)
async def outcome_recorded(world: World, member: str) -> None:
    """Whether the venue closed the connection, said something or took no notice."""
    who = world.member(member)
    closed = await who.closed(world.run.profile.heartbeat)
    packets = [each.packet for each in (who.session.events if who.session else [])]
    world.judge(rules.became(packets, closed=closed), _last_frame(who))


@then("message 1 is the first to {member:Member}", judges=("SOUP-S2", "SOUP-E4", "SOUP-S3"))
async def first_is_one(world: World, member: str) -> None:
    """The first Sequenced Data on the connection is message 1 of the session."""
    who = world.member(member)
    await who.until(lambda: _numbers(who) or None)
    absence = await who.marker()
    world.judge(rules.continued(_numbers(who), 0, absence), _last_frame(who))


def _numbers(who: Member) -> list[int | None]:
    return [each.number for each in (who.session.events if who.session else []) if each.payload is not None]


@then("the login of {member:Member} starts at the end of the stream", judges=("SOUP-S6",))
async def at_the_end(world: World, member: str) -> None:
    """The answer tells the next number and nothing is repeated, or the last number and that message is."""
    who = world.member(member)
    before = who.position
    answer = await who.login_answer()
    who.pump()
    absence = await who.marker()
    choice = world.run.profile.sequence_zero
    outcome = rules.from_zero(_packet(answer), before[1] if before else None, _numbers(who), choice, absence)
    world.judge(outcome, _frame(answer))


@then("nothing came to {member:Member} behind the end of the session", judges=("SOUP-E1",))
async def nothing_behind_the_end(world: World, member: str) -> None:
    """No message stands behind End of Session on the connection."""
    who = world.member(member)
    closed = await who.closed()
    packets = [each.packet for each in (who.session.events if who.session else [])]
    world.judge(rules.nothing_behind_the_end(packets, closed=closed), _last_frame(who))


@then("the venue closed the connection of {member:Member} without a reply", judges=("SOUP-O1",))
async def closed_without_reply(world: World, member: str) -> None:
    """Behind the Logout Request comes no packet: neither End of Session nor anything else."""
    who = world.member(member)
    closed = await who.closed()
    name = who.session.name if who.session else ""
    frames = [each for each in world.entries() if isinstance(each, Frame) and each.session == name]
    logout = max((i for i, each in enumerate(frames) if each.way is Way.SENT), default=-1)
    behind = [soup.parse(each.data) for each in frames[logout + 1 :]]
    world.judge(rules.no_reply(behind, closed=closed), frames[-1] if frames else None)


@then("the venue does not answer the debug packet {words:Words} of {member:Member}", judges=("SOUP-D2",))
async def debug_unanswered(world: World, words: str, member: str) -> None:
    """No debug packet of the venue repeats the text of the member's: proven by a marker."""
    who = world.member(member)
    absence = await who.marker()
    packets = [each.packet for each in (who.session.events if who.session else [])]
    world.judge(rules.debug_unanswered(packets, words, absence), _last_frame(who))


@then("the second login of {member:Member} does what the venue states", judges=("SOUP-L19", "SOUP-L20"))
async def second_login_ends(world: World, member: str) -> None:
    """It takes over, is rejected or is served beside the first connection, as the profile states; else recorded."""
    who, profile = world.member(member), world.run.profile
    answer = await world.beside.wait_for(first_answer, profile.patience) if world.beside else None
    closed = await who.closed(profile.patience if profile.second_login == "takeover" else profile.heartbeat)
    absence = await who.marker()
    outcome = rules.second_login(_packet(answer), profile.second_login, closed=closed, absence=absence)
    world.judge(outcome, _frame(answer), who.session.close_mark if who.session else None)


@then("one connection of {member:Member} is left", judges=judging(Topic.OVERVIEW))
async def one_connection_is_left(world: World, member: str) -> None:
    """Of two connections of the member the first one ended, or the second one was not let in."""
    who, profile = world.member(member), world.run.profile
    answer = await world.beside.wait_for(first_answer, profile.patience) if world.beside else None
    accepted = isinstance(_packet(answer), soup.LoginAccepted)
    closed = await who.closed(profile.patience if accepted else profile.heartbeat)
    outcome = rules.one_connection(_packet(answer), closed=closed, absence=await who.marker())
    world.judge(outcome, _frame(answer), who.session.close_mark if who.session else None)
