"""For whoever writes scenarios: what can be said, what a message carries, what is wrong, and a new scenario."""
