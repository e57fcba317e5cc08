"""A run as an auditor keeps it: one page that needs nothing else, and the page of a CI job."""
