"""Three published plans as files, and what plays them through the public API."""

from service.demo.api import DemoFailed
from service.demo.playing import DEMO_LABEL, play
from service.demo.showing import show_links

__all__ = ["DEMO_LABEL", "DemoFailed", "play", "show_links"]
