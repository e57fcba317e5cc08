"""From an XML file to what a module is written from, with the checks that only a module needs."""

from __future__ import annotations

from pathlib import Path

from ouch_conformance.generate.names import names_of
from ouch_conformance.generate.source import Application
from ouch_conformance.spec import model
from ouch_conformance.spec.errors import SpecError, listed, nearest
from ouch_conformance.spec.loader import load_protocol
from ouch_conformance.wire import Codec


def load_application(
    name: str, file: Path, override_messages: bool = False, revision: str | None = None
) -> Application:
    """The application of a message XML. SpecError for a file that is wrong, or that no module can be made of."""
    protocol = load_protocol(file, override_messages)
    chosen = revision or protocol.revisions[-1]
    if chosen not in protocol.revisions:
        problem = f"there is no revision {chosen}{nearest(chosen, protocol.revisions)}"
        raise SpecError(problem, listed(protocol.revisions), file)
    _refuse_alike(protocol, chosen, file)
    return Application(name, file.name, Codec(protocol, chosen), names_of(protocol, chosen))


def _refuse_alike(protocol: model.Protocol, revision: str, file: Path) -> None:
    """SpecError where two messages of a direction have one type byte: nobody could tell which some bytes are."""
    known: dict[tuple[int, str], model.Message] = {}
    for message in protocol.messages:
        if not protocol.has(message, revision):
            continue
        for way in [message.direction] if message.direction else ["incoming", "outgoing"]:
            other = known.setdefault((message.id, way), message)
            if other is not message:
                problem = f"message {message.name} has the message-id of {other.name}, {way} too"
                raise SpecError(problem, "each message-id once in a direction", file, message.line)
