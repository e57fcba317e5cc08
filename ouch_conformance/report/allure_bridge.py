"""Makes allure-pytest leave the scenarios to this suite, so that one scenario is exactly one Allure result.

allure-pytest knows tests as Python functions: of a scenario it would report no step, no rule and no verdict, and one
container file per fixture. Its listener is therefore wrapped. Plain tests of the same run go through untouched. Of a
scenario it only keeps an open result in memory, so that `allure.attach`, `allure.step` and `allure.dynamic` work in a
user's own steps; what they add is moved into the result that this suite writes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from allure_commons.model2 import Status, StatusDetails, TestResult
from pluggy import HookimplMarker, Result

from ouch_conformance.report.allure import requirement_filter
from ouch_conformance.report.attachments import Attached
from ouch_conformance.report.run_files import AllureWriter

_LISTENER = "allure_listener"

hookimpl = HookimplMarker("pytest")
HookWrapper = Generator[None, Result[Any], None]


def install(config: Any, is_scenario: Callable[[Any], bool]) -> AllureBridge | None:
    """Wrap allure-pytest's listener, if the run writes Allure results at all; call it from `pytest_sessionstart`.

    `is_scenario` tells an item of ours from a plain test. Earlier than `pytest_sessionstart`, the listener may not be
    there yet.
    """
    listener = config.pluginmanager.unregister(name=_LISTENER) if config.pluginmanager.has_plugin(_LISTENER) else None
    if listener is None:
        return None
    pattern = dict(config.option.allure_link_pattern).get("requirement")
    link = pattern.format if pattern else requirement_filter
    bridge = AllureBridge(listener, is_scenario, link, Path(config.option.allure_report_dir).absolute())
    config.pluginmanager.register(bridge, _LISTENER)
    return bridge


class AllureBridge:
    """Stands in for allure-pytest's listener: the same hooks, each passed on for everything but scenarios.

    `link` gives the address of a requirement's id: that of `--allure-link-pattern requirement:...`, or a place in the
    report itself.
    """

    def __init__(
        self, listener: Any, is_scenario: Callable[[Any], bool], link: Callable[[str], str], directory: Path
    ) -> None:
        self.link = link
        self._writer = AllureWriter(directory)
        self._listener = listener
        self._reporter = listener.allure_logger
        self._is_scenario = is_scenario
        self._open: dict[str, str] = {}

    def report(self, nodeid: str, result: Any, attachments: Iterable[Attached]) -> None:
        """Write the result of a scenario, with what its steps added through allure's own functions."""
        identity = self._open.pop(nodeid, None)
        if identity:
            _adopt(result, self._reporter.get_test(identity))
            self._reporter.drop_test(identity)
        self._writer.write(result, attachments)

    def finish(self, environment: Mapping[str, str], variables: Mapping[str, str]) -> None:
        """Write what belongs to the run, `variables` being those of the process; once, not in every xdist worker."""
        self._writer.write_run(environment, variables)

    @hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: Any, nextitem: Any) -> HookWrapper:
        """Keep a result open for a scenario while it runs."""
        if not self._is_scenario(item):
            yield from self._listener.pytest_runtest_protocol(item, nextitem)
            return
        identity = self._open[item.nodeid] = str(uuid4())
        opened = TestResult(name=item.name, fullName=item.nodeid, uuid=identity, start=_now())
        self._reporter.schedule_test(identity, opened)
        yield
        if self._open.pop(item.nodeid, None):
            # Never lose a scenario without a word: a report that is short of one looks better than the run was.
            opened.status, opened.stop = Status.BROKEN, _now()
            opened.statusDetails = StatusDetails(message="The suite ended this scenario without a verdict.")
            self._reporter.close_test(identity)

    @hookimpl(hookwrapper=True)
    def pytest_runtest_setup(self, item: Any) -> HookWrapper:
        """Pass on for plain tests."""
        yield from self._unless_scenario(item, self._listener.pytest_runtest_setup(item))

    @hookimpl(hookwrapper=True)
    def pytest_runtest_call(self, item: Any) -> HookWrapper:
        """Pass on for plain tests."""
        yield from self._unless_scenario(item, self._listener.pytest_runtest_call(item))

    @hookimpl(hookwrapper=True)
    def pytest_runtest_teardown(self, item: Any) -> HookWrapper:
        """Pass on for plain tests."""
        yield from self._unless_scenario(item, self._listener.pytest_runtest_teardown(item))

    @hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item: Any, call: Any) -> HookWrapper:
        """Pass on for plain tests."""
        yield from self._unless_scenario(item, self._listener.pytest_runtest_makereport(item, call))

    @hookimpl(hookwrapper=True)
    def pytest_runtest_logfinish(self, nodeid: str, location: Any) -> HookWrapper:
        """Pass on: the listener finds nothing under a scenario's node id."""
        yield from self._listener.pytest_runtest_logfinish(nodeid, location)

    @hookimpl(hookwrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> HookWrapper:
        """Pass on, but for the fixtures that live for one scenario; wider ones may serve a plain test too."""
        yield from self._unless_scenario(request.node, self._listener.pytest_fixture_setup(fixturedef, request))

    @hookimpl(hookwrapper=True)
    def pytest_fixture_post_finalizer(self, fixturedef: Any) -> HookWrapper:
        """Pass on, but for a container that ends without a plain test in it."""
        yield from (
            self._listener.pytest_fixture_post_finalizer(fixturedef) if self._serves_a_test(fixturedef) else _once()
        )

    def _serves_a_test(self, fixturedef: Any) -> bool:
        """Whether allure-pytest's open container of a fixture has a test; one without is dropped here."""
        identity = self._listener._cache.get(fixturedef)
        if identity is None or self._reporter.get_item(identity).children:
            return True
        self._listener._cache.pop(fixturedef)
        self._reporter.drop_test(identity)
        return False

    def _unless_scenario(self, item: Any, hook: HookWrapper) -> HookWrapper:
        yield from _once() if self._is_scenario(item) else hook


def _now() -> int:
    return time.time_ns() // 1_000_000


def _once() -> HookWrapper:
    yield


def _adopt(result: Any, added: Any) -> None:
    """Move what a scenario's steps added through allure's functions into its result; nested steps go where they ran."""
    for name in ("attachments", "labels", "links", "parameters"):
        getattr(result, name).extend(getattr(added, name))
    result.description = "\n\n".join(text for text in (result.description, added.description) if text)
    for inner in added.steps:
        outer = next((step for step in result.steps if _within(inner, step)), result)
        outer.steps.append(inner)


def _within(inner: Any, outer: Any) -> bool:
    return bool(outer.start and outer.stop and outer.start <= inner.start <= outer.stop)
