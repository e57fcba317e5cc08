"""The codec against a bare `struct.Struct` and against the classes of nasdaq-protocols from the same XML.

`python -m benchmarks.codec` prints the table. All figures of a row come from interleaved rounds of one run, each the
fastest of its rounds: what else the machine does shifts them alike.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import struct
import sys
import tempfile
import timeit
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from ouch_conformance.spec.resources import data_root
from ouch_conformance.wire import codec

ROUNDS = 60
SLICE_S = 0.003
"""Seconds that one contender runs per round: equal and short, so that each finds a quiet moment on a busy machine."""
PROTOCOL = "nasdaq-ouch-5.0"
OTHER_LIMIT = 10.0
"""At least this many times faster than nasdaq-protocols."""

ENTER = struct.Struct(">cIcI8sQccccc14sH")
ACCEPTED = struct.Struct(">cQIcI8sQccQcccc14sH")
ORDER: dict[str, Any] = {
    "userRefNum": 1,
    "side": "B",
    "quantity": 500,
    "symbol": "OUCHA",
    "price": 100_000,
    "timeInForce": "0",
    "display": "Y",
    "capacity": "P",
    "interMarketSweepEligibility": "N",
    "crossType": "N",
    "clOrdID": "order 1",
}
ANSWER = {"timestamp": 34_200_000_000_000, **ORDER, "orderReferenceNumber": 7, "orderState": "L"}


class Row(NamedTuple):
    """One figure: microseconds per call, and how many times the floor ours may take (`limit`)."""

    name: str
    ours_us: float
    floor_us: float
    ratio: float
    limit: float
    other_us: float
    other_ratio: float

    @property
    def holds(self) -> bool:
        """Whether both targets are met."""
        return self.ratio <= self.limit and self.other_ratio >= OTHER_LIMIT


def generated(file: Path, name: str, folder: Path) -> ModuleType:
    """The module that nasdaq-protocols generates from a message XML."""
    from nasdaq_protocols.common.message import Generator, Parser  # noqa: PLC0415 - needed here only

    with contextlib.redirect_stdout(io.StringIO()):
        generator = Generator(Parser.parse(str(file)), "ouch", name, str(folder), "message_soup_app.mustache")
        generator.generate(extra_context={"record_type": "Record"})
    spec = importlib.util.spec_from_file_location(f"ouch_{name}", folder / f"ouch_{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[module.__name__] = module
    spec.loader.exec_module(module)
    return module


def fastest(statements: Mapping[str, str], scope: dict[str, Any], rounds: int = ROUNDS) -> dict[str, float]:
    """Microseconds per run of several statements, the fastest of interleaved rounds."""
    timers = {name: timeit.Timer(statement, globals=scope) for name, statement in statements.items()}
    calls = {name: max(1, int(SLICE_S / (timer.timeit(100) / 100))) for name, timer in timers.items()}
    best = dict.fromkeys(timers, float("inf"))
    for _ in range(rounds):
        for name, timer in timers.items():
            best[name] = min(best[name], timer.timeit(calls[name]) / calls[name] * 1e6)
    return best


PACK = "pack(" + ", ".join(f"v{place}" for place in range(13)) + ")"
CASES: list[tuple[str, float, dict[str, str]]] = [
    (
        "Enter Order: build, check, encode",
        12.0,
        {"ours": "enter(**order).encode()", "floor": PACK, "other": "their_order(other).to_bytes()"},
    ),
    ("Enter Order: encode", 5.0, {"ours": "built.encode()", "floor": PACK, "other": "theirs.to_bytes()"}),
    (
        "Order Accepted: decode",
        8.0,
        {
            "ours": "decode(answer, 'outgoing')",
            "floor": "unpack(answer)",
            "other": "other.OrderAccepted.from_bytes(answer)",
        },
    ),
]
"""Name, limit, and the statements of the three contenders."""


def _scope(other: ModuleType) -> dict[str, Any]:
    """What the statements refer to; all contenders make the same bytes."""
    ours = codec(PROTOCOL)
    built, theirs = ours["EnterOrder"](**ORDER), their_order(other)
    data, answer = built.encode(), ours["OrderAccepted"](**ANSWER).encode()
    values = ENTER.unpack(data)
    assert ENTER.pack(*values) == theirs.to_bytes()[1] == data
    assert other.OrderAccepted.from_bytes(answer)[1].to_bytes()[1] == answer
    return {
        **{f"v{place}": value for place, value in enumerate(values)},
        **{"enter": ours["EnterOrder"], "decode": ours.decode, "pack": ENTER.pack, "unpack": ACCEPTED.unpack},
        **{"built": built, "theirs": theirs, "their_order": their_order, "other": other},
        **{"order": ORDER, "answer": answer},
    }


def their_order(other: ModuleType) -> Any:
    """An Enter Order of nasdaq-protocols, which takes its values one by one."""
    message = other.EnterOrder()
    for name, value in ORDER.items():
        setattr(message, name, value)
    return message


def rows(rounds: int = ROUNDS) -> list[Row]:
    """Measure everything once."""
    with tempfile.TemporaryDirectory() as folder:
        other = generated(data_root() / "specs" / PROTOCOL / "messages.xml", "benchmark", Path(folder))
        measured = []
        scope = _scope(other)
        for name, limit, statements in CASES:
            best = fastest(statements, scope, rounds)
            ours, floor, theirs = best["ours"], best["floor"], best["other"]
            measured.append(Row(name, ours, floor, ours / floor, limit, theirs, theirs / ours))
        return measured


def main() -> int:
    """Print the table; 1 where a target is missed."""
    table = rows()
    print(f"{'':36}{'ours':>9}{'struct':>9}{'ratio':>7}{'limit':>7}{'nasdaq-protocols':>18}{'slower by':>11}")
    for row in table:
        print(
            f"{row.name:36}{row.ours_us:6.2f} µs{row.floor_us:6.2f} µs{row.ratio:7.1f}{row.limit:7.1f}"
            f"{row.other_us:15.1f} µs{row.other_ratio:10.1f}x{'' if row.holds else '  MISSED'}"
        )
    return 0 if all(row.holds for row in table) else 1


if __name__ == "__main__":
    sys.exit(main())
