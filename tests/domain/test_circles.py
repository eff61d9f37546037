"""What leads back to itself."""

from hypothesis import given
from hypothesis import strategies as st

from service.domain.circles import in_circles


@given(st.sets(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde"))))
def test_what_leads_back_to_itself_is_found(pairs: set[tuple[str, str]]) -> None:
    reached = set(pairs)
    for _ in range(5):
        reached |= {(a, d) for a, b in reached for c, d in pairs if b == c}
    assert in_circles(pairs) == {a for a, b in reached if a == b}
