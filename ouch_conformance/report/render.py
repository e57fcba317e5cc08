"""Renders Allure results to one self-contained HTML file, with Allure 3 behind and four repairs of its page.

Allure 3.18 builds the page, in single-file mode. What it builds asks Google Analytics for a script, whatever the
options say. Its application may start before the data that is meant for it, and then waits for ever. And nothing stops
an attachment from loading something from elsewhere. So the tag is cut out, the data's place is made before anything
runs, and a content security policy allows the page what it carries and nothing more. Last, it shows a link that has no
host as dead text: a click on a requirement's id narrows the report to the scenarios that carry it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

ALLURE = "allure@3.18.0"
CONFIG = Path(__file__).with_name("allurerc.mjs")
HISTORY = "OUCH_ALLURE_HISTORY"
"""The variable by which the configuration is told where the runs before are kept."""

_SECONDS = 900
# One retry, soon: npm's own patience keeps a user without a network waiting for more than a minute.
_ENVIRONMENT = {
    "NO_COLOR": "1",
    "npm_config_ignore_scripts": "true",
    "npm_config_update_notifier": "false",
    "npm_config_fetch_retries": "1",
    "npm_config_fetch_retry_mintimeout": "1000",
}
_ANALYTICS = re.compile(
    r'<script async src="https://www\.googletagmanager\.com/[^"]*"></script>\s*<script>[^<]*gtag\([^<]*</script>'
)
_HEAD = """<meta http-equiv="Content-Security-Policy" content="default-src data: blob: 'unsafe-inline' 'unsafe-eval'">
    <script>window.allureReportData = window.allureReportData || {}; window.allureReportDataReady = false;</script>
    <script>
      addEventListener("click", (event) => {
        const link = event.target.closest?.("[data-testid=test-result-meta-link]");
        if (link && !link.querySelector("a")) {
          const page = new URL(location.href);
          page.search = new URLSearchParams({ tags: link.innerText.trim() });
          page.hash = "";
          location.assign(page);
        }
      });
    </script>
    <style>[data-testid=test-result-meta-link]:not(:has(a)) { cursor: pointer; }</style>
    """
_GATE = re.compile(r"The verdicts ask for exit status \d, and 0 is expected")
_DATA = re.compile(r"""(?<=["'])data:[^"']*|(?<=,)"[A-Za-z0-9+/=]*"(?=\))""")
_REQUEST = re.compile(
    r"""(?:src|href|action)\s*=\s*["']?\s*(?:https?:)?//[^"'\s>]*|url\(\s*["']?(?:https?:)?//[^)]*""", re.I
)


class RenderError(Exception):
    """No report: the message is one line that says what to do about it. `status` is the exit status it asks for."""

    def __init__(self, hint: str, status: int = 4) -> None:
        super().__init__(hint)
        self.status = status


def render(results: Path, output: Path, say: Callable[[str], None], history: Path | None = None) -> None:
    """Render the folder `results` to the file `output`, which is replaced in one go; `say` gets the lines of progress.

    `history` is Allure's own file of the runs before (JSON lines), to which this one is added. RenderError with status
    4 where node or the results are missing, with status 3 where Allure fails or builds a page that the repairs do not
    fit.
    """
    count = count_results(results)
    command = allure_command()
    say(f"rendering {count} results of {results} with {ALLURE} (npx fetches it the first time)")
    with tempfile.TemporaryDirectory(prefix="ouch-report-") as folder:
        page = Path(folder) / "page"
        words = ["generate", str(results.absolute()), "--config", str(CONFIG), "--output", str(page)]
        done = _run([*command, *words, "--report-name", title_of(results)], Path(folder), history)
        if done.returncode:
            raise RenderError(_said(done), 3)
        html = repaired((page / "index.html").read_text(encoding="utf-8"))
    _replace(output, html)
    say(f"wrote {output} ({len(html) / 1e6:.1f} MB)")


def title_of(results: Path) -> str:
    """The name of the report: it says what was examined, where the run wrote that beside its results."""
    file = results / "environment.properties"
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    facts = dict(line.split(" = ", 1) for line in lines if " = " in line)
    named = " ".join(facts[name] for name in ("product", "product_version") if name in facts) or facts.get("profile")
    return f"OUCH conformance of {named}" if named else "OUCH conformance"


def quality_gate(results: Path) -> str | None:
    """What Allure's quality gate finds wrong with a folder of results, in its own line; None where it is passed.

    It asks of the verdicts what the run's exit status says. What no result tells of is not in it: an interruption, and
    listed deviations that belong to no check. RenderError as in `render`.
    """
    count_results(results)
    command = [*allure_command(), "quality-gate", str(results.absolute()), "--config", str(CONFIG)]
    with tempfile.TemporaryDirectory(prefix="ouch-gate-") as folder:
        done = _run(command, Path(folder), None)
    found = _GATE.search(done.stderr)
    if done.returncode and not found:
        raise RenderError(_said(done), 3)
    return found[0] if found else None


def count_results(results: Path) -> int:
    """How many results a folder holds; RenderError where it holds none."""
    count = sum(1 for _ in results.glob("*-result.json"))
    if not count:
        what = "holds no results" if results.is_dir() else "does not exist"
        raise RenderError(f"{results} {what}: run `pytest --alluredir {results}` first")
    return count


def allure_command() -> list[str]:
    """How to start Allure; RenderError where node's npx is missing."""
    npx = shutil.which("npx")
    if not npx or not shutil.which("node"):
        raise RenderError(
            "node and its npx are not on the PATH: install Node.js 20 or newer (https://nodejs.org) to render"
        )
    return [npx, "--yes", "--prefer-offline", ALLURE]


def repaired(html: str) -> str:
    """The page without the analytics tag, with ours in front; RenderError where it would still load anything."""
    cleaned, tags = _ANALYTICS.subn("", html)
    guarded, heads = re.subn(r"<head>\s*", lambda head: head[0] + _HEAD, cleaned, count=1)
    if tags > 1 or heads != 1:
        raise RenderError(f"the page that {ALLURE} builds is not the one these repairs were written for", 3)
    if left := outside_requests(guarded):
        raise RenderError(f"the page would load {left[0]}", 3)
    return guarded


def outside_requests(html: str) -> list[str]:
    """The addresses outside the page that its markup loads or points at; what stands in its data is not markup."""
    return _REQUEST.findall(_DATA.sub("", html))


def _run(command: Sequence[str], folder: Path, history: Path | None) -> subprocess.CompletedProcess[str]:
    """Run Allure in a folder of its own: it writes into the one that it stands in."""
    environment = os.environ | _ENVIRONMENT | {HISTORY: str(history.absolute()) if history else ""}
    try:
        return subprocess.run(  # noqa: S603 - fixed words and paths, no shell
            command, check=False, cwd=folder, env=environment, capture_output=True, text=True, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise RenderError(f"{ALLURE} did not finish in {_SECONDS} seconds", 3) from None


def _said(done: subprocess.CompletedProcess[str]) -> str:
    said = [line for line in (done.stderr or done.stdout).splitlines() if line and "log of this run" not in line]
    return f"{ALLURE} failed with status {done.returncode}; it said: {(said or ['nothing'])[-1]}"


def _replace(output: Path, html: str) -> None:
    output.parent.mkdir(parents=True, exist_ok=True)
    beside = output.with_name(f".{output.name}.{os.getpid()}")
    beside.write_text(html, encoding="utf-8")
    beside.replace(output)
