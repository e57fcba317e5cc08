"""The market behind every dialect that has one: orders, floor, trading, what an operator can do to it.

Nothing here knows a message. What is to be said goes through a dialect's `Voice`; what the documents of several
protocols say alike is done here once, and the choices taken where they are silent stand here, too.
"""
