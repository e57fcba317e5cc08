"""What the venue answers to a request about an order."""

from __future__ import annotations

from ouch_conformance.judge import expect
from ouch_conformance.judge.check import Outcome
from ouch_conformance.judge.dialect import RULES, Kind, Role, Topic, judging
from ouch_conformance.judge.orders import DAY_NS
from ouch_conformance.judge.verdict import Result
from ouch_conformance.spec.model import key
from ouch_conformance.spec.model import words as in_words
from ouch_conformance.steps.expectations import (
    EXPECTED,
    SESSION,
    expect_general,
    expect_message,
    reason_mismatch,
    role_in,
    title_of,
)
from ouch_conformance.steps.sentence import then
from ouch_conformance.steps.tables import CodeWords, Rows
from ouch_conformance.steps.world import Named, World

ENTRY = (
    *judging(Topic.OVERVIEW, Topic.REQUESTS, Kind.ENTER, Kind.REPLACE, Kind.DISABLE, Kind.ENABLE),
    *judging(Topic.MESSAGES, Kind.EVENT, Kind.ACCEPTED),
    *SESSION,
)
CHANGE = (
    *judging(Topic.OVERVIEW, Topic.REQUESTS, Kind.REPLACE, Kind.CANCEL, Kind.MODIFY, Kind.MASS_CANCEL),
    *judging(Kind.TRADE_NOW, Kind.CANCEL_BY_REFERENCE, Topic.MESSAGES),
)
CANCELED = (
    *CHANGE,
    *judging(Kind.ENTER, Kind.DISABLE, Kind.EVENT, Kind.CANCELED, Kind.PREVENTED, Kind.CANCEL_PENDING),
    *SESSION,
)
SILENCE = (
    *ENTRY,
    *CANCELED,
    *judging(Kind.REPLACED, Kind.EXECUTED, Kind.REJECTED, Kind.MODIFIED, Kind.CANCEL_PENDING, Kind.CANCEL_REJECT),
)
EVERYTHING = judging(Topic.EVERYTHING)
CANCEL_REASONS = CodeWords(Kind.CANCELED, "reason")


@then("{order:Order} is accepted", judges=ENTRY, table=EXPECTED[Kind.ACCEPTED])
async def accepted(world: World, order: str, datatable: Rows | None = None) -> None:
    """The next message about the order is Order Accepted, with the values of the table."""
    await expect_message(world, world.order(order), Kind.ACCEPTED, f'"{order}" is accepted', datatable)


@then("{member:Member} hears of {first:Order}, {second:Order} and {third:Order} in this order", judges=ENTRY)
async def accepted_in_order(world: World, member: str, first: str, second: str, third: str) -> None:
    """The first messages about three orders are Order Accepted, and come one after the other in this order."""
    who = world.member(member)
    heard = [
        await expect_message(world, world.order(name), Kind.ACCEPTED, f'"{name}" is accepted')
        for name in (first, second, third)
    ]
    numbers = [each.number or 0 for each in heard]
    result = Result.HELD if numbers == sorted(numbers) else Result.VIOLATED
    sentence = f"{who.name} hears of the orders as they were sent"
    world.judge(Outcome(result, sentence, "rising sequence numbers", f"{numbers}"), *heard)


@then("{order:Order} is refused", judges=EVERYTHING)
async def refused(world: World, order: str) -> None:
    """The next message about the order is Rejected, whatever the reason."""
    await expect_message(world, world.order(order), Kind.REJECTED, f'"{order}" is refused')


@then("{order:Order} is refused because {words:Condition}", judges=EVERYTHING)
async def refused_because(world: World, order: str, words: str) -> None:
    """The next message is Rejected, with a reason that the profile names for this condition, if it names any."""
    sentence = f'"{order}" is refused because "{words}"'
    heard = await expect_message(world, world.order(order), Kind.REJECTED, f'"{order}" is refused')
    wanted = world.run.profile.rejects.get(words, ())
    world.judge(expect.compared(sentence, "Rejected", heard, reason_mismatch(world, heard, wanted)), heard)


@then("{order:Order} does not enter the book", judges=EVERYTHING)
async def not_in_the_book(world: World, order: str) -> None:
    """The order is refused, ignored, or accepted dead: whichever way, it is never live."""
    named = world.order(order)
    absence = await world.silence(named.member)
    seen = named.order.pending
    named.order.cursor = len(named.order.heard)
    sentence = f'"{order}" does not enter the book'
    if named.order.live or named.order.matches:
        wanted = "Rejected, silence or Order Accepted dead"
        world.judge(expect.kind_differs(sentence, wanted, (seen or named.order.heard)[0]), *seen)
    world.judge(expect.recorded(sentence, seen, absence), named.order.request_frame, *seen)


@then("{order:Order} is ignored", judges=SILENCE)
async def ignored(world: World, order: str) -> None:
    """Nothing answers the request: proven by a marker behind it."""
    await _silence(world, world.order(order), f'"{order}" is ignored')


@then("nothing happens to {order:Order}", judges=SILENCE)
async def nothing_happens(world: World, order: str) -> None:
    """No message about the order: proven by a marker."""
    await _silence(world, world.order(order), f'nothing happens to "{order}"')


async def _silence(world: World, named: Named, sentence: str) -> None:
    absence = await world.silence(named.member)
    pending = named.order.pending
    world.judge(expect.silent(sentence, "no message", pending, absence), named.order.request_frame, *pending)


@then(
    "{order:Order} is replaced by {replacement:Order}",
    judges=(*CHANGE, *judging(Kind.REPLACED)),
    table=EXPECTED[Kind.REPLACED],
)
async def replaced(world: World, order: str, replacement: str, datatable: Rows | None = None) -> None:
    """The next message about the replacement is Order Replaced, naming both orders, with the values of the table."""
    named, old = world.order(replacement), world.order(order)
    sentence = f'"{order}" is replaced by "{replacement}"'
    heard = await expect_message(world, named, Kind.REPLACED, sentence, datatable)
    told, at = (
        world.run.dialect.read(heard.message, Role.ORIGINAL),
        world.run.dialect.name(Kind.REPLACED, Role.ORIGINAL),
    )
    wrong = [] if told == old.order.key[1] else [expect.Mismatch(in_words(at), str(old.order.key[1]), str(told), at)]
    world.judge(expect.compared(sentence, title_of(world, Kind.REPLACED), heard, wrong), heard)


@then(
    "each of the {count:Count} replaces of {order:Order} is answered by Order Replaced",
    judges=judging(Kind.REPLACE, Kind.REPLACED),
)
async def replaced_in_a_row(world: World, count: int, order: str) -> None:
    """Every link of a chain of replaces is answered by one Order Replaced, live."""
    rows = [["order state"], ["live"]]
    for turn in range(1, count + 1):
        name = f"{order}/{turn}"
        await expect_message(world, world.order(name), Kind.REPLACED, f'"{name}" replaces', rows)


@then(
    "{order:Order} is never accepted with the time in force {words:Words}",
    judges=judging(Kind.REPLACE),
    words={"words": CodeWords(Kind.ACCEPTED, "timeInForce")},
)
async def never_accepted_with(world: World, order: str, words: str) -> None:
    """Whatever the venue answers, it does not accept or replace an order with that time in force."""
    named = world.order(order)
    absence = await world.silence(named.member)
    answers = list(named.order.pending)
    named.order.cursor = len(named.order.heard)
    sentence = f'"{order}" is never accepted with the time in force "{words}"'
    for heard in answers:
        told = world.run.dialect.read(heard.message, Role.TIME)
        if told is not None and key(getattr(told, "name", "")) == key(words):
            world.judge(expect.kind_differs(sentence, "any other answer", heard), heard)
    world.judge(expect.recorded(sentence, answers, absence), named.order.request_frame, *answers)


@then("{order:Order} is done", judges=SILENCE)
async def is_done(world: World, order: str) -> None:
    """After everything that was sent has been answered, nothing of the order is left in the book."""
    named = world.order(order)
    absence = await world.silence(named.member)
    result = Result.VIOLATED if named.order.live else Result.HELD
    named.order.cursor = len(named.order.heard)
    observed = f"{named.order.state}, {named.order.open} shares open"
    outcome = expect.at_rest(result, f'"{order}" is done', "nothing left in the book", observed, absence)
    world.judge(outcome, *named.order.heard[-1:])


@then("{order:Order} is cancelled with {shares:Shares} shares", judges=CANCELED)
async def cancelled(world: World, order: str, shares: int) -> None:
    """The next message about the order is Order Canceled, taking that many shares, whatever the reason."""
    await _cancelled(world, world.order(order), shares, None)


@then(
    "{order:Order} is cancelled with {shares:Shares} shares because {words:Words}",
    judges=CANCELED,
    words={"words": CANCEL_REASONS},
)
async def cancelled_because(world: World, order: str, shares: int, words: str) -> None:
    """The next message about the order is Order Canceled with that many shares and that reason of the document."""
    await _cancelled(world, world.order(order), shares, words)


async def _cancelled(world: World, named: Named, shares: int, reason: str | None) -> None:
    wanted = f"{shares} shares" + (f' because "{reason}"' if reason else "")
    sentence = f'"{named.name}" is cancelled with {wanted}'
    tells = world.run.said(Kind.CANCELED, {Role.QUANTITY: f"{shares:,}"})
    heard = await expect_message(world, named, Kind.CANCELED, sentence, [list(tells), list(tells.values())])
    if not tells and named.order.cancelled != world.shares(shares):
        # Order Canceled has no quantity there: it takes what the messages before it have left.
        wrong = [expect.Mismatch("quantity", str(world.shares(shares)), str(named.order.cancelled))]
        world.judge(expect.compared(sentence, title_of(world, Kind.CANCELED), heard, wrong), heard)
    if reason is not None:
        mismatch = reason_mismatch(world, heard, (reason,))
        world.judge(expect.compared(sentence, title_of(world, Kind.CANCELED), heard, mismatch), heard)


@then("{order:Order} is prevented from trading", judges=judging(Kind.PREVENTED), table=EXPECTED[Kind.PREVENTED])
async def prevented(world: World, order: str, datatable: Rows | None = None) -> None:
    """The next message about the order is AIQ Canceled, with the values of the table."""
    await expect_message(world, world.order(order), Kind.PREVENTED, f'"{order}" is prevented from trading', datatable)


@then("{order:Order} is modified", judges=(*CHANGE, *judging(Kind.MODIFIED)), table=EXPECTED[Kind.MODIFIED])
async def modified(world: World, order: str, datatable: Rows | None = None) -> None:
    """The next message about the order is Order Modified, with the values of the table."""
    await expect_message(world, world.order(order), Kind.MODIFIED, f'"{order}" is modified', datatable)


@then("{order:Order} is told to trade now", judges=judging(Kind.TRADE_NOW), table=EXPECTED[Kind.TRADING_NOW])
async def trading_now(world: World, order: str, datatable: Rows | None = None) -> None:
    """The next message about the order is the venue's Trade Now."""
    await expect_message(world, world.order(order), Kind.TRADING_NOW, f'"{order}" is told to trade now', datatable)


@then("the cancel of {order:Order} is pending", judges=judging(Kind.CANCEL_PENDING))
async def cancel_pending(world: World, order: str) -> None:
    """The next message about the order is Cancel Pending: it goes after the cross."""
    await expect_message(world, world.order(order), Kind.CANCEL_PENDING, f'the cancel of "{order}" is pending')


@then("the cancel of {order:Order} is refused", judges=judging(Kind.CANCEL, Kind.CANCEL_REJECT))
async def cancel_refused(world: World, order: str) -> None:
    """The next message about the order is Cancel Reject, or Rejected where that answers a cancel: none of it goes."""
    kind = Kind.REJECTED if Kind.CANCEL in world.run.dialect.refusable else Kind.CANCEL_REJECT
    await expect_message(world, world.order(order), kind, f'the cancel of "{order}" is refused')


@then(
    "{order:Order} leaves nothing in the book because {words:Words}", judges=CANCELED, words={"words": CANCEL_REASONS}
)
async def ends_unexecuted(world: World, order: str, words: str) -> None:
    """The order ends without a trade: accepted dead, or accepted live and cancelled whole for that reason."""
    named = world.order(order)
    sentence = f'"{order}" leaves nothing in the book'
    heard = await expect_message(world, named, Kind.ACCEPTED, sentence)
    if not named.order.live and not named.order.pending and named.order.came_dead:
        world.judge(Outcome(Result.HELD, sentence, "nothing left", "accepted dead"), heard)
        return
    canceled = await expect_message(world, named, Kind.CANCELED, sentence)
    mismatch = reason_mismatch(world, canceled, (words,))
    if named.order.open:
        sizes = [str(world.run.dialect.read(each.message, Role.QUANTITY)) for each in (heard, canceled)]
        at = role_in(world, canceled, Role.QUANTITY)
        mismatch.append(expect.Mismatch("quantity", sizes[0], sizes[1], at))
    world.judge(expect.compared(sentence, title_of(world, Kind.CANCELED), canceled, mismatch), heard, canceled)


@then("{order:Order} expires when its time runs out", judges=judging(Topic.OVERVIEW, Kind.ENTER, Kind.CANCELED))
async def expires(world: World, order: str) -> None:
    """The venue cancels the order with reason "time in force expired", not before its seconds to live are over."""
    named = world.order(order)
    lifetime = world.field_of(order, world.run.dialect.name(Kind.ENTER, Role.LIFETIME))
    seconds = int(lifetime) * world.run.profile.second
    start = named.order.heard[0].frame.time_ns if named.order.heard else 0
    await named.member.until(lambda: named.order.pending or None, seconds + world.run.profile.patience)
    sentence = f'"{order}" expires when its time runs out'
    heard = await expect_message(world, named, Kind.CANCELED, sentence)
    mismatch = reason_mismatch(world, heard, ("time in force expired",))
    lived = (heard.frame.time_ns - start) / 1e9
    early = seconds - world.run.profile.second
    if lived < early:
        mismatch.append(expect.Mismatch("time", f"at least {early:g} s after Order Accepted", f"{lived:.3f} s"))
    world.judge(expect.compared(sentence, title_of(world, Kind.CANCELED), heard, mismatch), heard)


@then("{order:Order} is still open with {shares:Shares} shares", judges=SILENCE)
async def still_open(world: World, order: str, shares: int) -> None:
    """After everything that was sent has been answered, the order is live with exactly that many shares."""
    named = world.order(order)
    absence = await world.silence(named.member)
    observed = f"{named.order.state}, {named.order.open} shares open"
    wanted = world.shares(shares)
    result = Result.HELD if named.order.live and named.order.open == wanted else Result.VIOLATED
    last = named.order.heard[-1:]
    sentence = f'"{order}" is still open with {shares} shares'
    world.judge(expect.at_rest(result, sentence, f"live, {wanted} shares open", observed, absence), *last)


@then("the answer to {order:Order} is recorded", judges=EVERYTHING, records=True)
async def answer_recorded(world: World, order: str) -> None:
    """Whatever the venue answers, or its proven silence, is the answer to an open question."""
    named = world.order(order)
    absence = await world.silence(named.member)
    answers = list(named.order.pending)
    named.order.cursor = len(named.order.heard)
    sentence = f'the answer to "{order}"'
    world.judge(expect.recorded(sentence, answers, absence), named.order.request_frame, *answers)


@then("everything that came to {member:Member} is recorded", judges=(*EVERYTHING, "SOUP-*"), records=True)
async def everything_recorded(world: World, member: str) -> None:
    """All messages to the member that no step has looked at, in the order of the stream, or their proven absence."""
    who = world.member(member)
    absence = await world.silence(who)
    pending = [heard for order in who.model.orders.values() if not order.marker for heard in order.pending]
    answers = sorted((*pending, *who.model.general), key=lambda each: each.number or 0)
    for order in who.model.orders.values():
        order.cursor = len(order.heard)
    who.model.general.clear()
    world.judge(expect.recorded("the venue's answers", answers, absence), *answers)


@then(
    "the mass cancel is acknowledged to {member:Member}",
    judges=(*CHANGE, *judging(Kind.MASS_CANCELED)),
    table=EXPECTED[Kind.MASS_CANCELED],
)
async def mass_cancel_acknowledged(world: World, member: str, datatable: Rows | None = None) -> None:
    """A Mass Cancel Response comes, with the values of the table."""
    await expect_general(world, world.member(member), Kind.MASS_CANCELED, "the mass cancel is acknowledged", datatable)


@then(
    "order entry is disabled for {member:Member}",
    judges=judging(Topic.OVERVIEW, Kind.DISABLE, Kind.ENABLE, Kind.DISABLED),
    table=EXPECTED[Kind.DISABLED],
)
async def entry_disabled(world: World, member: str, datatable: Rows | None = None) -> None:
    """A Disable Order Entry Response comes, with the values of the table."""
    await expect_general(world, world.member(member), Kind.DISABLED, "order entry is disabled", datatable)


@then(
    "order entry is enabled for {member:Member}",
    judges=judging(Topic.OVERVIEW, Kind.ENABLE, Kind.DISABLED),
    table=EXPECTED[Kind.ENABLED],
)
async def entry_enabled(world: World, member: str, datatable: Rows | None = None) -> None:
    """An Enable Order Entry Response comes, with the values of the table."""
    await expect_general(world, world.member(member), Kind.ENABLED, "order entry is enabled", datatable)


@then(
    "{member:Member} is told the next number",
    judges=(*judging(Topic.OVERVIEW, Kind.REPLACE, Kind.QUERY, Topic.MESSAGES, Kind.QUERIED), "SOUP-*"),
    table=EXPECTED[Kind.QUERIED],
)
async def next_number(world: World, member: str, datatable: Rows | None = None) -> None:
    """An Account Query Response comes, with the values of the table."""
    await expect_general(world, world.member(member), Kind.QUERIED, "the account query is answered", datatable)


@then("the Order Reference Numbers of {order:Order} and {other:Order} differ", judges=judging(Kind.ACCEPTED))
async def references_differ(world: World, order: str, other: str) -> None:
    """Two orders do not share an Order Reference Number."""
    both = [world.order(name) for name in (order, other)]
    absence = await world.silence(*dict.fromkeys(each.member for each in both))
    read = world.run.dialect.read
    numbers = [read(each.order.accepted, Role.REFERENCE) for each in both if each.order.accepted is not None]
    result = Result.HELD if len(set(numbers)) == 2 else Result.VIOLATED
    result = result if len(numbers) == 2 else Result.UNPROVEN
    sentence = f'the Order Reference Numbers of "{order}" and "{other}" differ'
    world.judge(
        Outcome(result, sentence, "two numbers", f"{numbers} ({absence.words})", proof=absence.proof),
        *(each.order.heard[0] for each in both if each.order.heard),
    )


@then("the timestamps to {member:Member} never run back", judges=judging(Topic.MESSAGES))
async def timestamps_rise(world: World, member: str) -> None:
    """No timestamp heard in the scenario is before the one before it; one that counts from midnight is of a day."""
    who = world.member(member)
    await who.marker()
    heard = sorted(
        (each for order in who.model.orders.values() for each in order.heard), key=lambda each: each.number or 0
    )
    rules = world.run.dialect.rules
    stamps = [world.run.dialect.read(each.message, Role.TIMESTAMP) for each in heard]
    times = [stamp for stamp in stamps if stamp < DAY_NS or "time-of-day" not in rules]
    found = {"time-of-day": times == stamps, "timestamp": times == sorted(times)}
    outcomes = [
        Outcome(
            Result.UNPROVEN if not stamps else Result.HELD if holds else Result.VIOLATED,
            RULES[rule],
            "rising times of the day" if "time-of-day" in rules else "rising times",
            f"{stamps}",
            requirement=rules[rule],
        )
        for rule, holds in found.items()
        if rule in rules
    ]
    world.judge_each(outcomes, *heard)
