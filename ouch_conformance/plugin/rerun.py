"""The options of a run that a scenario has to be run again with, to be the same case."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ouch_conformance.plugin.library import shown
from ouch_conformance.plugin.options import Options
from ouch_conformance.report.failure import quoted


def asked(options: Options) -> str:
    """What chose the venue, the protocol and the rules of the run, as words of a command line; empty by default.

    A record that is judged again has no venue: there the profile is a copy that is gone soon.
    """
    return "" if options.judged else " ".join(map(_word, _asked(options)))


def _asked(options: Options) -> Iterator[str]:
    if options.profile:
        yield f"--ouch-profile={shown(options.profile)}"
    if options.target:
        yield f"--ouch-target={options.target}"
    if options.protocol:
        yield f"--ouch-protocol={options.protocol}"
    if options.deviations:
        yield f"--ouch-deviations={shown(options.deviations)}"
    if options.strict:
        yield "--ouch-strict"
    yield from (f"--ouch-defect={name}" for name in options.defects)
    yield from (f"--ouch-variant={name}" for name in options.variants)


def _word(word: str) -> str:
    """In quotes only where it needs them; the backslashes of a path are no reason."""
    return word if re.fullmatch(r"[-\w=:./\\+@,]+", word) else quoted(word)
