"""The person folder: `person.yaml` and optional `photos/`, `videos/`. Reading, checking, writing, and the editor schema."""
