"""What an office is of: its name as Parliament's registers write it goes in, the role and the body come out."""

from __future__ import annotations

import re
from collections.abc import Callable

from chiltern.register.importers.parliament import COMMONS, LORDS, Post

GOVERNMENT, OPPOSITION = "HM Government", "Official Opposition"
# Since 1922 one of these two has always been the official opposition or the government.
_OPPOSITION_PARTIES = frozenset(("labour", "conservative", "labour-co-operative"))
_OF = re.compile(r"(?P<role>.+?)(?:, | of (?:the )?)(?P<body>.+)")


def office(post: Post, party: str | None, find_party: Callable[[str], str | None]) -> tuple[str, str | None]:
    """The role and what it is of: a party's id, a house, or the plain name of another body; None where nothing says.

    `party` is the id of the party that the holder then sat for: the registers list the spokespeople of every party
    as opposition posts. "Leader of the Labour Party" is Leader, of that party; `find_party` knows the labels.
    """
    if post.kind == "government":
        return post.name, GOVERNMENT
    if post.kind == "opposition":
        other = party is not None and party not in _OPPOSITION_PARTIES and OPPOSITION not in post.name
        return post.name, party if other else OPPOSITION
    if post.kind in ("committee", "parliament"):
        return post.name, post.body
    for match in (_OF.fullmatch(post.name), re.fullmatch(r"(?P<role>.+), (?P<body>.+)", post.name)):
        found = find_party(match["body"]) if match else None
        if match and found:
            return match["role"], found
    if ", " in post.name:
        role, _, body = post.name.partition(", ")
        return role, body
    house = next((house for house in (COMMONS, LORDS) if house in post.name), None)
    return post.name, house or (COMMONS if "Ways and Means" in post.name or post.name == "Deputy Speaker" else None)
