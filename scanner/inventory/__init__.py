"""What each ECS cluster of a world stands on: services, hosts, network, and the pipelines that deploy to it.

Everything is reached through the relations of `policies/relations` and the references that resources hold; each member says which other
member leads to it. What cannot be told is said: a member that may not be one is `uncertain`, a link that leads to what is not seen here
stands under `unknown` with its reason. An entry is plain JSON:

    {"id", "name", "type", "world", "account", "region", "counts"?: {...},
     "members": [{"resource", "type", "role", "name", "via", "uncertain"?: true, "because"?: why, ...facts}],
     "unknown"?: [{"role", "via", "reason", "settle"}]}

`members.ROLES` says what the roles are, `members.FACTS` which facts a member of a role may have.
"""

from __future__ import annotations

from typing import Any, Final

from scanner.frame import Run
from scanner.inventory.links import Links
from scanner.inventory.members import Members
from scanner.inventory.surroundings import Surroundings
from scanner.jmes import Context
from scanner.library import Library
from scanner.world import World

CLUSTER: Final = "AWS::ECS::Cluster"


def inventory(world: World, library: Library) -> list[dict[str, Any]]:
    """An entry for each ECS cluster of a world, in order of their ids; empty where there is none."""
    clusters = sorted(world.by_type.get(CLUSTER, ()), key=lambda cluster: cluster.id)
    if not clusters:
        return []
    links = Links(world, library, Run(world, library.data), Context())
    around = Surroundings(links)
    return [Members(links, around, cluster).entry() for cluster in clusters]
