"""A pattern's file is read strictly: what is wrong in it is an error that names the file."""

import pytest

from omninode_bridge.errors import InvalidPatternError, InvalidRequestError
from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.catalogue import load_catalogue, pattern_named, patterns_of
from omninode_bridge.prose.pattern import SlotKind, check_fragment, parse_pattern

FILE = """---
pattern: greet_person
type: compute
title: Greet one person
when:
  verbs: [greet]
slots:
  person: {kind: noun, from: [object]}
  words: {kind: names, from: [with], default: [hello]}
matches: [Greet a person, Greet the guest, Greet people, Greet a friend with words]
rejects: [Meet a person, Wave, Greet, Count people]
questions:
  words: "With which words is a {{ person.words }} greeted?"
golden: |
  # Greeter
  ## Requirements
  - Greet a person with words.
---
It says hello to one person, and to nobody else at all.

~~~fragment
## Input
- {{ person.name }}: string
~~~
"""


def test_a_file_is_read_into_values() -> None:
    pattern = parse_pattern(FILE, "greet_person.md")

    assert (pattern.name, pattern.node_type) == ("greet_person", NodeType.COMPUTE)
    assert pattern.slots["person"].is_required
    assert not pattern.slots["words"].is_required
    assert pattern.slots["words"].kind is SlotKind.NAMES
    assert pattern.fragment == "## Input\n- {{ person.name }}: string\n"
    assert pattern.purpose.startswith("It says hello")


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("title:", "titel:", "titel"),
        ("kind: noun", "kind: thing", "kind"),
        ("from: [with]", "from: [beside]", "`from` knows no beside"),
        ("Greet a person, ", "", "matches"),
        ("Meet a person, ", "", "rejects"),
        ('  words: "With which', '  person: "With which', "no question asks"),
        ("  verbs: [greet]", "  verbs: []", "asks for nothing"),
        ("  verbs: [greet]", "  verbs: [on]", "verbs"),
        ("kind: names, ", "kind: choices, ", "one_of"),
        ("default: [hello]}", "default: [hello], of: persons}", "persons"),
        ("~~~fragment", "~~~", "no pattern file"),
        ("pattern: greet_person", "pattern: [", "greet_person.md"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_file(old: str, new: str, complaint: str) -> None:
    assert FILE.count(old) >= 1
    with pytest.raises(InvalidPatternError, match=r"greet_person\.md") as error:
        parse_pattern(FILE.replace(old, new), "greet_person.md")
    assert complaint in str(error.value)


@pytest.mark.parametrize(
    ("new", "complaint"),
    [("{{ persn.name }}", "no slot: persn"), ("{{ person.name ", "expected token")],
)
def test_a_fragment_is_a_template_of_the_slots(new: str, complaint: str) -> None:
    pattern = parse_pattern(FILE.replace("{{ person.name }}", new), "greet_person.md")
    with pytest.raises(InvalidPatternError, match=complaint):
        check_fragment(pattern)


def test_the_catalogue_is_sorted_and_has_each_name_once() -> None:
    for kind in NodeType:
        names = [pattern.name for pattern in patterns_of(kind)]
        assert names == sorted(names)
    every = [pattern.name for pattern in load_catalogue()]
    assert len(every) == len(set(every))


def test_an_unknown_name_is_an_error_with_a_hint() -> None:
    with pytest.raises(InvalidRequestError, match="patterns list"):
        pattern_named("nothing_like_it")
