"""The `evenpull` command: its sub-commands, and the one place where an error becomes a message and an exit code.

Commands are loaded when they are called, so that `evenpull --help` and `evenpull demo` start fast.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

import click

from evenpull import __version__
from evenpull.cli.exit_codes import EXIT_CODES, as_json, exit_code
from evenpull.core.words import say
from evenpull.errors import EvenpullError

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("evenpull.cli.demo", say("the example of the README, in seconds")),
    "start": ("evenpull.cli.start", say("the local page for one person")),
    "new": ("evenpull.cli.person", say("begin a person folder to fill in")),
    "assess": ("evenpull.cli.person", say("the main job: from a person folder to a report and a plan")),
    "measure": ("evenpull.cli.measure", say("photos and clips become measurements")),
    "next": ("evenpull.cli.person", say("the tests that would tell most")),
    "plan": ("evenpull.cli.person", say("plan an assessment anew with other minutes, days or equipment")),
    "log": ("evenpull.cli.log", say("what you did: the plan grows, stays or goes back, and says why")),
    "retest": ("evenpull.cli.retest", say("what really changed between two times")),
    "body": ("evenpull.cli.body", say("what if a muscle were shorter or weaker: posture, effort, joint loads")),
    "knowledge": ("evenpull.cli.knowledge", say("the catalogue of facts: check, list, show")),
    "doctor": ("evenpull.cli.doctor", say("what is installed, what is missing, how to get it")),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called; every error of ours ends here."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of their table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command's module and return it; None when there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = getattr(importlib.import_module(COMMANDS[cmd_name][0]), cmd_name)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands from the table, without importing them."""
        with formatter.section(say("Commands")):
            formatter.write_dl([(name, help_text) for name, (_, help_text) in COMMANDS.items()])
        with formatter.section(say("Exit codes")):
            rows = sorted((str(code), text) for _, code, text in EXIT_CODES)
            formatter.write_dl([("0", say("done")), ("2", say("the command line is wrong")), *rows])

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; say an error of ours in one shape and leave with its branch's code."""
        try:
            return super().invoke(ctx)
        except EvenpullError as fault:
            _say(ctx, as_json(fault), f"evenpull: {fault}")
            ctx.exit(exit_code(fault))
        except click.UsageError as fault:
            _say(ctx, {"code": "usage", "message": fault.format_message(), "where": {}, "hint": "evenpull --help"}, "")
            raise
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as fault:
            if os.environ.get("EVENPULL_TRACEBACK") == "1":
                raise
            kind, place = type(fault).__name__, _place(fault)
            text = say("a fault of the program itself ({kind} {place}), not of your file", kind=kind, place=place)
            hint = say("Please report this line. It holds nothing of a person. EVENPULL_TRACEBACK=1 shows more.")
            _say(ctx, {"code": "program", "message": text, "where": {}, "hint": hint}, f"evenpull: {text}\n  {hint}")
            ctx.exit(1)


def _say(ctx: click.Context, error: dict[str, Any], text: str) -> None:
    """Write an error for people to standard error and, where JSON was asked for, as one object to standard output."""
    said = ctx.obj or {}
    if said.get("json") and not said.get("said"):
        click.echo(json.dumps({"error": error}, ensure_ascii=False))
    if text:
        click.echo(text, err=True)


def _place(fault: BaseException) -> str:
    """Return file and line of this package in which a fault arose, without any path outside it."""
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if "evenpull" in Path(frame.filename).parts]
    if not ours:
        return say("outside")
    parts = Path(ours[-1].filename).parts
    start = len(parts) - 1 - parts[::-1].index("evenpull")
    return say("at {file}:{line}", file="/".join(parts[start:]), line=ours[-1].lineno)


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "Weigh answers, photos, clips and simple tests: what is probably short or weak, and what to do this week.\n\n"
        "Not a diagnosis. Everything stays on this computer."
    ),
)
@click.version_option(__version__, prog_name="evenpull")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Run a command."""
    ctx.ensure_object(dict)
    if sys.stdout.encoding and sys.stdout.encoding.lower() != "utf-8" and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
