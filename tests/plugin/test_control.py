"""Operator actions: inside the process, by command line, or not at all."""

from __future__ import annotations

import sys

import pytest

from ouch_conformance.judge.check import ActionMissing, Unmet
from ouch_conformance.judge.verdict import Result
from ouch_conformance.plugin.control import CommandControl, EmbeddedControl, NoControl
from ouch_conformance.venue.embedded import EmbeddedVenue

PYTHON = f"{sys.executable} -c"


async def test_the_embedded_operator_acts_on_the_venue() -> None:
    """An action reaches the venue in this process, by its name in the profile."""
    with EmbeddedVenue() as venue:
        control = EmbeddedControl(venue.control)
        await control.perform("end-session")
        assert venue.control("status")["open"] is False
        await control.perform("start-session")
        assert venue.control("status")["open"] is True


async def test_a_command_gets_its_arguments_as_words() -> None:
    """A placeholder stands for an argument, and no shell takes it apart."""
    command = CommandControl({"halt": f"{PYTHON} 'import sys; print(sys.argv[1:])' --symbol {{symbol}} {{user}}"}, 10.0)

    assert await command.perform("halt", symbol="A B; exit 1") == "['--symbol', 'A B; exit 1', '']"


async def test_a_number_of_shares_is_an_argument() -> None:
    """The command has it as a word; the venue in this process as a number, as any other of its numbers."""
    seen: dict[str, object] = {}
    order = {"user": "MEMBRA", "token": "7", "quantity": "200"}
    command = CommandControl({"reduce-order": "echo {user} {token} {quantity}"}, 10.0)
    embedded = EmbeddedControl(lambda action, **values: seen.update(values, action=action))

    assert await command.perform("reduce-order", **order) == "MEMBRA 7 200"
    await embedded.perform("reduce-order", **order)
    assert seen == {"action": "reduce_order", "user": "MEMBRA", "token": "7", "quantity": 200}


async def test_an_action_without_a_command_is_missing() -> None:
    """An action that the profile has no command for cannot be performed; without an adapter none can."""
    with pytest.raises(ActionMissing, match="'resume'"):
        await CommandControl({"halt": "true"}, 1.0).perform("resume", symbol="X")
    with pytest.raises(ActionMissing, match="'halt'"):
        await NoControl().perform("halt", symbol="X")


@pytest.mark.parametrize(
    ("command", "observed"),
    [
        (f"{PYTHON} 'import sys; print(\"no such symbol\"); sys.exit(3)'", "exit status 3: no such symbol"),
        (f"{PYTHON} 'import sys; sys.exit(1)'", "exit status 1"),
        ("/no/such/program", "/no/such/program: No such file or directory"),
        (f"{PYTHON} 'import time; time.sleep(60)'", "no end within 0.2 s"),
    ],
)
async def test_a_command_that_fails_leaves_the_scenario_open(command: str, observed: str) -> None:
    """A command that cannot be run, fails or hangs is no verdict on the venue: the state was not reached."""
    with pytest.raises(Unmet) as raised:
        await CommandControl({"halt": command}, 0.2 if "sleep" in command else 10.0).perform("halt", symbol="X")

    assert raised.value.outcome.result is Result.UNPROVEN
    assert raised.value.outcome.observed == observed
