"""A draft of the reference venue, completed with what only a person knows, runs the suite."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.processes import command
from tests.runs.runs_tools import ROOT, VenueProcess, run_pytest, written

PASSWORDS = {"OUCH_PASSWORD_A": "alpha-pass", "OUCH_PASSWORD_B": "bravo-pass", "OUCH_PASSWORD_C": "charlie"}
QUICK = ("-m", "not cost(name='slow')")
"""Everything but what waits for the venue's limits."""
COMPLETED = (
    # What stands behind each FILL IN of the draft that this test answers, in the draft's own words.
    ('environment = "test"', 'environment = "test"\nreference-venue = true'),
    (
        '# [instruments.second]\n# symbol = ""\n# exclusive = false',
        '[instruments.second]\nsymbol = "OUCHB"\nexclusive = true',
    ),
    ("exclusive = false", "exclusive = true"),
    ('# [accounts.B]\n# user = ""', '[accounts.B]\nuser = "MEMBRB"'),
    ('# [accounts.C]\n# user = ""', '[accounts.C]\nuser = "MEMC"'),
    ('# password-env = "OUCH_PASSWORD_B"\n# firm = ""', 'password-env = "OUCH_PASSWORD_B"\nfirm = "FRMB"'),
    ('# password-env = "OUCH_PASSWORD_C"\n# firm = ""', 'password-env = "OUCH_PASSWORD_C"\nfirm = "FRMC"'),
    ("heartbeat = 1.0", "heartbeat = 0.25"),
    ("# idle-timeout = 15.0\n# login-timeout = 30.0", "idle-timeout = 0.8\nlogin-timeout = 0.5\nsecond = 0.2"),
    ("mass-cancel = false", "mass-cancel = true"),
    ("disable-order-entry = false", "disable-order-entry = true"),
    ("cross-orders = false", "cross-orders = true"),
    ("handling-instructions = false", "handling-instructions = true"),
    (
        "# not-testable = []",
        'not-testable = ["halt", "break-trade", "start-of-day", "end-of-day", "end-session", "start-session",\n'
        '    "drop-connection", "late-period", "cross", "update-priority", "instruments.halted", "accounts.A"]',
    ),
)


def test_a_completed_draft_runs_the_suite(tmp_path: Path) -> None:
    """Nothing fails, and nothing is open that the profile does not accept."""
    environ, drafted = {**os.environ, **PASSWORDS}, tmp_path / "mine.toml"
    with VenueProcess() as venue:
        target = written(venue.member)
        words = ["profile", "draft", "--target", target, "--test-environment", "--user", "MEMBRA"]
        words += ["--password-env", "OUCH_PASSWORD_A", "--firm", "FRMA", "--may-trade", "--symbol", "OUCHA"]
        words += ["--listen", "0.6", "-o", str(drafted)]
        subprocess.run([*command(), *words], cwd=ROOT, env=environ, check=True, timeout=30, capture_output=True)
        text = drafted.read_text("utf-8")
        for draft, person in COMPLETED:
            assert draft in text, draft
            text = text.replace(draft, person)
        drafted.write_text(text, "utf-8")
        run = run_pytest(tmp_path / "run", "-q", *QUICK, f"--ouch-profile={drafted}", within=100, environ=PASSWORDS)

    assert run.status == 0, run.output[-3000:]
    assert set(run.verdicts.values()) <= {"pass", "pass (lenient)", "observed", "not applicable", "not testable"}
