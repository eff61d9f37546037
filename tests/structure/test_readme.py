"""README and the pages under docs: what they show is what happens, what they name is there."""

import ast
import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import click
import httpx
import pytest
import typer.main

from service import cli
from service.domain.nodes import Node
from service.domain.relative_periods import RelativePeriod
from service.problems import TABLE
from service.usecases.readiness import migrating
from tests.build import World

ROOT: Final = Path(__file__).parents[2]
README: Final = ROOT / "README.md"
API: Final = ROOT / "docs" / "api.md"
PAGES: Final = (README, ROOT / "SECURITY.md", *sorted((ROOT / "docs").rglob("*.md")))
