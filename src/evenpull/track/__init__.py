"""Change over time: two assessments of one person, what changed beyond error, and what cannot be told yet."""
