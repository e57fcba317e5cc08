"""The operator: what a venue's staff does to it, by name; in the process, or over a port with one JSON object a line.

A request is `{"action": "halt", "symbol": "OUCHA"}` or `{"action": "halt", "values": ["OUCHA"]}`, its answer
`{"ok": true, "result": null}` or `{"ok": false, "error": "..."}`.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from ouch_conformance.soup.versions import Version
from ouch_conformance.venue.settings import VenueError, unknown

if TYPE_CHECKING:
    from ouch_conformance.venue.account import Member
    from ouch_conformance.venue.venue import Venue

LINE_LIMIT = 65_536
_SWITCH = {"true": True, "false": False}
_WANTED: Mapping[Any, str] = {str: "text", int: "a whole number", int | None: "a whole number", bool: "true or false"}


class Operator:
    """Actions on a running venue; each is also a method by its name: `operator.halt(symbol="OUCHA")`."""

    def __init__(self, venue: Venue) -> None:
        self._venue = venue

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_") or name not in self.actions():
            raise AttributeError(name)
        return partial(self.perform, name)

    def actions(self) -> Mapping[str, Callable[..., Any]]:
        """The actions of this venue by name: those of the session layer and those of the dialect's market."""
        return {
            "end_session": self._venue.end_session,
            "start_session": self._venue.start_session,
            "drop_connection": self._drop,
            "debug": self._debug,
            "send_unsequenced": self._send_unsequenced,
            "status": self._status,
            **self._venue.dialect.actions,
        }

    def perform(self, action: str, /, *values: Any, **named: Any) -> Any:
        """Do something and send what comes of it; VenueError for what cannot be done.

        The words of an action may be joined by `_` or `-`.
        """
        actions = self.actions()
        call = actions.get(action.replace("-", "_"))
        if call is None:
            raise unknown("action", action, actions)
        try:
            return call(**_arguments(call, action, values, named))
        finally:
            self._venue.flush()

    def _member(self, user: str) -> Member:
        members = self._venue.gate.members
        if str(user).upper() not in members:
            raise unknown("user", user, members)
        return members[str(user).upper()]

    def _drop(self, user: str) -> int:
        """Close the connections of a user; gives how many there were."""
        return self._venue.drop(self._member(user))

    def _debug(self, user: str, text: str) -> None:
        """Send a debug packet to a user (2.1)."""
        for connection in self._venue.connections(self._member(user)):
            connection.debug(text)

    def _send_unsequenced(self, user: str, text: str) -> None:
        """Send a text to a user as Unsequenced Data; VenueError where the SoupBinTCP that is spoken has none."""
        spoken = self._venue.settings.session_protocol
        if not Version(spoken).server_sends_unsequenced:
            raise VenueError(f"{spoken} has no Unsequenced Data from the server")
        for connection in self._venue.connections(self._member(user)):
            connection.unsequenced(text.encode("latin-1", "replace"))

    def _status(self) -> dict[str, Any]:
        """The session, whether it is open, and what each user has: messages so far and live connections."""
        gate = self._venue.gate
        return {
            "session": gate.session,
            "open": gate.is_open,
            "users": {
                member.account.user: {"messages": len(member.stream), "connections": len(member.listeners)}
                for member in gate.members.values()
            },
        }


def _arguments(
    call: Callable[..., Any], action: str, values: Iterable[Any], named: Mapping[str, Any]
) -> dict[str, Any]:
    """The values by the parameters that they are for, as the action takes them; VenueError for what does not fit."""
    signature = inspect.signature(call, eval_str=True)
    try:
        bound = signature.bind(*values, **named)
    except TypeError as error:
        raise VenueError(f"{action}{inspect.signature(call)}: {error}") from None
    given = bound.arguments.items()
    return {name: _fitting(value, f"{action}: {name}", signature.parameters[name].annotation) for name, value in given}


def _fitting(value: Any, name: str, wanted: Any) -> Any:
    """A value as a parameter takes it: a command line has words for all, and instruments may go by numbers."""
    if wanted is str and isinstance(value, str | int):
        return str(value)
    if wanted in (int, int | None) and re.fullmatch("-?[0-9]{1,20}", str(value)):
        return int(value)
    if wanted is bool and str(value).lower() in _SWITCH:
        return _SWITCH[str(value).lower()]
    if wanted in (str, int, bool) or (wanted == int | None and value is not None):
        raise VenueError(f"{name} = {value!r}: {_WANTED[wanted]} is expected")
    return value


class OperatorPort:
    """The operator's TCP port. It knows no password: it is for loopback and test networks."""

    def __init__(self, venue: Venue) -> None:
        self._venue = venue
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def address(self) -> tuple[str, int] | None:
        """Where the port listens; None while it does not."""
        if self._server is None:
            return None
        host, port = self._server.sockets[0].getsockname()[:2]
        return host, port

    async def start(self, host: str, port: int) -> None:
        """Listen; OSError where the port is not to be had."""
        self._server = await asyncio.start_server(self._serve, host, port, limit=LINE_LIMIT)

    async def stop(self) -> None:
        """Stop listening and hang up."""
        if self._server is None:
            return
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()
        self._server = None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - asyncio runs this callback as a task
        self._tasks.add(task)
        try:
            while line := await reader.readline():
                writer.write(json.dumps(self._answer(line)).encode() + b"\n")
                await writer.drain()
        except (ValueError, ConnectionError):
            # A line above the limit, or a caller that left: hang up.
            pass
        finally:
            self._tasks.discard(task)
            writer.close()

    def _answer(self, line: bytes) -> dict[str, Any]:
        try:
            request = json.loads(line)
        except ValueError:
            return {"ok": False, "error": "not a line of JSON"}
        if not isinstance(request, dict) or not isinstance(request.get("action"), str):
            return {"ok": False, "error": 'wanted a JSON object with an "action"'}
        action, values = request.pop("action"), request.pop("values", [])
        if not isinstance(values, list):
            return {"ok": False, "error": '"values" is not a list'}
        try:
            return {"ok": True, "result": self._venue.operator.perform(action, *values, **request)}
        except VenueError as error:
            return {"ok": False, "error": str(error)}
