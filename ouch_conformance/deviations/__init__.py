"""The first list of a venue's known deviations, made from a run."""
