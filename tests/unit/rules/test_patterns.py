"""The dialect of patterns, and what is refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import SchemaValidator, core_schema

from omninode_bridge.rules.patterns import PatternError, problem_of, to_rust


def matches(pattern: str, text: str) -> bool:
    schema = core_schema.str_schema(pattern=to_rust(pattern), strict=True)
    return SchemaValidator(schema).isinstance_python(text)


@pytest.mark.parametrize(
    ("pattern", "accepted", "refused"),
    [
        ("[a-z]{2,9}", ["ab", "abcdefghi"], ["a", "Ab", "abcdefghij", "ab\n"]),
        (r"\d+", ["0", "42"], ["", "٣", "4 2"]),
        (r"\w+", ["a_1"], ["é", "a-b"]),
        (r"\D", ["é", "x"], ["5"]),
        (r"[\d-]+", ["1-2"], ["1_2"]),
        (r"[^\s]+", ["é"], [" ", "a b"]),
        (r"[\W]", ["-", "é"], ["a"]),
        ("[a-]", ["a", "-"], ["b"]),
        ("[]a]", ["]", "a"], ["["]),
        ("[[&&~]", ["[", "&", "~"], ["a"]),
        ("a|bc", ["a", "bc"], ["ac", "abc"]),
        ("(a+)+", ["aaa"], ["aab"]),
        ("a.c", ["abc", "aéc"], ["a\nc"]),
        (r"a\.c", ["a.c"], ["abc"]),
        ("^a$", ["a"], ["a\n"]),
        (r"\bfoo\b", ["foo"], ["food"]),
        ("(?i)ab", ["AB"], ["ac"]),
        (r"\x41é", ["Aé"], ["A"]),
        ("a}", ["a}"], ["a"]),
        ("a/b", ["a/b"], ["ab"]),
        ("x*?y", ["xxy"], ["x"]),
    ],
)
def test_what_a_pattern_accepts(pattern: str, accepted: list[str], refused: list[str]) -> None:
    assert all(matches(pattern, text) for text in accepted)
    assert not any(matches(pattern, text) for text in refused)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("a(?=b)", "look-around"),
        ("(?<!a)b", "look-around"),
        ("(?P<n>a)", "look-around"),
        (r"(a)\1", "Back-references"),
        (r"\p{L}", r"\p"),
        ("a\\", "ends the pattern"),
        ("[a", "no closing"),
        ("(a", "unclosed group"),
        ("*a", "missing expression"),
        ("a{b}", "repetition"),
        ("a{2000}", "1,000"),
        ("a{1000}{1000}{1000}", "size limit"),
        ("[b-a]", "range"),
        ("a" * 501, "500"),
    ],
)
def test_what_lies_outside_the_dialect(pattern: str, words: str) -> None:
    assert words in (problem_of(pattern) or "")


@given(st.text(max_size=20))
def test_every_text_is_a_pattern_or_has_a_problem(pattern: str) -> None:
    problem = problem_of(pattern)
    if problem is None:
        assert matches(pattern, "x") in (True, False)
    else:
        with pytest.raises(PatternError):
            to_rust(pattern)


SIMPLE = st.from_regex(
    r"([abd.]|\[\^?[ab]{1,2}\]|\\[dw.]|[ab][*+?])([ab.]|\\d|a\|b){0,3}", fullmatch=True
)


@given(SIMPLE, st.text("ab1_. ", max_size=6))
def test_plain_patterns_mean_what_they_mean_in_python(pattern: str, text: str) -> None:
    assert matches(pattern, text) == (re.fullmatch(pattern, text, re.ASCII) is not None)
