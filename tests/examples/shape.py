# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether an answer looks like the one that a document shows."""
from typing import Iterator

# Members whose values are words of the interface, or follow from what was sent; of others the type is compared.
EXACT = {"code", "msg", "status", "title", "type", "detail", "warnings", "event", "kind", "state", "ruleId", "matched",
         "topic", "qos", "retain", "dup", "payload", "json", "correlation", "name"}


def differences(shown, actual, path: str = "", exact: bool = False) -> Iterator[str]:
    """An answer may have members more than are shown; of a list one entry is like the first that is shown."""
    if type(shown) is not type(actual) or (exact and not isinstance(shown, dict) and shown != actual):
        yield f"{path or 'the answer'} is {actual!r}, shown is {shown!r}"
    elif isinstance(shown, dict):
        for key, value in shown.items():
            if key not in actual:
                yield f"{path}/{key} is shown, and not there: {actual!r}"
            else:
                is_word = key in EXACT and not isinstance(value, list)
                yield from differences(value, actual[key], f"{path}/{key}", exact or is_word)
    elif isinstance(shown, list) and shown and not exact:
        if not actual:
            yield f"{path} is empty, and shown is {shown!r}"
        else:
            found = [list(differences(shown[0], entry, f"{path}/{i}")) for i, entry in enumerate(actual)]
            yield from min(found, key=len)
