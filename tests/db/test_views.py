"""What a view of a noun has to be like."""

import dataclasses

import pytest

from service.db.areas import AREAS


def test_a_view_gives_every_field_of_its_noun_and_no_other() -> None:
    columns = {**AREAS.columns, "colour": "area.colour"}
    del columns["slug"]
    with pytest.raises(TypeError, match=r"Area disagrees with it about \['colour', 'slug'\]"):
        dataclasses.replace(AREAS, columns=columns)
