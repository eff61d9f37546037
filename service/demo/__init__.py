"""Two published plans as data, and the loader that plays them through the public API."""
