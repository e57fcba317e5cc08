"""`python -m benchmarks`: one table, ratios from one run; exit status 1 when a limit is missed."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from benchmarks import client, codec, generated, sessions, suite, unrelated
from benchmarks.table import Row, compared, faster, render


def _codec_rows() -> list[Row]:
    """The codec's rows in the common form: against the bare struct, and against nasdaq-protocols."""
    made: list[Row] = []
    for row in codec.rows():
        made.append(compared(f"{row.name}, against a bare struct", row.ours_us, row.floor_us, row.limit, "µs"))
        made.append(faster(f"{row.name}, against nasdaq-protocols", row.ours_us, row.other_us, codec.OTHER_LIMIT, "µs"))
    return made


PARTS: tuple[tuple[str, Callable[[], list[Row]]], ...] = (
    ("codec", _codec_rows),
    ("client", client.rows),
    ("generated classes", generated.rows),
    ("generated sessions", sessions.rows),
    ("suite", suite.rows),
    ("unrelated runs", unrelated.rows),
)


def main() -> int:
    """Measure, print as Markdown, and say by the exit status whether every limit was kept."""
    made: list[Row] = []
    for name, measure in PARTS:
        print(f"measuring: {name} ...", file=sys.stderr, flush=True)
        made += measure()
    where = f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}"
    print(f"{datetime.now(UTC):%Y-%m-%d}, `python -m benchmarks`, {where}\n")
    print(render(made))
    return 0 if all(row.ok for row in made) else 1


if __name__ == "__main__":
    sys.exit(main())
