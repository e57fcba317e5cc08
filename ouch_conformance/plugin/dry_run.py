"""`--ouch-dry-run`: everything that can be known of a run without a venue. Nothing runs, and nothing passes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from ouch_conformance.plugin.collect import ScenarioItem
from ouch_conformance.plugin.forecast import outlook
from ouch_conformance.plugin.library import Library, shown
from ouch_conformance.plugin.limits import beyond
from ouch_conformance.plugin.lint import Finding

if TYPE_CHECKING:
    from ouch_conformance.plugin.wiring import Plan

_NO_VERDICT = "a dry run: no venue was asked, nothing was judged, and this is no pass"
_WITHIN = "take a value that the profile allows, or max, max+1"
_HOW = {"": "would run", "not applicable": "not applicable", "not testable": "not testable"}


class DryRun:
    """Takes the place of the run: the features are collected and linted as for a run, then they are only looked at."""

    def __init__(self, config: pytest.Config, library: Library) -> None:
        if getattr(config.option, "dist", "no") != "no":
            raise pytest.UsageError("--ouch-dry-run only reads: leave out -n and --dist")
        self._library = library
        self._counts: Counter[tuple[str, str]] = Counter()
        self._scenarios = self._others = 0

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Look at every scenario that was selected. pytest.UsageError with all that a run would stumble over."""
        if session.config.option.collectonly or session.testsfailed:
            return None
        items = [item for item in session.items if isinstance(item, ScenarioItem)]
        self._others = len(session.items) - len(items)
        if session.items and not items:
            raise pytest.UsageError("--ouch-dry-run looks at scenarios, and none was selected")
        plan = self._library.plan
        findings = [finding for item in items for finding in self._look(item, plan)] if plan else []
        if findings:
            lines = [finding.text(shown(finding.path)) for finding in dict.fromkeys(findings)]
            count = f"{len(lines)} problem{'s' if len(lines) > 1 else ''}"
            raise pytest.UsageError("\n".join([f"the features do not fit the profile: {count}", *lines]))
        return True

    def _look(self, item: ScenarioItem, plan: Plan) -> Iterator[Finding]:
        how, cause = outlook(plan, item.tags, [step for step, _ in item.steps])
        self._scenarios += 1
        self._counts[how, cause] += 1
        if how:
            return
        spoken = plan.spoken_above
        for step, definition in item.steps:
            for problem in beyond(step, definition, spoken, plan.profile):
                yield Finding(item.path, step.line_number, problem, _WITHIN)

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Say how many scenarios would run, why the others would not, and that nothing has passed."""
        if not self._scenarios:
            return
        terminalreporter.section("OUCH dry run")
        for line in self.lines():
            terminalreporter.write_line(line)

    def lines(self) -> Iterator[str]:
        """The counts, which add up to the scenarios selected, each cause with its own."""
        sums: Counter[str] = Counter()
        for (how, _), count in self._counts.items():
            sums[_HOW[how]] += count
        parts = " + ".join(f"{sums[name]} {name}" for name in _HOW.values() if sums[name])
        yield f"scenarios  {self._scenarios} selected = {parts}"
        for (how, cause), count in sorted(self._counts.items(), key=lambda each: (each[0][0], -each[1], each[0][1])):
            if how:
                yield f"{count:6} {how}: {cause}"
        if self._others:
            yield f"{self._others} tests that are no scenarios were left out"
        yield _NO_VERDICT
