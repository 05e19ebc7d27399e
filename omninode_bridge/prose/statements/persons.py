"""Nouns for people: what is said of them is often said of their age."""

from collections.abc import Collection
from typing import Final

from omninode_bridge.language.lexicon import lexicon

_PERSONS: Final = frozenset(
    {
        *("athlete", "swimmer", "runner", "player", "competitor", "applicant", "candidate"),
        *("rider", "skier", "climber", "dancer", "singer", "actor", "entrant", "contestant"),
        *("learner", "trainee", "apprentice", "graduate", "resident", "citizen", "spectator"),
        *("passenger", "traveller", "pensioner", "adult", "child", "subscriber", "holder"),
        *("employee", "worker", "donor", "borrower", "reader", "member", "participant"),
        *("senior", "youth", "teenager", "minor", "infant", "student", "pupil", "retiree"),
    }
) | frozenset({"person", "someone", "somebody", "anyone", "people"})


def is_person(word: str, things: Collection[str]) -> bool:
    known = lexicon()
    plain = known.singular(word)
    people = known.lists.get("people", frozenset()) | known.lists["actors"]
    return plain in _PERSONS or plain in things or bool({word, plain} & people)
