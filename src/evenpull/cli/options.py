"""Options that several commands share."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import click

from evenpull.cli.exit_codes import as_json as error_object
from evenpull.core.words import say
from evenpull.errors import EvenpullError


def _remember(ctx: click.Context, _param: click.Parameter, value: bool) -> bool:
    """Note that errors are to be said as JSON as well."""
    ctx.ensure_object(dict)["json"] = value
    return value


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--json`: one object on standard output, messages on standard error."""
    said = say("One JSON object as output.")
    return click.option("--json", "as_json", is_flag=True, callback=_remember, help=said)(command)


def emit(value: dict[str, Any], *, fault: EvenpullError | None = None) -> None:
    """Write one JSON object to standard output; a fault that is said besides stands in it as `error`."""
    if fault is not None:
        value = {**value, "error": error_object(fault)}
        click.get_current_context().ensure_object(dict)["said"] = True
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True))
