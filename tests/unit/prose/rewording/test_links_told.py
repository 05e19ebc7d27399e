"""Wordings for what is said of things that refer to others; each is read as it is told."""

import pytest

from omninode_bridge.stages.check import check_document

HEAD = """---
type: effect
---
# Ladder shed

A neighbour has a name and an email. A loan has a neighbour id, a ladder (text) and a status, which
is open or returned.

- Enter neighbours with name and email.
- Get a neighbour by id.
- Remove a neighbour by id.
- Every new loan starts with the status "open".
- Return an open loan.
"""


@pytest.mark.parametrize(
    ("sentence", "wording"),
    [
        (
            "Loans of an unknown neighbour: refused.",
            "A loan for an unknown neighbour is refused.",
        ),
        (
            "Deleted can be no neighbour with open loans.",
            "A neighbour with open loans cannot be deleted.",
        ),
        (
            "Open loans of a neighbour: at most three.",
            "A neighbour may have at most 3 open loans.",
        ),
        ("We never let go of a neighbour by deleting them as long as open loans run.", ""),
        ("The limit is three loans a week for a neighbour.", ""),
        ("Neighbours with more than three open loans are never removed.", ""),
    ],
)
def test_a_wording_is_told(sentence: str, wording: str) -> None:
    text = f"{HEAD}- Create loans with neighbour id and ladder.\n- {sentence}\n"
    told = [one.fix for one in check_document(text).findings if "neighbour" in one.fix]
    found = [fix for fix in told if wording and wording in fix]
    assert bool(found) is bool(wording), told
    assert wording or not [fix for fix in told if "at most" in fix or "cannot be" in fix]
