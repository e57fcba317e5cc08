"""The captures of a run: one pcapng file for each scenario that asks for one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ouch_conformance.evidence.pcapng import file_name, is_ours, pcapng
from ouch_conformance.judge.check import ScenarioRecord
from ouch_conformance.plugin.options import Captures
from ouch_conformance.report.labels import UNDISTURBED
from ouch_conformance.report.sequence import violations

FOLDER = "pcap"


class CaptureFolder:
    """Where the captures lie, `pcap` below the results; `written` counts them."""

    def __init__(self, results: Path, wanted: Captures) -> None:
        self.path = results / FOLDER
        self.written = 0
        self._wanted = wanted

    def clear(self) -> None:
        """Delete what an earlier run wrote here, and nothing else."""
        for file in self.path.glob("*.pcapng"):
            with suppress(OSError):
                if is_ours(file):
                    file.unlink()

    def place(self, record: ScenarioRecord) -> Path | None:
        """Where the capture of a scenario belongs; None where it has none."""
        asked = self._wanted == "always" or (self._wanted == "failures" and record.verdict not in UNDISTURBED)
        return self.path / file_name(record.id) if asked and record.frames else None

    def make(self, record: ScenarioRecord) -> bytes | None:
        """The capture of a finished scenario, where it has one; what its checks say stands at the packets."""
        return pcapng(record.frames, violations(record)) if self.place(record) else None

    def write(self, name: str, data: bytes) -> None:
        """Write a capture."""
        self.path.mkdir(parents=True, exist_ok=True)
        (self.path / name).write_bytes(data)
        self.written += 1
