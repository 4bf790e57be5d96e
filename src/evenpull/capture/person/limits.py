"""Limits on what a person folder may hold, so that a hostile or mistaken file cannot exhaust the machine."""

MAX_PERSON_BYTES = 1_000_000
MAX_PICTURES = 24
PHOTO_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif")
VIDEO_SUFFIXES = (".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi")
