"""A headless Chromium, driven over a pipe: just enough of its DevTools protocol to open a page and look at it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from typing import Any

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--remote-debugging-pipe",
    # No name resolves, so a request that leaves the page fails where it can be seen.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--window-size=1280,1600",
)


class BrowserError(Exception):
    """Chromium is missing, does not answer or refuses a command."""


def executable() -> str:
    """The path of a Chromium; BrowserError with what to install where there is none."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise BrowserError("no Chromium on the PATH: install one, on Debian `apt-get install chromium`")
    return found


class Page:
    """One tab. Everything it does is answered within `patience` seconds or ends in a BrowserError."""

    def __init__(self, to_browser: int, from_browser: int, patience: float = 30.0) -> None:
        self.events: list[dict[str, Any]] = []
        self._to, self._from = to_browser, from_browser
        self._patience = patience
        self._buffer = b""
        self._last = 0
        self._session: str | None = None
        self._address = "about:blank"

    def attach(self) -> None:
        """Open the tab and ask for the events that tests look at."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")

    def open(self, url: str) -> None:
        """Go to an address; a change of the fragment alone loads nothing, so the page is left first."""
        self.send("Page.navigate", url="about:blank")
        self.events.clear()
        self._address = url.partition("#")[0]
        self.send("Page.navigate", url=url)

    def send(self, method: str, **params: object) -> dict[str, Any]:
        """One command and its result."""
        self._last += 1
        message = {"id": self._last, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + self._patience
        while True:
            answer = self._read(deadline)
            if answer.get("id") == self._last:
                break
            self.events.append(answer)
        if "error" in answer:
            raise BrowserError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page."""
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise BrowserError(f"{expression}: {answer['exceptionDetails']['text']}")
        return answer["result"].get("value")

    def text(self) -> str:
        """What a reader sees."""
        return str(self.evaluate("document.body ? document.body.innerText : ''"))

    def shows(self, text: str) -> None:
        """Wait until a reader sees a text; BrowserError with what is seen instead when that never happens."""
        self._wait_for(f"document.body?.innerText.includes({json.dumps(text)})", text)

    def picture_width(self) -> int:
        """Wait until a picture is drawn; the width in pixels that it has of itself."""
        self._wait_for("document.images.length", "a picture")
        picture = "document.images[0]"
        return int(self.evaluate(f"{picture}.decode().then(() => {picture}.naturalWidth)"))

    def click(self, text: str, within: str = "body") -> None:
        """Click the first element that shows exactly a text, as soon as there is one; `within` is a CSS selector."""
        elements = f"[...document.querySelectorAll({json.dumps(f'{within} *')})]"
        leaf = (
            f"(e) => e.innerText?.trim() === {json.dumps(text)}"
            " && ![...e.children].some((c) => c.innerText?.trim() === e.innerText.trim())"
        )
        self._wait_for(f"(found => found && (found.click(), true))({elements}.find({leaf}))", text)

    def _wait_for(self, condition: str, text: str) -> None:
        """Look at every change of the document until a condition holds; after a navigation, in the next document."""
        watch = f"""new Promise((done) => {{
            const look = () => {{ if ({condition}) {{ watcher.disconnect(); done(true); }} }};
            const watcher = new MutationObserver(look);
            watcher.observe(document, {{ subtree: true, childList: true, characterData: true, attributes: true }});
            look();
        }})"""
        deadline = time.monotonic() + self._patience
        while True:
            try:
                self.evaluate(watch)
                return
            except BrowserError as error:
                if "navigated" not in str(error) or time.monotonic() > deadline:
                    raise BrowserError(f"never seen: {text!r} ({error}); the page shows:\n{self.text()}") from None

    def complaints(self) -> list[str]:
        """Errors on the console, uncaught exceptions and failed loads since the page was opened."""
        self.evaluate("1")
        found = []
        for event in self.events:
            params = event.get("params", {})
            match event.get("method"):
                case "Runtime.consoleAPICalled" if params["type"] == "error":
                    found.append(json.dumps(params["args"]))
                case "Runtime.exceptionThrown":
                    found.append(params["exceptionDetails"]["text"])
                case "Log.entryAdded" if params["entry"]["level"] == "error":
                    found.append(params["entry"]["text"])
        return found

    def requests(self) -> list[str]:
        """The addresses the page asked for since it was opened, its own and what it carries apart."""
        self.evaluate("1")
        sent = [e["params"]["request"]["url"] for e in self.events if e.get("method") == "Network.requestWillBeSent"]
        return [url for url in sent if not url.startswith(("data:", "blob:", "about:", self._address))]

    def _read(self, deadline: float) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            readable, _, _ = select([self._from], [], [], max(0.0, deadline - time.monotonic()))
            chunk = os.read(self._from, 1 << 20) if readable else b""
            if not chunk:
                raise BrowserError("Chromium does not answer")
            self._buffer += chunk
        message, _, self._buffer = self._buffer.partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        return answer


@contextmanager
def browser(profile: Path) -> Iterator[Page]:
    """Start Chromium with an empty profile and one tab; end it afterwards."""
    commands, to_browser = os.pipe()
    from_browser, answers = os.pipe()
    # Chromium reads its commands from descriptor 3 and answers on descriptor 4.
    wiring = f'exec 3<&{commands} 4>&{answers}; exec "$0" "$@"'
    command = ["bash", "-c", wiring, executable(), *_FLAGS, f"--user-data-dir={profile}", "about:blank"]
    with (profile.parent / "chromium.log").open("wb") as log:
        process = subprocess.Popen(command, pass_fds=(commands, answers), stdout=log, stderr=log)
    os.close(commands)
    os.close(answers)
    try:
        page = Page(to_browser, from_browser)
        page.attach()
        yield page
    finally:
        process.terminate()
        process.wait(timeout=10)
        os.close(to_browser)
        os.close(from_browser)
