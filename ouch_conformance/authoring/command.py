"""`ouch-conformance steps` and `ouch-conformance fields`: what a feature can say."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ouch_conformance.authoring.errors import AuthoringError

if TYPE_CHECKING:
    from argparse import _SubParsersAction

STEPS = """List the sentences: types, meaning, what each can judge, an example from a real feature, where it is used."""
FIELDS = """List the columns of a message: type, unit, legal words, default, boundaries. Without one, the messages."""


def add_parser(subparsers: _SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `steps` and `fields`."""
    steps = subparsers.add_parser("steps", help="list the sentences of a feature", description=STEPS)
    steps.add_argument("words", nargs="*", metavar="WORD", help="only sentences with these words, or parts of them")
    steps.add_argument("--protocol", metavar="P", help="only what a feature of this protocol can say")
    steps.add_argument("--markdown", type=Path, metavar="FILE", help="write all of it as a Markdown page")
    steps.add_argument("--glue", type=Path, metavar="FILE", help="write what an editor needs to know the sentences")
    steps.set_defaults(run=run_steps)
    fields = subparsers.add_parser("fields", help="list what a message carries", description=FIELDS)
    fields.add_argument("message", nargs="*", metavar="MESSAGE", help="its name: EnterOrder, or enter order")
    fields.add_argument("--protocol", metavar="P", help="the protocol; default: that of the ini file's profile")
    fields.add_argument("--markdown", type=Path, metavar="FILE", help="write all messages as a Markdown page")
    fields.set_defaults(run=run_fields)


def run_steps(given: argparse.Namespace) -> int:
    """Print or write the sentences; AuthoringError where none is as asked for."""
    # The vocabulary takes long to load: too long for a start of the command that does not need it.
    from ouch_conformance.authoring import glue, pages  # noqa: PLC0415
    from ouch_conformance.authoring.place import Place  # noqa: PLC0415
    from ouch_conformance.authoring.sentences import entries, matching  # noqa: PLC0415
    from ouch_conformance.authoring.uses import find_uses, own_files  # noqa: PLC0415
    from ouch_conformance.plugin.index import StepIndex, sentence_definitions  # noqa: PLC0415

    place = Place(Path.cwd())
    # The page is the suite's: it is the same wherever it is written.
    definitions = sentence_definitions() if given.markdown else place.definitions()
    sentences = [each.sentence for each in definitions if each.sentence]
    if given.glue is not None:
        return write(given.glue, glue.glue_text(sentences))
    files = dict.fromkeys([*own_files(), *(() if given.markdown else place.files())])
    index = StepIndex(definitions)
    found = matching(entries(sentences, find_uses(files, index), given.protocol), given.words, index)
    if given.markdown is not None:
        return write(given.markdown, pages.steps_page(found))
    sys.stdout.write(pages.steps_text(found))
    return 0


def run_fields(given: argparse.Namespace) -> int:
    """Print or write what messages carry; AuthoringError where there is none of that name."""
    from ouch_conformance.authoring import pages  # noqa: PLC0415
    from ouch_conformance.authoring.fields import find_message, find_protocol  # noqa: PLC0415
    from ouch_conformance.authoring.place import Place  # noqa: PLC0415
    from ouch_conformance.spec.library import conducts  # noqa: PLC0415

    place = Place(Path.cwd())
    if given.markdown is not None:
        return write(given.markdown, pages.fields_page(find_protocol(name) for name in conducts()))
    protocol = find_protocol(given.protocol or place.protocol)
    if given.message:
        sys.stdout.write(pages.fields_text(protocol, find_message(protocol, " ".join(given.message))))
    else:
        sys.stdout.write(pages.messages_text(protocol))
    return 0


def write(path: Path, text: str) -> int:
    """Write a file and say so; AuthoringError where it cannot be written."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise AuthoringError(f"{path}: cannot be written: {error.strerror}") from None
    sys.stdout.write(f"{path}\n")
    return 0
