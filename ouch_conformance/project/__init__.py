"""The command `ouch-conformance new`: a project of a user's own, from templates."""
