"""The pictures of the README, made anew: `python -m tests.browser.pictures`.

The suite examines its own reference venue with one defect on; what is shown is the page of that run.
"""

from __future__ import annotations

import base64
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.browser.chromium import Page, browser

DOCS = Path(__file__).parents[2] / "docs"
DEFECT = "cancel-size-is-open"
"""The size in a cancel is taken for the open shares: what a reader of section 2.3 gets wrong first."""
WIDTH = 1180
FAILURE = "document.querySelector('details.disturbed')"


def main() -> None:
    """Run, open the page, keep two pictures of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        options = [f"--ouch-defect={DEFECT}", f"--ouch-results={folder}", f"--ouch-html={folder / 'page.html'}"]
        subprocess.run([sys.executable, "-m", "pytest", "-q", *options], cwd=DOCS.parent, check=False)
        with browser(folder / "profile") as page:
            page.send("Emulation.setDeviceMetricsOverride", width=WIDTH, height=900, deviceScaleFactor=1, mobile=False)
            # A scroll bar would go while a picture is taken, and everything would move.
            page.send("Emulation.setScrollbarsHidden", hidden=True)
            page.open((folder / "page.html").as_uri())
            page.shows("requirements shown")
            _keep(page, "report.png", 0, 0, 1000)
            page.evaluate(f"{FAILURE}.open = true")
            page.picture_width()
            left, top = page.evaluate(f"(({{ x, y }}) => [x, y + scrollY])({FAILURE}.getBoundingClientRect())")
            _keep(page, "failure.png", left - 8, top - 8, 985)


def _keep(page: Page, name: str, left: float, top: float, height: int) -> None:
    clip = {"x": left, "y": top, "width": WIDTH - 2 * left, "height": height, "scale": 1}
    taken = page.send("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
    (DOCS / name).write_bytes(base64.b64decode(taken["data"]))


if __name__ == "__main__":
    main()
