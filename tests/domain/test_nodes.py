"""References: the code of another thing, which also knows its id."""

from pydantic import TypeAdapter

from service import wire
from service.domain.nodes import Ref


def test_a_reference_is_its_code_and_knows_the_id() -> None:
    ref = Ref("dartford", "ptn_1")
    assert (ref, ref.id) == ("dartford", "ptn_1")
    assert {"dartford": 1}[ref] == 1
    assert wire.dumps({"partnership": ref}) == b'{"partnership":"dartford"}'


def test_the_documentation_says_that_it_is_a_text() -> None:
    assert TypeAdapter(Ref).json_schema() == {"type": "string"}
