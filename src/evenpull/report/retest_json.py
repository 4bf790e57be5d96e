"""retest.json: the published form of a retest; the same retest gives the same bytes.

Keys may be added later and never change their meaning. Schema: `schemas/retest.schema.json` beside this module.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from evenpull.core.words import say
from evenpull.track.records import OwnChange, Retest

RETEST_SCHEMA = "evenpull.retest/1"


def retest_bytes(retest: Retest) -> bytes:
    """Return retest.json."""
    return (json.dumps(retest_object(retest), indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode()


def retest_object(retest: Retest) -> dict[str, Any]:
    """Return a retest as plain data: the person's own numbers first, the tests apart, forecasts last."""
    return {
        "schema": RETEST_SCHEMA,
        "evenpull_version": retest.evenpull_version,
        "catalogue_sha256": retest.catalogue_sha256,
        "inputs_sha256": list(retest.inputs_sha256),
        "created": retest.created,
        "first": retest.first,
        "second": retest.second,
        "weeks": retest.weeks,
        "own": {
            "global_change": retest.global_change,
            "changes": [_own(each) for each in retest.own],
            "not_asked": list(retest.not_asked),
        },
        "tests": {
            "changes": [{**asdict(each), "notes": list(each.notes)} for each in retest.tests],
            "groups": [asdict(each) for each in retest.groups],
            "no_groups": retest.no_groups,
            "not_compared": [asdict(each) for each in retest.refused],
        },
        "forecasts": [{**asdict(each), "firm": False} for each in retest.forecasts],
        "safety": {"reviewed": not retest.unreviewed},
        "notice": say("Not a diagnosis. Checked on simulated bodies and instruments, not yet on patients."),
    }


def _own(each: OwnChange) -> dict[str, Any]:
    found = asdict(each)
    if each.limits is not None:
        found["limits"]["sources"] = list(each.limits.sources)
    return found
