"""Stands in the place of a program: hands its own arguments, folder, environment and streams to the nursery.

Started as `client.py ADDRESS MODULE ARGUMENT...`. Passes signals on and ends as the program ends; when it is killed,
the nursery kills the program.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys

PASSED_ON = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1)


def main(address: str, *words: str) -> int:
    """Run the program; its exit status, or the end by the signal that ended it."""
    with socket.socket(socket.AF_UNIX) as nursery:
        nursery.connect(address)
        # pathlib would take longer to import than everything else here.
        asked = json.dumps({"words": words, "cwd": os.getcwd(), "env": dict(os.environ)}).encode()  # noqa: PTH109
        socket.send_fds(nursery, [len(asked).to_bytes(4, "big")], [0, 1, 2])
        nursery.sendall(asked)
        with nursery.makefile("rb") as answers:
            pid = int(answers.readline())
            for number in PASSED_ON:
                signal.signal(number, lambda number, _: _pass_on(pid, number))
            status = int(answers.readline() or -signal.SIGKILL)
    if status < 0:
        if -status != signal.SIGKILL:
            signal.signal(-status, signal.SIG_DFL)
        os.kill(os.getpid(), -status)
    return status


def _pass_on(pid: int, number: int) -> None:
    """Signal the program, unless it is gone."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
