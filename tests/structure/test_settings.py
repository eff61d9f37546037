"""Settings: every one documented, in the words of the code, and none that is not there."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from service.settings import Settings

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"
_ROW = re.compile(r"^\| `([A-Z_]+)` \| (.+?) \| (.+) \|$", re.MULTILINE)


def default_of(field: FieldInfo) -> str:
    """Write a default as an operator would."""
    if field.default is None:
        return "unset"
    return "`[]`" if field.default == () else f"`{field.default}`"


def test_every_setting_is_documented_and_nothing_else() -> None:
    documented = {
        name: (default, text) for name, default, text in _ROW.findall(PAGE.read_text("utf-8"))
    }

    assert documented == {
        name.upper(): (default_of(field), field.description)
        for name, field in Settings.model_fields.items()
    }


def test_the_prose_names_no_setting_that_is_not_there() -> None:
    named = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)*)`", PAGE.read_text("utf-8")))

    assert named == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PORT", "eighty"),
        ("PORT", "65536"),
        ("DATABASE_CONNECTIONS", "0"),
        ("MAX_BODY_BYTES", "10"),
        ("IDEMPOTENCY_DAYS", "6"),
        ("CORS_ORIGINS", "7"),
        ("LOG_FORMAT", "yaml"),
    ],
)
def test_a_value_that_is_not_of_its_kind_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.setenv(name, text)

    with pytest.raises(ValidationError) as refused:
        Settings()

    assert [error["loc"] for error in refused.value.errors()] == [(name.lower(),)]


def test_settings_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9000")
    monkeypatch.setenv("CORS_ORIGINS", '["https://dashboard.example"]')

    settings = Settings()

    assert settings.port == 9000
    assert settings.cors_origins == ("https://dashboard.example",)
