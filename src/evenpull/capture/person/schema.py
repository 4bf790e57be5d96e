"""The JSON Schema of `person.yaml`, for editors that complete and check while typing; ids come from the catalogue."""

from __future__ import annotations

from typing import Any

from evenpull.capture.person.model import Person
from evenpull.core.words import say
from evenpull.knowledge.load import Catalogue
from evenpull.knowledge.vocabulary import EQUIPMENT

SCHEMA_FILE = "person.schema.json"


def person_schema(catalogue: Catalogue) -> dict[str, Any]:
    """Return the schema, with every id that the catalogue allows spelled out."""
    schema = Person.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = say("Evenpull person")
    parts = schema["$defs"]

    def names(kind: str) -> list[str]:
        return [*getattr(catalogue, kind), *sorted(catalogue.aliases.get(kind, {}))]

    parts["Pain"]["properties"]["site"]["enum"] = names("pain_sites")
    parts["TestReading"]["properties"]["test"]["enum"] = names("tests")
    parts["Observed"]["properties"]["fault"]["enum"] = names("compensations")
    parts["Override"]["properties"]["muscle"]["enum"] = names("muscles")
    parts["Screening"]["properties"]["answers"]["propertyNames"] = {"enum": names("screening")}
    schema["properties"]["answers"]["propertyNames"] = {"enum": names("questions")}
    schema["properties"]["equipment"]["items"]["enum"] = list(EQUIPMENT)
    schema["properties"]["conditions"]["items"]["enum"] = names("conditions")
    schema["properties"]["declined_tests"]["items"]["enum"] = names("tests")
    schema["properties"]["declined_exercises"]["items"]["enum"] = names("exercises")
    return schema
