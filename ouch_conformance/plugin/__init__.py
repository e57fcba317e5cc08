"""The pytest plugin. Without a root of features or an `--ouch-` option it only registers its options.

Everything heavier is imported with the first feature that is collected.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ouch_conformance.plugin.session import Conformance

_PREFIX = "ouch_"
# Named here once more, and held to the venue's own list by a test: asking the venue would load it in every run.
_VARIANTS = (
    "debug-packets, single-bytes, lumps, fast-heartbeats, sequence-zero-next, sequence-zero-last, "
    "accepted-on-the-left, no-limits, second-login-takes-over, second-login-refused, second-login-mirrored, "
    "number-gaps, unmatched-ioc-dead, unmatched-ioc-cancelled, hidden-last, hidden-by-time, options-as-sent, "
    "options-all, mass-cancel-answered-first, mass-cancel-answered-last"
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Register the options, and the ini option that names the roots below which `.feature` files are collected."""
    parser.addini("ouch_features", "folders whose .feature files are collected directly", type="paths", default=[])
    parser.addini("ouch_specs", "folders with protocols of your own: PROTOCOL/messages.xml", type="paths", default=[])
    parser.addini("ouch_profile", "the profile where the command line names none", type="paths", default=[])
    group = parser.getgroup("ouch", "OUCH conformance")
    group.addoption(
        "--ouch-suite",
        metavar="NAME",
        action="append",
        help="run the features that ship with the suite for a protocol, by its name; may be repeated",
    )
    group.addoption("--ouch-profile", metavar="FILE", help="the venue's profile; default: the embedded reference venue")
    group.addoption("--ouch-target", metavar="HOST:PORT", help="examine the venue there instead of the profile's")
    group.addoption("--ouch-protocol", metavar="NAME", help="the protocol, where no profile names one")
    group.addoption("--ouch-strict", action="store_true", default=None, help="a violated derived requirement fails")
    group.addoption("--ouch-deviations", metavar="FILE", help="the list of known deviations, instead of the profile's")
    group.addoption(
        "--ouch-evidence",
        choices=("failures", "always"),
        help="attach sequence, messages and annotated bytes to every scenario that does not pass (default), or to all",
    )
    group.addoption(
        "--ouch-pcap",
        choices=("off", "failures", "always"),
        help="write a pcapng capture of every scenario that does not pass (default), of all, or of none",
    )
    group.addoption(
        "--ouch-diagram",
        action="store_true",
        default=None,
        help="print the sequence diagram of every scenario that does not pass",
    )
    group.addoption(
        "--ouch-generated",
        action="store_true",
        default=None,
        help="run the scenarios made from the layout: values at and beyond their limits, broken messages; the profile "
        "has to mark its venue as fit for hostile input",
    )
    text = "write the compliance matrix as one HTML page when the run ends"
    group.addoption("--ouch-html", metavar="FILE", help=text)
    text = "append the result as Markdown to a file when the run ends, for the page of a CI job"
    group.addoption("--ouch-summary", metavar="FILE", help=text)
    text = "validate everything that needs no venue, say what would run, and run nothing"
    group.addoption("--ouch-dry-run", action="store_true", default=None, help=text)
    group.addoption("--ouch-judge", metavar="DIR", help="judge the results of a run again, from its record alone")
    group.addoption("--ouch-results", metavar="DIR", help="where results go; default: reports")
    group.addoption(
        "--ouch-defect",
        metavar="NAME",
        action="append",
        help="switch on a defect of the embedded reference venue; may be repeated",
    )
    group.addoption(
        "--ouch-variant",
        metavar="NAME",
        action="append",
        help=f"have the embedded reference venue play a legal alternative; may be repeated: {_VARIANTS}",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Take part where features roots are configured or one of the options is given."""
    asked = any(value is not None for name, value in vars(config.option).items() if name.startswith(_PREFIX))
    roots = [root.resolve() for root in config.getini("ouch_features")]
    if config.option.ouch_suite:
        from ouch_conformance.plugin.suites import add_suites  # noqa: PLC0415 - most runs never come here

        roots.append(add_suites(config, config.option.ouch_suite))
    if config.option.ouch_generated:
        from ouch_conformance.plugin.generated import add_generated  # noqa: PLC0415 - likewise

        roots.insert(0, add_generated(config, roots))
    if asked and not roots:
        # pytest looks for the ini file before it knows our options: in `--ouch-results DIR`, DIR is a test path to it.
        raise pytest.UsageError(
            f"no ini file names features (ouch_features = ...): rootdir is {config.rootpath}, "
            f"ini file {config.inipath or 'none'}; write paths with =, as in --ouch-profile=FILE, or give --rootdir"
        )
    if roots:
        config.pluginmanager.register(Doorman(config, roots, asked=asked), "ouch-conformance")


class Doorman:
    """Waits for the first feature: a run of plain tests below the same ini file never loads more than this."""

    def __init__(self, config: pytest.Config, roots: list[Path], *, asked: bool) -> None:
        self.config = config
        # A controller of pytest-xdist collects nothing itself, and still adds the verdicts up.
        self._eager = asked or getattr(config.option, "dist", "no") != "no"
        self._roots = roots
        self._conformance: Conformance | None = None

    @property
    def conformance(self) -> Conformance:
        """The rest of the plugin, loaded on first use."""
        if self._conformance is None:
            from ouch_conformance.plugin.session import Conformance  # noqa: PLC0415 - most runs never come here

            self._conformance = Conformance(self.config, self._roots)
            self.config.pluginmanager.register(self._conformance, "ouch-conformance-run")
        return self._conformance

    def pytest_sessionstart(self) -> None:
        """Check the options that were given, whether or not a feature is collected later."""
        if self._eager:
            self.conformance.check_options()

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """Collect a `.feature` file below one of the roots."""
        if file_path.suffix != ".feature":
            return None
        resolved = file_path.resolve()
        if not any(resolved.is_relative_to(root) for root in self._roots):
            return None
        return self.conformance.collect(file_path, parent)

    @pytest.hookimpl(optionalhook=True)
    def pytest_bdd_before_step_call(
        self, request: pytest.FixtureRequest, step: object, step_func: Callable[..., object]
    ) -> None:
        """Stop a stock pytest-bdd scenario from calling an async step: it would throw the coroutine away and pass."""
        if inspect.iscoroutinefunction(step_func) and isinstance(request.node, pytest.Function):
            pytest.fail(
                f"{step}: the step is asynchronous, and a scenario of pytest-bdd's own would pass without running it; "
                "put the .feature below a folder named in `ouch_features` and leave the scenarios() module out",
                pytrace=False,
            )
