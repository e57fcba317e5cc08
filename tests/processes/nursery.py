"""The process that has imported everything, and forks a program for each client that asks.

Between the nursery and a program stands a minder: it tells the client the program's process id and how it ended, and
kills the program when the client is gone.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import runpy
import selectors
import signal
import socket
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import pytest

IMPORTED = (
    "allure_pytest.listener",
    "ouch_conformance.cli",
    "ouch_conformance.plugin.session",
    "ouch_conformance.venue_command",
    "ouch_conformance.venue.operator_command",
)
"""What programs import when they get to it: the plugins' own imports come with the first run of pytest."""


class Imports:
    """A plugin that imports the rest while pytest rewrites assertions, as it would at the start of a run."""

    def pytest_configure(self) -> None:
        """Import what a run imports later."""
        for name in IMPORTED:
            importlib.import_module(name)


def serve(address: str) -> None:
    """Answer clients until standard input closes."""
    with socket.socket(socket.AF_UNIX) as listener, selectors.DefaultSelector() as waiting:
        listener.bind(address)
        listener.listen(64)
        waiting.register(listener, selectors.EVENT_READ)
        waiting.register(sys.stdin, selectors.EVENT_READ)
        os.write(1, b"ready\n")
        while sys.stdin not in [key.fileobj for key, _ in waiting.select()]:
            client, _ = listener.accept()
            if os.fork() == 0:
                waiting.close()
                listener.close()
                _mind(client)
            client.close()


def _mind(client: socket.socket) -> NoReturn:
    """Start the program that a client asks for, and wait for the end of one of the two."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    streams, asked = _asked(client)
    pid = os.fork()
    if pid == 0:
        client.close()
        _run(streams, asked)
    for each in (0, *streams):
        os.close(each)
    client.sendall(b"%d\n" % pid)
    ended = os.pidfd_open(pid)
    with selectors.DefaultSelector() as waiting:
        waiting.register(ended, selectors.EVENT_READ)
        waiting.register(client, selectors.EVENT_READ)
        if ended not in [key.fileobj for key, _ in waiting.select()]:
            os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    with suppress(OSError):
        client.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def _asked(client: socket.socket) -> tuple[list[int], dict[str, Any]]:
    """The client's standard streams, and its words, folder and environment."""
    length, streams, _, _ = socket.recv_fds(client, 4, 3)
    with client.makefile("rb") as request:
        return streams, json.loads(request.read(int.from_bytes(length, "big")))


class Program(BaseException):
    """Leaves the nursery's own frames behind in a forked program."""


def _run(streams: list[int], asked: dict[str, Any]) -> NoReturn:
    """Become the program: its streams, folder, environment, arguments and signals are those of its client."""
    for place, each in enumerate(streams):
        os.dup2(each, place)
        os.close(each)
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))
    sys.path[:] = [asked["cwd"], *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep)), *sys.path[1:]]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.argv[:] = asked["words"]
    raise Program(asked["words"][0])


def _warm() -> None:
    """One run of pytest that collects nothing: every plugin is imported as a run imports it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pytest.ini").write_text("[pytest]\n")
        plain = ["-p", "no:cacheprovider", "-p", "no:hypothesispytest"]
        pytest.main(["--rootdir", folder, "-c", f"{folder}/pytest.ini", *plain, folder], plugins=[Imports()])


def main(address: str) -> None:
    """Import everything, then serve."""
    _warm()
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    serve(address)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Program as program:
        module = str(program)
    else:
        sys.exit(0)
    # Behind the except clause: a program's own traceback shall not tell of the nursery.
    if module == "pytest":
        runpy.run_module("pytest", run_name="__main__", alter_sys=True)
    assert module == "ouch_conformance.cli", f"the nursery has no {module}"
    sys.exit(importlib.import_module(module).main())
