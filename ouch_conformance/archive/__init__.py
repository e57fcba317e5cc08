"""What is kept of a run: packed into one file, judged again without a venue, compared with another run."""
