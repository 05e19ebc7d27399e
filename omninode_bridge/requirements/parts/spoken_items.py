"""Fields of a thing in words: `an id`, `the width in metres (decimal, up to 20)`, `whether ...`."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from omninode_bridge.requirements.parts.spoken_clauses import clause_about
from omninode_bridge.requirements.parts.spoken_heads import (
    ARTICLE,
    Item,
    called,
    headed,
    is_sentence,
    list_named,
)
from omninode_bridge.requirements.parts.spoken_named import (
    named_behind,
    named_first,
    named_then,
    typed_behind,
    with_terms,
    with_type_ahead,
    with_type_behind,
)
from omninode_bridge.requirements.parts.spoken_terms import Terms, terms_of
from omninode_bridge.requirements.parts.spoken_truths import without_verb

_LONGER: Final = r"[A-Za-z][\w'\u2019-]*(?: [\w'\u2019-]+){0,7}?"
_SEPARATED: Final = re.compile(
    rf"[*_`]{{0,3}}(?:{ARTICLE} )?(?P<name>{_LONGER})[*_`]{{0,3}}"
    rf"(?:\s*\((?P<inside>(?:[^()]|\([^()]*\)){{1,300}})\))?"
    r"(?:\s*:[*_`]{0,3}|,?\s+[-\u2013\u2014]|\s*=|\s*\|)\s+(?P<rest>\S.*)",
    re.DOTALL | re.IGNORECASE,
)
_TOO: Final = re.compile(r",? (?:too|as well|also)(?= \(|$)")
_TICKED: Final = re.compile(rf"(?:{ARTICLE} )?`[A-Za-z]\w*`")
_TAIL: Final = re.compile(
    r",? (?=(?:between|from|of|with|up|at|no|not|more|greater|less|in|either|that|which|is|as)\b)"
)
_JOINT: Final = re.compile(
    r"(?:(?:of|with|is|as|(?:that|which) "
    r"(?:is|are|must be|has to be|should be|shall be|can be|may be)) "
    r"(?:an? (?=list))?)?",
    re.IGNORECASE,
)
_FIGURE: Final = re.compile(r"\d|%|[<>=]")
_BRACKETS_THEN: Final = re.compile(r"(?P<head>[^(),]+ \([^()]+\)), (?P<rest>\S.*)", re.DOTALL)
_WHICH: Final = re.compile(r",? (?=(?:which|that) )")
_CALLED: Final = re.compile(
    r"(?P<head>[^(),:]+), (?:called|named) (?P<name>`?[a-z][a-z0-9_]*`?)"
    r"(?: \((?P<terms>[^()]+)\))?"
)
_TOLD: Final = re.compile(r"(?:what|that is|i\.e\.|in other words|meaning|so|the part)\b[ ,]")
_MEANS: Final = re.compile(r"(?<=[.]) (?:True|Yes|Set|Ticked) (?:if|when|where) [^.]*[.]?$")
"""`Yes or no. True if it is paid by the year.` says what the name means."""

_ASKED: Final = re.compile(
    r"(?P<name>[A-Za-z][\w -]*?)(?: ?:| -) (?P<question>(?:is|are|was|were|does|do|did|has|have|"
    r"can|will|must|should|may) (?:it|they|he|she|we|you|there|the|this|an?|somebody|anybody)\b"
    r"[^:;?]*)"
    r"\?(?: \((?P<terms>[^()]+)\))?",
    re.IGNORECASE,
)
"""`outdoors: is it worn outdoors?`"""

_COUNT: Final = re.compile(
    r"(?P<name>[A-Za-z][\w'\u2019 -]*?)(?: ?:| -) how (?P<many>many|often|much)\b[^:;()?]*\??"
    r"(?: \((?P<terms>[^()]+)\))?",
    re.IGNORECASE,
)
"""`claims: how many there were (0 if unknown)`"""
_IF: Final = re.compile(r"and if (?=(?:it|they|there|the|an?|we|you) )")
_IF_BOOL: Final = re.compile(r"if (?=.*\((?:yes or no|yes/no|true or false|true/false|bool)\)$)")


def item_of(text: str, things: AbstractSet[str] = frozenset()) -> Item | None:
    """None for what names no field; `things` are the names of entities."""
    text = _MEANS.sub("", text.strip())
    asked = _IF_BOOL.sub("whether ", _IF.sub("whether ", text.strip().rstrip(".").strip(), 1), 1)
    plain = _TOO.sub("", without_verb(re.sub(r"^(?:and|as well as|plus) ", "", asked)))
    plain = re.sub(r"^Whether ", "whether ", plain)
    if found_so := _CALLED.fullmatch(plain):
        said_so = ", ".join(filter(None, (found_so["name"], found_so["terms"])))
        plain = f"{found_so['head']} (called {said_so})"
    for reading in (
        *(_asked, named_then, with_type_ahead, with_type_behind, _with_clause, _separated),
    ):
        if (found := reading(plain, things)) is not None:
            return found
    said = re.sub(r"[*`]", "", plain)
    head, inside = _parted(said)
    own = named_behind(head, inside) or named_first(head, inside, things)
    if own is not None or (own := typed_behind(head, inside, things)) is not None:
        return own
    terms = terms_of(inside, head=head, things=things)
    if terms is None:
        return _with_remark(head, inside)
    is_named = bool(terms.type) or _TICKED.fullmatch(plain) is not None
    item = list_named(head, things) or headed(head)
    item = item or (called(head, strictly=True) if is_named else None)
    if item is None:
        return _tailed(said, things) or _behind_comma(said, things)
    return with_terms(item, terms)


def _asked(text: str, things: AbstractSet[str]) -> Item | None:
    """A name, and behind it the question that the field answers."""
    match = _ASKED.fullmatch(text)
    type_ = "bool" if match else ""
    if match is None and (match := _COUNT.fullmatch(text)):
        type_ = "decimal" if match["many"].lower() == "much" else "int"
    item = called(match["name"], strictly=True) if match is not None else None
    said = match["terms"] if match is not None else None
    terms = terms_of(said, head=item.name, things=things) if item and said else Terms()
    if item is None or terms is None or terms.rest:
        return None
    made = with_terms(replace(item, type=type_, is_said=True, is_marked=True), terms)
    return replace(made, name=_own(made.name), short=_own(made.short))


def _own(name: str) -> str:
    """`borrower_s_claims` without whose they are."""
    return name.split("_s_", maxsplit=1)[-1] if "_s_" in name else name


def _with_remark(head: str, remark: str) -> Item | None:
    """`the deposit (paid on arrival)`: what stands in brackets is no limit of it."""
    item = headed(head)
    is_told = _TOLD.match(remark) is not None
    is_clear = item is not None and (item.type or is_told) and not _FIGURE.search(remark)
    return replace(item, about=remark) if item is not None and is_clear else None


def _separated(text: str, things: AbstractSet[str]) -> Item | None:
    """`name: what is said`, `name - what is said`, `name (what is said): what it is`."""
    match = _SEPARATED.fullmatch(text)
    if match is None:
        return None
    item = headed(match["name"]) or called(match["name"], strictly=True)
    terms = _said_behind(match, things)
    if item is None or terms is None or (terms.rest and is_sentence(match["name"])):
        return None
    return replace(with_terms(item, terms), is_marked=True)


def described(text: str) -> Item | None:
    """`number - what the customer quotes, 6 digits`: a name, and what is said in whatever words."""
    match = _SEPARATED.fullmatch(re.sub(r"[`]", "", text).rstrip("."))
    item = called(match["name"]) if match is not None else None
    terms = terms_of(match["rest"], loosely=True, head=match["name"]) if match is not None else None
    return None if item is None or terms is None else with_terms(item, terms)


def _said_behind(match: re.Match[str], things: AbstractSet[str]) -> Terms | None:
    """Behind a name the first thing said is its type or a limit, or it stands in brackets."""
    inside, rest = match["inside"], re.sub(r"[`]", "", match["rest"]).rstrip(".")
    if inside:
        found = terms_of(inside, head=match["name"], things=things)
        return found and replace_rest(found, rest)
    found = terms_of(rest, loosely=True, head=match["name"], things=things)
    # What is written as code is a name, whatever is told of it first.
    is_first = "`" in match[0][: match.end("name") + 1] or _is_first(rest, found or Terms())
    if found is not None and (found.type or found.limits) and is_first:
        return found
    head, inside = _parted(rest)
    found = terms_of(inside, head=match["name"], things=things) if inside else None
    return found and replace_rest(found, head)


def replace_rest(found: Terms, rest: str) -> Terms:
    found.rest = (*found.rest, rest)
    return found


def _is_first(text: str, found: Terms) -> bool:
    """Whether a text begins with what is read of it, and does not only mention it."""
    return not found.rest or not text.startswith(found.rest[0])


def _tailed(text: str, things: AbstractSet[str]) -> Item | None:
    """`a weight between 1 and 50 kg`, `a title of at most 80 characters`, `a kind: a or b`."""
    for match in _TAIL.finditer(text):
        said = text[match.end() :]
        joint = _JOINT.match(said)
        terms = terms_of(
            said[joint.end() :] if joint else said, head=text[: match.start()], things=things
        )
        item = headed(text[: match.start()])
        if item is not None and terms is not None and not terms.name:
            return with_terms(item, terms)
    return None


def _behind_comma(text: str, things: AbstractSet[str]) -> Item | None:
    """`a name, optional`, `the size in kW, decimal`: all behind the name is type or limit."""
    head, comma, rest = text.partition(",")
    item = headed(head) if comma else None
    if bracketed := _BRACKETS_THEN.fullmatch(text):
        head, rest = bracketed["head"], bracketed["rest"]
        item = item_of(head, things)
    terms = terms_of(rest.strip(), head=head, things=things) if item is not None else None
    if item is None or terms is None or not (terms.type or terms.limits) or terms.name:
        return None
    return None if item.is_said and terms.type else with_terms(item, terms)


def _with_clause(text: str, things: AbstractSet[str]) -> Item | None:
    """`a condition, which can be usable or scrapped`, `a fee which must not be negative`."""
    for match in _WHICH.finditer(text):
        head = text[: match.start()]
        terms = clause_about(text[match.end() :], head.partition(" (")[0], things)
        item = item_of(head, things) if terms is not None else None
        if item is not None and terms is not None and not (item.is_said and terms.type):
            return with_terms(item, terms)
    return None


def _parted(text: str) -> tuple[str, str]:
    match = re.fullmatch(r"(?P<head>[^()]*?)\s*\((?P<inside>(?:[^()]|\([^()]*\))+)\)", text)
    return (match["head"], match["inside"].strip()) if match else (text, "")
