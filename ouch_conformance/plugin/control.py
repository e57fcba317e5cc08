"""How operator actions reach a venue: inside this process, by a command line per action, or not at all."""

from __future__ import annotations

import asyncio
import re
import shlex
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from ouch_conformance.evidence.clock import now_ns
from ouch_conformance.judge.check import ActionMissing, Outcome, Unmet
from ouch_conformance.judge.verdict import Result

MISSING = "missing"
"""What is noted of an action that the profile offers no way to perform."""
_NUMBERS = {"match": "match_number"} | {name: name for name in ("price", "quantity", "number", "channel")}
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class Control(Protocol):
    """Performs operator actions."""

    async def perform(self, action: str, **arguments: str) -> str:
        """Perform an action and give what it printed. ActionMissing where there is no way to do so."""
        ...


class NoControl:
    """A venue whose operator the suite cannot reach."""

    async def perform(self, action: str, **arguments: str) -> str:  # noqa: ARG002 - whatever it would act on
        """Say that there is no way."""
        raise ActionMissing(action)


class EmbeddedControl:
    """The embedded venue's operator: `control` blocks until the action is done, so it is called from a thread."""

    def __init__(self, control: Callable[..., Any]) -> None:
        self._control = control

    async def perform(self, action: str, **arguments: str) -> str:
        """Perform an action; its name is written with underscores there, and what is a number is one."""
        values: dict[str, Any] = {name: value for name, value in arguments.items() if name not in _NUMBERS}
        values |= {_NUMBERS[name]: int(value) for name, value in arguments.items() if name in _NUMBERS and value}
        return str(await asyncio.to_thread(self._control, action.replace("-", "_"), **values))


class CommandControl:
    """A command line per action, without a shell: `{symbol}`, `{user}` and the like stand for the arguments."""

    def __init__(self, commands: Mapping[str, str], timeout: float) -> None:
        self._commands = commands
        self._timeout = timeout

    async def perform(self, action: str, **arguments: str) -> str:
        """Run the action's command, at most `timeout` seconds. Unmet where it cannot be run or does not exit with 0."""
        if action not in self._commands:
            raise ActionMissing(action)
        words = [_filled(word, arguments) for word in shlex.split(self._commands[action])]
        try:
            process = await asyncio.create_subprocess_exec(
                *words,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
            )
        except OSError as error:
            raise failed(action, f"{words[0]}: {error.strerror}") from None
        try:
            printed, _ = await asyncio.wait_for(process.communicate(), self._timeout)
        except TimeoutError:
            raise failed(action, f"no end within {self._timeout:g} s") from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        text = printed.decode(errors="replace").strip()
        if process.returncode:
            raise failed(action, f"exit status {process.returncode}" + (f": {text[-200:]}" if text else ""))
        return text


class NotedControl:
    """Notes each action of another control: what was asked, when it was done, and what became of it."""

    def __init__(self, control: Control) -> None:
        self._control = control
        self._noted: list[dict[str, object]] = []

    async def perform(self, action: str, **arguments: str) -> str:
        """Have the action performed, and note it."""
        note: dict[str, object] = {"action": action, "arguments": arguments, "failed": None}
        self._noted.append(note)
        try:
            return await self._control.perform(action, **arguments)
        except ActionMissing:
            note["failed"] = MISSING
            raise
        except Unmet as unmet:
            note["failed"] = unmet.outcome.observed
            raise
        finally:
            note["time_ns"] = now_ns()

    def take(self) -> list[dict[str, object]]:
        """What was noted since the last time."""
        noted, self._noted = self._noted, []
        return noted


def _filled(word: str, arguments: Mapping[str, str]) -> str:
    """A word of the command with its arguments; a placeholder that the action has no value for becomes empty."""
    return _PLACEHOLDER.sub(lambda match: str(arguments.get(match[1], "")), word)


def failed(action: str, observed: str) -> Unmet:
    return Unmet(Outcome(Result.UNPROVEN, f"the operator action {action!r}", "exit status 0", observed))
