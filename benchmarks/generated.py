"""Generated classes, ours and those of nasdaq-protocols from the same XML, against a bare `struct.Struct`.

`python -m benchmarks.generated` prints the table. All figures of a row come from interleaved rounds of one run.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.codec import ACCEPTED, ANSWER, ENTER, ORDER, PACK, PROTOCOL, ROUNDS, fastest
from benchmarks.codec import generated as theirs_from
from benchmarks.table import Row, compared, faster, render
from ouch_conformance.cli import main as command
from ouch_conformance.spec.resources import data_root

FLOOR_LIMIT = 25.0
"""Building with checks and encoding may take so many times a bare pack."""
OTHER_LIMIT = 2.0
"""At least this many times faster than nasdaq-protocols."""

ASSIGN = ["{m} = {module}.EnterOrder()", *(f"{{m}}.{name} = {value!r}" for name, value in ORDER.items())]
BUILD = "; ".join(ASSIGN)


def statements() -> dict[str, str]:
    """What each contender does: build by assignment, build by constructor, encode, decode."""
    return {
        "pack": PACK,
        "unpack": "unpack(answer)",
        "ours assigns": f"{BUILD.format(m='m', module='ours')}; m.encode()",
        "theirs assigns": f"{BUILD.format(m='m', module='theirs')}; m.to_bytes()",
        "ours constructs": "ours.EnterOrder(**order).encode()",
        "ours encodes": "built.encode()",
        "theirs encodes": "their_built.to_bytes()",
        "ours decodes": "ours.Message.from_bytes(answer)",
        "theirs decodes": "theirs.Message.from_bytes(answer)",
    }


def ours_from(file: Path, name: str, folder: Path) -> ModuleType:
    """The module that our command generates."""
    with contextlib.redirect_stdout(io.StringIO()):
        status = command(["generate", "--spec-file", str(file), "--app-name", name, "--op-dir", str(folder)])
    assert status == 0
    spec = importlib.util.spec_from_file_location(f"ouch_{name}", folder / f"ouch_{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _scope(folder: Path) -> dict[str, Any]:
    """What the statements refer to; all contenders make the same bytes."""
    file = data_root() / "specs" / PROTOCOL / "messages.xml"
    ours, theirs = ours_from(file, "bench_ours", folder / "ours"), theirs_from(file, "bench_theirs", folder / "theirs")
    built, their_built = ours.EnterOrder(**ORDER), theirs.EnterOrder()
    for name, value in ORDER.items():
        setattr(their_built, name, value)
    data, answer = built.encode(), ours.OrderAccepted(**ANSWER).encode()
    assert ENTER.pack(*ENTER.unpack(data)) == their_built.to_bytes()[1] == data
    assert ours.Message.from_bytes(answer)[1].encode() == theirs.Message.from_bytes(answer)[1].to_bytes()[1] == answer
    return {
        **{f"v{place}": value for place, value in enumerate(ENTER.unpack(data))},
        **{"ours": ours, "theirs": theirs, "built": built, "their_built": their_built, "order": ORDER},
        **{"answer": answer, "pack": ENTER.pack, "unpack": ACCEPTED.unpack},
    }


def rows(rounds: int = ROUNDS) -> list[Row]:
    """Measure everything once."""
    with tempfile.TemporaryDirectory() as folder:
        best = fastest(statements(), _scope(Path(folder)), rounds)
    assigns, constructs = best["ours assigns"], best["ours constructs"]
    encodes, decodes = best["ours encodes"], best["ours decodes"]
    pack, order = best["pack"], "generated Enter Order"
    them = "against nasdaq-protocols"
    return [
        compared(
            f"{order}: new, 11 checked assignments, encode, against a bare struct", assigns, pack, FLOOR_LIMIT, "µs"
        ),
        compared(f"{order}: checked constructor, encode, against a bare struct", constructs, pack, FLOOR_LIMIT, "µs"),
        faster(f"{order}: new, 11 assignments, encode, {them}", assigns, best["theirs assigns"], OTHER_LIMIT, "µs"),
        faster(f"{order}: encode, {them}", encodes, best["theirs encodes"], OTHER_LIMIT, "µs"),
        faster(f"generated Order Accepted: decode, {them}", decodes, best["theirs decodes"], OTHER_LIMIT, "µs"),
    ]


if __name__ == "__main__":
    table = rows()
    print(render(table))
    sys.exit(0 if all(row.ok for row in table) else 1)
