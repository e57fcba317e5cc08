"""The draft as text: TOML with a comment beside every guess, and empty where only a person knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from ouch_conformance.draft.seen import Guess, Seen
from ouch_conformance.draft.trials import names_firms, unknown, unknown_fault
from ouch_conformance.profile.flags import contradictions
from ouch_conformance.soup.packets import Justification
from ouch_conformance.spec.library import catalogue, protocol
from ouch_conformance.spec.sessions import OLDEST

FILL_IN = "FILL IN: "
NOT_PROBED = Guess(False, FILL_IN + "not probed")


@dataclass(frozen=True, slots=True)
class Known:
    """What the command line said. `password` is a whole line of the profile that names the password's source."""

    place: str
    protocol: str
    revision: str
    named_revision: bool
    user: str
    password: str
    firm: str = ""
    symbol: str = ""
    traded: bool = False
    patience: float = 2.0
    session_protocol: str = OLDEST


def draft_text(known: Known, seen: Seen, day: date) -> str:
    """The whole profile, ending in a line feed."""
    lines = [
        *_head(known, seen, day),
        *_venue(known),
        *_accounts(known),
        *_instruments(known, seen),
        *_times(known, seen),
        *_session(known, seen),
        *_features(known, seen.flags),
        *_closing(seen),
    ]
    return "\n".join(lines) + "\n"


def _head(known: Known, seen: Seen, day: date) -> Iterator[str]:
    yield f"# A draft that `ouch-conformance profile draft` made of {known.place} on {day.isoformat()}."
    yield '# "seen" says what a line rests on, "FILL IN" what only a person knows.'
    yield "# profiles/template.toml explains each key."
    if not known.traded:
        yield "# No order was entered: --may-trade and --symbol let the draft try what orders may carry."
    yield from (f"# NOTE: {note}" for note in seen.notes)
    yield from (f"# WARNING: the cancel of order {each} was not confirmed: it may still rest." for each in seen.open)


def _line(key: str, value: str, comment: str = "") -> str:
    return f"{key} = {value}" + (f"  # {comment}" if comment else "")


def _text(value: str) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _venue(known: Known) -> Iterator[str]:
    guessed = "" if known.named_revision else FILL_IN + "a guess, the newest that the suite knows"
    yield "\n[venue]"
    yield _line("name", _text(known.place), FILL_IN + "how reports call this venue")
    yield _line("environment", _text("test"), "said on the command line")
    yield _line("endpoint", _text(known.place))
    yield _line("protocol", _text(known.protocol))
    yield _line("revision", _text(known.revision), guessed)


def _accounts(known: Known) -> Iterator[str]:
    yield "\n[accounts.A]"
    yield _line("user", _text(known.user), "seen: its login is accepted")
    yield known.password
    if names_firms(known.protocol):
        yield _line("firm", _text(known.firm), "" if known.firm else FILL_IN + "the firm that a blank one stands for")
    yield "\n# FILL IN: the other side of a trade, and a user name and password shorter than their fields."
    for name in ("B", "C"):
        yield f"# [accounts.{name}]"
        firm = '\n# firm = ""' * names_firms(known.protocol)
        yield f'# user = ""\n# password-env = "OUCH_PASSWORD_{name}"{firm}'


def _instruments(known: Known, seen: Seen) -> Iterator[str]:
    yield "\n[instruments.main]"
    yield _line("symbol", _text(known.symbol), "" if known.symbol else FILL_IN + "what the suite may trade on")
    yield _line("exclusive", "false", FILL_IN + "true, once nobody else trades it during a run")
    yield '\n# FILL IN: one more of the same kind.\n# [instruments.second]\n# symbol = ""\n# exclusive = false'
    yield "\n[instruments.unknown]"
    reason = seen.rejects.get(unknown_fault(known.protocol))
    told = f'seen: rejected, "{reason}"' if reason else FILL_IN + "not tried"
    yield _line("symbol", _text(unknown(known.protocol)), told)
    yield from _scale(known.protocol)


def _scale(name: str) -> Iterator[str]:
    """Prices of the features at this venue: a tick that the layout's prices can show, and two decimals at most."""
    prices = [field for message in protocol(name).messages for field in message.fields if field.decimals is not None]
    scaled = any(field.scaled for field in prices)
    decimals = min([2, *(field.decimals or 0 for field in prices if not field.scaled)])
    base, tick = Decimal(1000).scaleb(-decimals), Decimal(1).scaleb(-decimals)
    yield "\n# FILL IN: what 10.00, one tick and one lot of the features stand for."
    yield f'[scale]\nbase-price = "{base}"\ntick = "{tick}"\nlot = 100\nmax-quantity = 999999'
    if scaled:
        yield _line("decimals", str(decimals), FILL_IN + "of the prices on the wire; an instrument may have its own")


def _times(known: Known, seen: Seen) -> Iterator[str]:
    yield "\n[time]"
    slowest = f"seen: the slowest answer took {seen.slowest * 1000:.0f} ms" if seen.slowest else "a guess"
    yield _line("patience", f"{known.patience:g}", slowest)
    yield _line("heartbeat", "1.0", _heartbeats(seen))
    yield _line("tolerance", "0.5", FILL_IN + "a guess: how late heartbeats may be on this network")
    yield "# FILL IN: the venue's own limits, where it enforces them. Left out, they are recorded and not judged."
    yield "# idle-timeout = 15.0\n# login-timeout = 30.0"


def _heartbeats(seen: Seen) -> str:
    """What was seen of the venue's heartbeats; the document's second stands, since faster ones are legal (1.3)."""
    if not seen.gaps:
        return f"the document's; seen: not two heartbeats within {seen.listened:g} s of silence"
    often = f"seen: a heartbeat every {median(seen.gaps):.2f} s"
    return f"{often}; the document's second is what they are held to"


def _session(known: Known, seen: Seen) -> Iterator[str]:
    yield "\n[session]"
    if known.session_protocol != OLDEST:
        yield f"protocol = {_text(known.session_protocol)}"
    yield _line("marker", _text("engine"), FILL_IN + 'a guess; "gateway" where queries are answered out of turn')
    yield _sequence_zero(seen)
    yield from _paddings(seen)
    yield f"# second-login = {_text('takeover')}  # {FILL_IN}takeover, refuse or mirror; left out, it is recorded"
    if seen.debugs:
        yield f"# seen: {seen.debugs} debug packets while nothing was asked; they may come at any time"


def _paddings(seen: Seen) -> Iterator[str]:
    """The fields of Login Accepted that stand on the other side than the document says (2.2.1)."""
    for name, side in zip(("session", "sequence"), seen.paddings or (), strict=False):
        if side is Justification.LEFT:
            yield _line(f"{name}-padding", _text("right"), "seen: it stands on the left, where the document says right")


def _sequence_zero(seen: Seen) -> str:
    """Which reading of sequence number 0 the first messages speak for; left open where the stream was empty."""
    told = f"a login from 0 was told number {seen.told}"
    if seen.told == 1:
        return f'# sequence-zero = "next"  # {FILL_IN}{told}: an empty stream does not tell'
    if seen.first is not None and seen.first == seen.told:
        return _line("sequence-zero", _text("last"), f"seen: {told}, and that message came again")
    if seen.next is not None and seen.next == seen.told:
        return _line("sequence-zero", _text("next"), f"seen: {told}, and the next message had it")
    return f'# sequence-zero = "next"  # {FILL_IN}{told}, and no message followed'


def _features(known: Known, flags: Mapping[str, Guess]) -> Iterator[str]:
    yield "\n[features]"
    meanings = catalogue(known.protocol).features
    for flag, guess in _consistent(meanings, flags).items():
        comment = f"seen: {guess.seen}" if flag in flags else guess.seen
        yield f"# {meanings[flag]}.\n" + _line(flag, str(guess.value).lower(), comment)


def _consistent(meanings: Mapping[str, str], flags: Mapping[str, Guess]) -> dict[str, Guess]:
    """An answer to every flag: what a flag that was seen needs, and nobody tried, is taken to be there."""
    answers = {flag: flags.get(flag, NOT_PROBED) for flag in meanings}
    for each in contradictions({flag: guess.value for flag, guess in answers.items()}):
        untried = [flag for flag in each.needs if flag not in flags]
        for flag in untried[:1]:
            answers[flag] = Guess(True, f"{FILL_IN}not probed, and {each.flag} = true needs it")
    return answers


def _closing(seen: Seen) -> Iterator[str]:
    yield "\n# Which reason the venue gives for which fault: any is right for a fault that is not named.\n[rejects]"
    for fault, reason in seen.rejects.items():
        yield _line(_text(fault), f"[{_text(reason)}]", "seen")
    yield "\n# FILL IN: how an operator is reached, and what may be missing.\n[control]\n" + _line(
        "adapter", _text("none")
    )
    yield "\n[accept]\n# not-testable = []"
