"""Limits on what a person folder may hold, so that a hostile or mistaken file cannot exhaust the machine."""

import datetime as dt

MAX_PERSON_BYTES = 200_000
"""A person with every question answered and a hundred tests takes about 30 kB."""
MAX_DEPTH = 8
MAX_LIST = 200
MAX_WORDS = 500
FIRST_DAY = dt.date(2000, 1, 1)
LAST_DAY = dt.date(2199, 12, 31)
SCREENING_DAYS = 365
"""Safety answers that are older than this at the start are to be given anew."""
MAX_PICTURES = 24
PHOTO_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif")
VIDEO_SUFFIXES = (".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi")
