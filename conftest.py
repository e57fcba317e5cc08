"""Where a checkout's own steps and fixtures belong, beside its features. The suite's come with the plugin.

Runs elsewhere that take this tree's features (`--ouch-suite`) load this file, too: nothing may stand here that only the
root of a run may ask for.
"""
