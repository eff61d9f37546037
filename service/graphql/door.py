"""placeholder"""

from fastapi import FastAPI


def add_graphql(app: FastAPI) -> None:
    """Later."""
