"""What a session is made with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypedDict

from ouch_conformance.evidence.recorder import Recorder
from ouch_conformance.soup.versions import Version

if TYPE_CHECKING:
    from collections.abc import Callable

    from ouch_conformance.client.events import Received
    from ouch_conformance.evidence.frames import Frame, SessionMark
    from ouch_conformance.wire import Codec


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A session's settings; times in seconds. The password does not show in the repr.

    `version` is the SoupBinTCP that the venue speaks; the logins of 4.10 state `heartbeat_timeout`, after how much
    silence of the member the venue is to close. `server_timeout` None waits for ever. `max_events` and `max_bytes`
    bound what a session keeps, `max_idle` the packets among it that carry no message, heartbeats above all; without
    `history` it keeps only the messages that nobody has received yet, and reads on when they are taken.
    `on_frame` sees every packet both ways, `on_message` every message (`receive_message` gives them too where there is
    `history`), `on_close` the end.
    """

    remote: tuple[str, int]
    recorder: Recorder = field(default_factory=Recorder)
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    name: str = "A"
    codec: Codec | None = None
    connect_timeout: float = 5.0
    login_timeout: float = 5.0
    heartbeat_interval: float = 1.0
    server_timeout: float | None = 15.0
    version: Version = Version.V3_00
    heartbeat_timeout: float = 15.0
    history: bool = True
    max_events: int = 1_000_000
    max_bytes: int = 256 * 1024 * 1024
    max_idle: int = 1_000_000
    on_frame: Callable[[Frame], object] | None = None
    on_message: Callable[[Received], object] | None = None
    on_close: Callable[[SessionMark], object] | None = None


class Options(TypedDict, total=False):
    """The keyword arguments of `connect_async` and `open_async`: see `Settings`."""

    recorder: Recorder
    name: str
    codec: Codec | None
    connect_timeout: float
    login_timeout: float
    heartbeat_interval: float
    server_timeout: float | None
    version: Version
    heartbeat_timeout: float
    history: bool
    max_events: int
    max_bytes: int
    max_idle: int
    on_frame: Callable[[Frame], object] | None
    on_message: Callable[[Received], object] | None
    on_close: Callable[[SessionMark], object] | None
