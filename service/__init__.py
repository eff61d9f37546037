"""The Community Safety API: one record for a Community Safety Partnership, two doors to it."""

from importlib.metadata import version

__version__ = version("community-safety-api")
