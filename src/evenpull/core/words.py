"""The words that people read: every one passes through here, so that a language is a file and not a change of code.

English stands where it is used, as the key of its translation; `words/evenpull.pot` is the whole list, made by
`make words`. A language is a folder `<language>/LC_MESSAGES/evenpull.mo` in `words/`, or in the folder that
`EVENPULL_WORDS` names; `EVENPULL_LANGUAGE` chooses it when the program starts. The catalogue's own texts stand in the
catalogue.
"""

from __future__ import annotations

import gettext
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

DOMAIN = "evenpull"
FOLDER = Path(__file__).resolve().parents[1] / "words"


@lru_cache(maxsize=1)
def translations() -> gettext.NullTranslations:
    """Return the messages of the language that was chosen, or English as it stands in the code."""
    language = os.environ.get("EVENPULL_LANGUAGE", "")
    folder = os.environ.get("EVENPULL_WORDS", "") or FOLDER
    return gettext.translation(DOMAIN, localedir=folder, languages=[language] if language else [], fallback=True)


def say(message: str, /, **places: object) -> str:
    """Return a message in the language of this run.

    Args:
        message: The English text, a literal: the list of messages is read from the code. Places are named in braces.
        places: What goes into them. Without any, braces are plain characters.

    Example:
        >>> say("The {side} side is tested first.", side="left")
        'The left side is tested first.'
    """
    text = translations().gettext(message)
    return text.format(**places) if places else text


def say_many(one: str, many: str, count: int, /, **places: object) -> str:
    """Return the message that fits a count, which both may name as `{count}`.

    Args:
        one: The English text for one thing, a literal.
        many: The English text for any other number, a literal.
        count: How many there are.
        places: What else goes into the message.

    Example:
        >>> say_many("{count} test", "{count} tests", 3)
        '3 tests'
    """
    return translations().ngettext(one, many, count).format(count=count, **places)


def speak(environment: Any) -> None:
    """Let the templates of a Jinja environment with `jinja2.ext.i18n` say things in the language of this run.

    A template marks its text with `{% trans %}`, or calls `say` where a tag has no room, as in an attribute.
    """
    found = translations()
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(found.gettext, found.ngettext, newstyle=True)
    environment.globals.update(say=say, say_many=say_many, language=os.environ.get("EVENPULL_LANGUAGE") or "en")
