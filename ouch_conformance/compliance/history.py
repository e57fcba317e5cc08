"""Earlier runs beside this one: how each ended, and every requirement whose verdict is not what it was.

A run is kept by keeping its traceability.json, under any name, or its bundle; nothing else is read of it.
"""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ouch_conformance.compliance.html import Html, Row, el, join, link, row, table
from ouch_conformance.compliance.opening import moment
from ouch_conformance.compliance.run import TRACE, Kept
from ouch_conformance.compliance.words import badge, standing
from ouch_conformance.report.summary import STATUS_WORDS
from ouch_conformance.report.traceability import TraceError, parsed_traceability, read_traceability

Trace = Mapping[str, Any]
COLUMNS = 6
"""Runs whose verdicts stand beside each other, this one included; the table of runs has all of them."""
_BEFORE_TIMES = ""


def read_history(paths: Iterable[Path], kept: Kept) -> list[Trace]:
    """The earlier runs of the same protocol, oldest first, each once. TraceError for a file that is no run.

    A path is the traceability.json of a run, its folder of results, its bundle, or a folder with several of these; an
    empty folder is that of a first run.
    """
    found: dict[str, Trace] = {}
    for trace in (read for path in paths for read in _read(path)):
        facts = trace["run"]
        if facts["protocols"][0] == kept.facts["protocols"][0] and _begun(trace) < kept.facts["started"]:
            found[json.dumps([facts, trace["counts"]], sort_keys=True)] = trace
    return sorted(found.values(), key=_begun)


def _begun(trace: Trace) -> str:
    """Older suites did not note the time: their runs come first."""
    return str(trace["run"].get("started", _BEFORE_TIMES))


def _read(path: Path) -> Iterator[Trace]:
    if path.is_dir() and not (path / TRACE).is_file():
        inside = sorted(each for each in path.iterdir() if each.suffix in (".json", ".zip") or (each / TRACE).is_file())
        if not inside and any(path.iterdir()):
            raise TraceError(f"{path}: no run in it: a traceability.json, a bundle or a folder of results is expected")
        for each in inside:
            yield _one(each)
    else:
        yield _one(path)


def _one(path: Path) -> Trace:
    if path.suffix != ".zip":
        return read_traceability(path / TRACE if path.is_dir() else path)
    try:
        with zipfile.ZipFile(path) as bundle:
            return parsed_traceability(bundle.read(TRACE), path)
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise TraceError(f"{path}: no bundle of a run: {error}") from None


def history(earlier: Sequence[Trace], kept: Kept) -> Html:
    """The runs, then what changed between them."""
    if not earlier:
        return el("p", "No earlier run was given (ouch-conformance matrix --html --history).")
    runs = [*earlier, kept.trace]
    shown = runs[-COLUMNS:]
    words = [_words(trace, kept) for trace in shown]
    changed = {name: each for name, each in words[-1].items() if len({told.get(name, "") for told in words}) > 1}
    same = len(words[-1]) - len(changed)
    return join(
        _runs(runs, kept),
        _changes(changed, words, shown, kept) if changed else None,
        el("p", f"{same} of {len(words[-1])} requirements stand as they did in the runs shown."),
    )


def _words(trace: Trace, kept: Kept) -> dict[str, str]:
    """What each requirement of this run's catalogue was then; one that the older catalogue lacks is left out."""
    return {each["id"]: standing(each) for each in trace["requirements"] if each["id"] in kept.rows}


def _runs(runs: Sequence[Trace], kept: Kept) -> Html:
    header = ("Run", "Ended as", "Product and version", "Suite", "Requirements")
    return table(f"{len(runs)} runs, the oldest first", header, (_run(trace, trace is kept.trace) for trace in runs))


def _run(trace: Trace, is_this: bool) -> Row:
    facts, result = trace["run"], trace.get("result")
    begun = moment(facts["started"]) if "started" in facts else "time not noted"
    ended = f"{result['status']}: {STATUS_WORDS[result['status']]}" if result else "not noted"
    product = " ".join(each for each in (facts.get("product"), facts.get("product_version")) if each) or "not given"
    counted = Counter(standing(each) for each in trace["requirements"])
    counts = ", ".join(f"{count} {word}" for word, count in counted.most_common())
    return row(join(begun, el("strong", " (this run)") if is_this else None), ended, product, facts["suite"], counts)


def _changes(changed: Iterable[str], words: Sequence[Mapping[str, str]], shown: Sequence[Trace], kept: Kept) -> Html:
    header = ("Requirement", *(_short(trace) for trace in shown), "What it asks of the venue")
    rows = (
        row(
            link(f"#{name}", name),
            *(badge(told.get(name, "not yet listed")) for told in words),
            kept.rows[name]["sentence"],
        )
        for name in changed
    )
    return table("Requirements that did not always stand as they do now", header, rows)


def _short(trace: Trace) -> str:
    begun = _begun(trace)
    return f"{begun[:10]} {begun[11:16]}" if begun else "time not noted"
