"""The person folder: `person.yaml`, optional `photos/` and `videos/`; reading, checking, writing, the editor schema."""

from __future__ import annotations

from evenpull.capture.person.media import MediaFile, media_of
from evenpull.capture.person.model import Person
from evenpull.capture.person.reader import PersonFolder, check_person, read_person
from evenpull.capture.person.writer import new_person_folder, write_person

__all__ = [
    "MediaFile",
    "Person",
    "PersonFolder",
    "check_person",
    "media_of",
    "new_person_folder",
    "read_person",
    "write_person",
]
