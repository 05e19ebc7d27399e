"""Our own rules on sources that somebody sent."""

import pytest

from omninode_bridge.advice.review import NO_NODE, relationships, review
from omninode_bridge.advice.values import Analysis, Kind

HEAD = (
    "from omnibase_core.nodes import NodeCompute\nclass NodeX(NodeCompute[int, int]):\n    pass\n"
)


def reviewed(*texts: str, **files: str) -> Analysis:
    sent = {f"file_{number}": text for number, text in enumerate(texts)} | files
    return review(sent, frozenset(Kind), lambda: False)


def rules(kind: Kind, text: str) -> list[tuple[str, int | None]]:
    return [(remark.rule, remark.line) for remark in reviewed(text).of(kind)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("for x in y:\n    s += 'a' + x", "growing text"),
        ("for x in y:\n    s += x + f'{x}' + x", "growing text"),
        ("while y:\n    y.pop(0)", "shifted list"),
        ("for x in y:\n    if x:\n        z.insert(0, x)", "shifted list"),
        ("from copy import deepcopy as c\nfor x in y:\n    c(x)", "copy in loop"),
        ("import copy\nfor x in y:\n    copy.deepcopy(x)", "copy in loop"),
        ("for a in x:\n    for b in x:\n        while b:\n            pass", "nested loops"),
    ],
)
def test_work_that_grows_faster_than_the_data(text: str, rule: str) -> None:
    assert [found for found, _ in rules(Kind.PERFORMANCE, text)] == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "s += 'a'",
        "for x in y:\n    n += x",
        "for x in y:\n    y.pop()",
        "for x in y:\n    z.insert(1, x)",
        "for x in y:\n    z.insert(False, x)",
        "y.pop(0)",
        "import copy\ncopy.deepcopy(x)\nfor x in y:\n    copy.copy(x)",
        "for a in x:\n    for b in x:\n        def f():\n            for c in x: pass",
        "for a in x:\n    def f(s):\n        s += 'a'",
        "for a in x:\n    pass\nelse:\n    s += 'a'",
    ],
)
def test_what_only_looks_like_it(text: str) -> None:
    assert rules(Kind.PERFORMANCE, text) == []


def test_each_node_in_nested_loops_is_told_once() -> None:
    assert rules(Kind.PERFORMANCE, "for a in x:\n    for b in x:\n        s += 'a'") == [
        ("growing text", 3)
    ]


def test_the_rules_of_nodes_are_about_nodes() -> None:
    dice = "import random\nrandom.random()\n"
    found = reviewed(dice)
    assert (found.of(Kind.COMPLIANCE), found.not_run) == ((), (NO_NODE,))
    found = reviewed(dice, **{"a/node.py": HEAD})
    assert {remark.rule for remark in found.of(Kind.COMPLIANCE)} == {"P4", "H1", "H3"}
    assert found.not_run == ()
    effect = HEAD.replace("NodeCompute", "NodeEffect")
    assert "P4" not in {remark.rule for remark in reviewed(dice, **{"a/node.py": effect}).remarks}


def test_a_remark_about_a_folder_names_no_file() -> None:
    remarks = reviewed(**{"a/node.py": HEAD}).of(Kind.COMPLIANCE)
    assert {remark.file for remark in remarks if remark.rule == "H1"} == {""}
    assert {remark.file for remark in remarks if remark.rule == "H3"} == {"a/node.py"}


def test_paths_are_told_as_they_were_sent() -> None:
    sent = {"a": "x = (", "a.py": "y = (", "": "z = ("}
    found = review(sent, frozenset({Kind.QUALITY}), lambda: False)
    syntax = [remark.file for remark in found.remarks if remark.rule == "syntax"]
    assert sorted(syntax) == ["", "a", "a.py"]


def test_when_the_time_is_over_the_rules_that_are_left_are_named() -> None:
    found = review({"a.py": "eval(x)"}, frozenset({Kind.PERFORMANCE}), lambda: True)
    assert found.remarks == ()
    assert [line.partition(":")[0] for line in found.not_run] == ["performance"] * 4
    assert all("no time was left" in line for line in found.not_run)


def test_what_is_too_deep_for_a_rule_is_not_run_by_it() -> None:
    deep = "x = " + "".join(f"[{number}," for number in range(90)) + "1" + "]" * 90
    assert reviewed(deep).not_run == (NO_NODE,)
    assert [remark.rule for remark in reviewed("x" + ".a" * 50_000).remarks] == ["syntax"]


def test_what_a_text_imports_and_extends() -> None:
    text = "import a.b, c\nfrom ..d import e\nclass F(a.b.G, c.H[int]): pass\n"
    assert [*relationships(text)] == [
        ("imports", "a.b", 1),
        ("imports", "c", 1),
        ("imports", "..d", 2),
        ("extends", "a.b.G", 3),
        ("extends", "c.H[int]", 3),
    ]


def test_figures_are_counted() -> None:
    text = "def f(x):\n    return 1 if x else 2\n\n\ndef g():\n    pass\n"
    figures = reviewed(text, "x = (").figures
    assert (figures.files, figures.lines, figures.functions) == (1, 6, 2)
    assert (figures.highest_complexity, figures.most_complex) == (2, "f")
