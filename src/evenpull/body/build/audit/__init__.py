"""The audit: every muscle of a body printed, its moment arms over the range against published models."""
