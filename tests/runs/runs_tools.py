"""Runs of the suite as a user starts them: pytest in a process of its own, the venue in another."""

from __future__ import annotations

import json
import re
import shlex
import socket
import subprocess
import time
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from tests.processes import command, environment, program

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "profiles" / "reference-nasdaq-ouch-5.0.toml"

SPARED = ("-p", "no:hypothesispytest")
"""A plugin that only the project's own tests need: starting without it is quicker."""

Address = tuple[str, int]
Check = tuple[str, str]
"""Check id and verdict."""


@dataclass(frozen=True)
class Finished:
    """A run of pytest that has ended: exit status, everything it printed, its time in seconds, its folder."""

    status: int
    output: str
    seconds: float
    results: Path

    @cached_property
    def events(self) -> list[dict[str, Any]]:
        """The run's event stream."""
        lines = (self.results / "events.jsonl").read_text("ascii").splitlines()
        return [json.loads(line) for line in lines]

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The events of one kind."""
        return [event for event in self.events if event["event"] == kind]

    @cached_property
    def verdicts(self) -> dict[str, str]:
        """The verdict of each scenario by its id."""
        return {event["id"]: event["verdict"] for event in self.of("scenario finished")}

    @cached_property
    def checks(self) -> set[Check]:
        """Every check of the run, those of the invariants included."""
        (last,) = self.of("run finished")
        return {(each["id"], each["verdict"]) for each in [*self.of("check"), *last["invariants"]]}

    def late(self) -> list[str]:
        """Node ids of the scenarios during which this machine stood still: they say nothing about the venue."""
        return [
            event["nodeid"]
            for event in self.of("scenario finished")
            if event["verdict"] == "harness error" and event["reason"].startswith("the event loop:")
        ]

    def line(self, start: str) -> str:
        """The first line of the output that starts like this."""
        return next((line for line in self.output.splitlines() if line.startswith(start)), "")


class Running:
    """pytest in a process of its own, writing into `results`; `finish` waits for it."""

    def __init__(self, results: Path, *args: str, cwd: Path = ROOT, environ: Mapping[str, str] | None = None) -> None:
        self.results = results
        self.begun = time.monotonic()
        cache = f"cache_dir={results / 'cache'}"
        self.popen = subprocess.Popen(
            # Options with paths as one word each: pytest takes a path that stands alone for the place of the ini file.
            [*program("pytest"), f"--ouch-results={results}", "-o", cache, *SPARED, *args],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            errors="replace",
            cwd=cwd,
            env={**environment(), **(environ or {})},
        )

    def finish(self, within: float) -> Finished:
        """The finished run; a run that takes longer than `within` seconds is killed, and the test fails."""
        try:
            output, _ = self.popen.communicate(timeout=within)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            output, _ = self.popen.communicate()
            raise AssertionError(f"the run did not end within {within:g} s:\n{output[-3000:]}") from None
        return Finished(self.popen.returncode, output, time.monotonic() - self.begun, self.results)


def run_pytest(
    results: Path, *args: str, within: float = 60, cwd: Path = ROOT, environ: Mapping[str, str] | None = None
) -> Finished:
    """Run pytest to its end."""
    return Running(results, *args, cwd=cwd, environ=environ).finish(within)


def settled(first: Finished, *args: str, tries: int = 3) -> set[Check]:
    """The checks of a run; scenarios during which a loaded machine stood still are run again, with the same options."""
    checks, late = first.checks, first.late()
    while late and tries:
        again = run_pytest(first.results / f"again-{tries}", *args, *late)
        repeated = again.checks
        known = {name for name, _ in repeated}
        checks = {each for each in checks if each[0] not in known} | repeated
        late, tries = again.late(), tries - 1
    return checks


def difference(left: set[Check], right: set[Check]) -> str:
    """What one run says and the other does not, a line each; empty where both say the same."""
    return "\n".join(
        [f"- {name}: {said}" for name, said in sorted(left - right)]
        + [f"+ {name}: {said}" for name, said in sorted(right - left)]
    )


class VenueProcess:
    """The reference venue as a process of its own, with the times of its profile; `member` is where members connect.

    `mirrors` are its further hosts, one for each option `--mirror`.
    """

    def __init__(self, *options: str) -> None:
        given = tomllib.loads(REFERENCE.read_text("utf-8"))["time"]
        names = {"second": "time-scale"} | {name: name for name in ("heartbeat", "login-timeout", "idle-timeout")}
        times = [word for key, name in names.items() for word in (f"--{name}", str(given[key]))]
        # The options given may name one of these again: the last one counts.
        words = (*command(), "venue", "--protocol", "nasdaq-ouch-5.0", "--port", "0", "--operator-port", "0")
        self.popen = subprocess.Popen([*words, *times, *options], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        self.member = self._address("listening on")
        self.mirrors = [self._address("mirror on") for option in options if option == "--mirror"]
        self.operator = self._address("operator on")

    def _address(self, what: str) -> Address:
        assert self.popen.stdout is not None
        line = self.popen.stdout.readline()
        found = re.fullmatch(rf"{what} ([\d.]+):(\d+)\n", line)
        assert found is not None, line
        return found[1], int(found[2])

    def ask(self, action: str) -> Any:
        """Perform an operator action; its result."""
        with socket.create_connection(self.operator, 10) as connection:
            connection.sendall(json.dumps({"action": action}).encode() + b"\n")
            with connection.makefile("rb") as lines:
                answer = json.loads(lines.readline())
        assert answer["ok"], answer
        return answer["result"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.popen.kill()
        self.popen.communicate()


def written(address: Address) -> str:
    """An address as HOST:PORT."""
    return f"{address[0]}:{address[1]}"


def profile(path: Path, endpoint: str, *more: str, without: Iterable[str] = (), **values: object) -> Path:
    """Write the reference profile for another endpoint, with other values for some of its keys, and further sections.

    A key is written with underscores and changed wherever it stands; lines that begin with one of `without` are left
    out. A venue at an endpoint has the mirrors that are given, or none.
    """
    text = REFERENCE.read_text("utf-8")
    if endpoint != "embedded":
        values = {"mirrors": [], "mirrored_ports": "mirrors" in values, **values}
    for name, value in {"endpoint": endpoint, **values}.items():
        key = name.replace("_", "-")
        text, changed = re.subn(rf"(?m)^{key} = .*$", f"{key} = {json.dumps(value)}", text)
        assert changed, f"the reference profile has no {key}"
    lines = [line for line in text.splitlines() if not line.startswith(tuple(without))]
    path.write_text("\n".join([*lines, *more]) + "\n", "utf-8")
    return path


def operator_control(operator: Address) -> str:
    """The sections of a profile that act on a venue process by a command for each action."""
    actions = {
        "halt": "symbol={symbol}",
        "resume": "symbol={symbol}",
        "break-trade": "match_number={match}",
        "start-of-day": "",
        "end-of-day": "",
        "end-session": "",
        "start-session": "",
        "drop-connection": "user={user}",
        "late-period": "",
        "cross": "symbol={symbol}",
        "update-priority": "user={user} number={number} channel={channel}",
    }
    words = shlex.join(command())
    lines = [
        f'{action} = "{words} operator --at {written(operator)} {action} {arguments}"'
        for action, arguments in actions.items()
    ]
    return "\n".join(['[control]\nadapter = "command"\n[control.commands]', *lines])


def leaks(run: Finished, password: str) -> list[str]:
    """Where a run shows four characters of a password in a row, as text or in hex: in its output, in its files."""
    spellings = {each.encode() for each in (password, password.lower(), password.upper())}
    parts = {each[i : i + 4] for each in spellings for i in range(len(each) - 3)}
    wanted = {form for part in parts for form in (part.lower(), part.hex().encode(), part.hex(" ").encode())}
    texts = {"output": run.output.encode()}
    texts |= {str(path): path.read_bytes() for path in run.results.rglob("*") if path.is_file()}
    return [f"{place}: {form!r}" for place, text in texts.items() for form in wanted if form in text.lower()]
