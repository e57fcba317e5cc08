"""Where the password comes from: the environment, a file or a prompt. Never the command line, which anybody can see."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path

from ouch_conformance.soup.packets import PASSWORD_WIDTH
from ouch_conformance.tail.errors import TailError


def read_password(user: str, variable: str | None, file: Path | None) -> str:
    """The password of a user, 10 ASCII characters at most. TailError where it cannot be had or does not fit.

    Without a variable and a file it is asked for; where standard input is no terminal, its first line is taken.
    """
    if variable is not None:
        password = _from_environment(variable)
    else:
        password = _from_prompt(user) if file is None else _from_file(file)
    if len(password) > PASSWORD_WIDTH or not password.isascii() or not password.isprintable():
        raise TailError(f"the password of {user} does not fit: at most {PASSWORD_WIDTH} printable ASCII characters")
    return password


def _from_environment(variable: str) -> str:
    try:
        return os.environ[variable]
    except KeyError:
        raise TailError(f"the environment has no {variable}: set it to the password") from None


def _from_file(file: Path) -> str:
    try:
        return file.read_text("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise TailError(f"{file}: the password file is not UTF-8 text") from None
    except OSError as error:
        raise TailError(f"{file}: the password file cannot be read: {error.strerror}") from None


def _from_prompt(user: str) -> str:
    if sys.stdin.isatty():
        return getpass.getpass(f"Password of {user}: ")
    line = sys.stdin.readline()
    if not line:
        raise TailError("standard input holds no password: give --password-env or --password-file")
    return line.rstrip("\r\n")
