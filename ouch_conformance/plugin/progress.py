"""Progress of a long run: one line that is written anew on a terminal, a line now and then in a log."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Collection, Generator
from typing import Any

import pytest

from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.plugin.gate import Gate
from ouch_conformance.plugin.tags import arguments

TERMINAL_AFTER = 3.0
"""Seconds that a run takes before it says how far it is; a short run says nothing."""
LOG_AFTER = 30.0
"""The same where every line stays."""
_LATER = 1.1
"""A log's next line comes after a tenth of the time so far, `LOG_AFTER` at least: a run of a day has some dozens."""
_MINUTE, _HOUR = 60, 3600


def in_words(seconds: float) -> str:
    """A length of time, as exact as an estimate is: `40 s`, `12 min`, `2 h 10 min`."""
    whole = max(1, round(seconds))
    if whole < 2 * _MINUTE:
        return f"{whole} s"
    if whole < 2 * _HOUR:
        return f"{round(whole / _MINUTE)} min"
    return f"{whole // _HOUR} h {whole % _HOUR // _MINUTE} min"


class Pace:
    """How long the scenarios take that have ended, and so the others: those that wait (`@cost:slow`) on their own.

    Times are seconds of one clock. What several workers run at once is seen at the rate at which it ends.
    """

    def __init__(self, slow: Collection[str]) -> None:
        self._slow = slow
        self._last: float | None = None
        self._spent = {False: 0.0, True: 0.0}
        self._ended = {False: 0, True: 0}

    def begun(self, now: float) -> None:
        """A scenario begins; with the first one the time begins that is spent on scenarios."""
        self._last = now if self._last is None else self._last

    def ended(self, nodeid: str, now: float) -> None:
        """A scenario has ended; it took the time since the one before."""
        slow = nodeid in self._slow
        self._spent[slow] += now - (now if self._last is None else self._last)
        self._ended[slow] += 1
        self._last = now

    def told(self, left: int) -> str:
        """The time that `left` scenarios will take, and from what that is known; empty where nothing has ended."""
        waiting = max(0, len(self._slow) - self._ended[True])
        numbers = {False: left - waiting, True: waiting}
        known = {slow: self._spent[slow] / count for slow, count in self._ended.items() if count}
        if not known:
            return ""
        seconds = sum(mean * numbers[slow] for slow, mean in known.items())
        untold = [
            f" + {count} {'slow' if slow else 'more'}" for slow, count in numbers.items() if slow not in known and count
        ]
        means = [f"{mean:.2g} s {'slow' if slow else 'each'}" for slow, mean in known.items()]
        return f"{in_words(seconds)}{''.join(untold)} left ({', '.join(means)})"


class Progress:
    """Says how far a run is, where there is a terminal reporter to say it: a worker of pytest-xdist has none."""

    def __init__(self, config: pytest.Config, gate: Gate) -> None:
        self._config = config
        self._gate = gate
        self._slow: set[str] = set()
        self._begun = self._due = 0.0
        self._pace = Pace(())
        self._counted = 0
        self._line = ""

    @property
    def _reporter(self) -> Any:
        """pytest's terminal reporter; None without one, and for a run that is told to say next to nothing."""
        return None if self._config.get_verbosity() < -1 else self._config.pluginmanager.getplugin("terminalreporter")

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note which scenarios wait."""
        self._slow = {item.nodeid for item in session.items if "slow" in arguments(getattr(item, "tags", ()), "cost")}

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtestloop(self) -> Generator[None, object, object]:
        """Begin to count the time; leave no line behind."""
        self._begun = time.monotonic()
        self._pace = Pace(self._slow)
        self._due = self._begun + (TERMINAL_AFTER if self._may_rewrite() else LOG_AFTER)
        try:
            return (yield)
        finally:
            self._erase()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_logstart(self) -> Generator[None, object, object]:
        """Let pytest write."""
        self._pace.begun(time.monotonic())
        return (yield from self._aside())

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_logfinish(self) -> Generator[None, object, object]:
        """Let pytest write."""
        return (yield from self._aside())

    @pytest.hookimpl(wrapper=True, tryfirst=True, optionalhook=True)
    def pytest_testnodedown(self) -> Generator[None, object, object]:
        """Let pytest-xdist write."""
        return (yield from self._aside())

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> Generator[None, object, object]:
        """Let pytest write; say how far the run is when a scenario has ended."""
        result = yield from self._aside()
        if self._gate.ended > self._counted:
            self._counted = self._gate.ended
            self._pace.ended(report.nodeid, time.monotonic())
            self._tell()
        return result

    def _aside(self) -> Generator[None, object, object]:
        self._erase()
        result = yield
        self._draw()
        return result

    # -------------------------------------------------------------------------------------------------- writing

    def text(self) -> str:
        """How far the run is: scenarios, their verdicts, the time that is left."""
        counted, left = self._gate.tally.scenarios, self._gate.selected - self._gate.ended
        verdicts = ", ".join(f"{counted[verdict]} {verdict}" for verdict in reversed(Verdict) if counted[verdict])
        time_left = f"; {self._pace.told(left)}" if left else ""
        return f"{self._gate.ended} of {self._gate.selected} scenarios: {verdicts}{time_left}"

    def _tell(self) -> None:
        now = time.monotonic()
        if now < self._due or self._reporter is None:
            return
        if self._may_rewrite():
            self._line = self.text()
            self._draw()
            return
        if self._gate.ended == self._gate.selected:
            return  # the sums come next
        self._due = self._begun + max(now - self._begun + LOG_AFTER, (now - self._begun) * _LATER)
        self._reporter.ensure_newline()
        if self._config.get_terminal_writer().width_of_current_line:
            self._config.get_terminal_writer().line()
        self._reporter.write_line(f"progress   {self.text()}")

    def _may_rewrite(self) -> bool:
        """Whether a line can be taken back: a terminal on which nobody but pytest writes."""
        reporter, option = self._reporter, self._config.option
        if not reporter or not reporter.isatty or os.environ.get("TERM") == "dumb":
            return False
        logging = self._config.pluginmanager.hasplugin("logging-plugin")
        logs = logging and (option.log_cli_level is not None or self._config.getini("log_cli"))
        return not (logs or getattr(option, "capture", "no") == "no" or getattr(option, "usepdb", False))

    def _draw(self) -> None:
        """Write the line below the one that pytest is at, and go back there."""
        writer = self._config.get_terminal_writer() if self._line else None
        if writer is None:
            return
        column = writer.width_of_current_line
        if column and column % writer.fullwidth == 0:
            return  # where the cursor stands then, terminals do not agree
        back = f"\x1b[{column % writer.fullwidth}C" if column else ""
        sys.stdout.write(f"\n\r\x1b[2K{self._line[: writer.fullwidth - 1]}\x1b[1A\r{back}")
        sys.stdout.flush()

    def _erase(self) -> None:
        if self._line:
            sys.stdout.write("\x1b[J")
            sys.stdout.flush()
