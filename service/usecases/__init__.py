"""One asynchronous function for each thing done, grouped by noun."""
