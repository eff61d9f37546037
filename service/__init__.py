"""The Community Safety API: one record for a Community Safety Partnership, two doors to it."""
