"""Who logs in from a command line, and where the password comes from: the environment, a file or a prompt.

Never the command line itself, which anybody can see.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path

from ouch_conformance.soup.packets import PASSWORD_WIDTH, USERNAME_WIDTH
from ouch_conformance.soup.versions import Version


class CredentialsError(Exception):
    """One line: which password cannot be had or does not fit. Never the password."""


def add_login_options(parser: argparse.ArgumentParser, *, prompts: bool = False) -> None:
    """Add the options of a login: who, over which session protocol, with which password (`read_password`).

    `prompts` says that the command asks for a password where no option says where it is.
    """
    parser.add_argument("--user", required=True, type=fitting(USERNAME_WIDTH), metavar="U", help="who logs in")
    parser.add_argument(
        "--session-protocol",
        choices=[str(each) for each in Version],
        default=str(Version.V3_00),
        metavar="NAME",
        help="the SoupBinTCP that the venue speaks: %(choices)s; default: %(default)s",
    )
    secret = parser.add_mutually_exclusive_group(required=not prompts)
    secret.add_argument("--password-env", metavar="VAR", help="the environment variable that holds the password")
    text = "the file that holds it and nothing else" + "; default: ask for it" * prompts
    secret.add_argument("--password-file", type=Path, metavar="FILE", help=text)


def fitting(width: int) -> Callable[[str], str]:
    """The type of an argument that stands in a field of so many bytes: printable ASCII characters, as many at most."""

    def read(text: str) -> str:
        if not _fits(text, width):
            raise argparse.ArgumentTypeError(f"{text!r} does not fit: at most {width} printable ASCII characters")
        return text

    return read


def _fits(text: str, width: int) -> bool:
    return len(text) <= width and text.isascii() and text.isprintable()


def read_password(user: str, variable: str | None, file: Path | None) -> str:
    """The password of a user, 10 ASCII characters at most. CredentialsError where it cannot be had or does not fit.

    Without a variable and a file it is asked for; where standard input is no terminal, its first line is taken.
    """
    if variable is not None:
        password = _from_environment(variable)
    else:
        password = _from_prompt(user) if file is None else _from_file(file)
    if not _fits(password, PASSWORD_WIDTH):
        raise CredentialsError(
            f"the password of {user} does not fit: at most {PASSWORD_WIDTH} printable ASCII characters"
        )
    return password


def _from_environment(variable: str) -> str:
    try:
        return os.environ[variable]
    except KeyError:
        raise CredentialsError(f"the environment has no {variable}: set it to the password") from None


def _from_file(file: Path) -> str:
    try:
        return file.read_text("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise CredentialsError(f"{file}: the password file is not UTF-8 text") from None
    except OSError as error:
        raise CredentialsError(f"{file}: the password file cannot be read: {error.strerror}") from None


def _from_prompt(user: str) -> str:
    if sys.stdin.isatty():
        return getpass.getpass(f"Password of {user}: ")
    line = sys.stdin.readline()
    if not line:
        raise CredentialsError("standard input holds no password: give --password-env or --password-file")
    return line.rstrip("\r\n")
