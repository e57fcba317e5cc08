"""The whole vocabulary: importing this module registers every sentence."""

from ouch_conformance.steps import altered, answers, connection, market, messages, orders, races, session, trades
from ouch_conformance.steps.sentence import SENTENCES

MODULES = (session, connection, orders, answers, trades, races, market, messages, altered)

__all__ = ["MODULES", "SENTENCES"]
