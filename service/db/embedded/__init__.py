"""A PostgreSQL server of the project's own, for where no DATABASE_URL names one.

The supervisor writes the cluster once, starts the server, ties its life to the owner's, and stops
it; it never opens a connection. See docs/decisions/0001.
"""

from service.db.embedded.binaries import binaries
from service.db.embedded.place import Embedded, Place, place_for
from service.db.embedded.postmaster import live_servers
from service.db.embedded.refusal import EmbeddedRefusal
from service.db.embedded.server import Server, start

__all__ = [
    "Embedded",
    "EmbeddedRefusal",
    "Place",
    "Server",
    "binaries",
    "live_servers",
    "place_for",
    "start",
]
