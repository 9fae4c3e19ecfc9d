"""Which roles reports give to many people at once: for telling councillors from chairs in a count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from chiltern.names import fold
from chiltern.record.model import Entity, in_force
from chiltern.record.rows import STANDS, members
from chiltern.record.view import View

_ROLES = f"""SELECT link.entity_id, json_extract(claim.json, '$.role'), claim.id
FROM json_each(?2) AS wanted
JOIN links AS link ON link.entity_id = wanted.value AND link.part = 'person'
JOIN claims AS claim ON claim.id = link.claim_id AND claim.kind = 'role'
JOIN report_versions AS version ON version.id = claim.version_id
WHERE {STANDS} ORDER BY claim.id"""


def roles_of(view: View, entities: Iterable[Entity]) -> Mapping[Entity, tuple[str, ...]]:
    """By entity, the roles that reports have of it, each as it is first written, in the order of the alphabet."""
    whose = {number: entity for entity in set(entities) for number in members(view, entity)}
    made: defaultdict[Entity, dict[str, str]] = defaultdict(dict)
    for number, role, claim in view.rows(_ROLES, (view.known, msgspec.json.encode(list(whose)).decode())):
        if in_force(view.rulings.get(claim, ())):
            made[whose[number]].setdefault(fold(role), role)
    return {entity: tuple(roles[key] for key in sorted(roles)) for entity, roles in made.items()}
