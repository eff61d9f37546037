"""The one way the embedded server says no."""


class EmbeddedRefusal(Exception):
    """The embedded server was not started. The text is for a person and says what to do."""
