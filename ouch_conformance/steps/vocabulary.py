"""The whole vocabulary: importing this module registers every sentence."""

from ouch_conformance.steps import (
    altered,
    answers,
    connection,
    market,
    messages,
    mirrors,
    orders,
    races,
    references,
    session,
    session4,
    trades,
)
from ouch_conformance.steps.sentence import SENTENCES

MODULES = session, session4, connection, mirrors, orders, references, answers, trades, races, market, messages, altered

__all__ = ["MODULES", "SENTENCES"]
