"""What a sentence says is done, and after, before and beside what."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from omninode_bridge.prose.narration.plain_words import ARTICLE, without_article
from omninode_bridge.prose.narration.step_listed import listed_actions
from omninode_bridge.prose.narration.step_mentions import mention_of
from omninode_bridge.prose.narration.step_order_words import BESIDE, marked
from omninode_bridge.prose.narration.step_ordered import Bond, Ordered
from omninode_bridge.prose.narration.step_phrases import Action, action_of

_PARALLEL: Final = re.compile(
    r" (?:, )?(?:all |both )?(?:in parallel|at the same (?:time|moment)|simultaneously|"
    r"concurrently|"
    r"side by side|in any order|all at once|both at once|hand in hand|independently of (?:each "
    r"other|one "
    r"another))"
    r"(?= |$)(?! (?:to|with|as) )| \( ?(?:in )?parallel ?\)$"
)
_JOINTS: Final = (
    (
        "beside",
        (
            r"in parallel (?:to|with)|parallel (?:to|with)|(?:along|together) with|"
            r"at the same time as|simultaneously with|concurrently with|"
            r"alongside|while|whilst"
        ),
    ),
    (
        "after",
        (
            r"(?:only |immediately |directly |right )?(?:after having|after|once|as soon as|upon|"
            r"the moment)|(?<!the )following|having|not before"
        ),
    ),
    ("before", r"before|prior to"),
    ("only", r"only if|provided that|as long as|in case"),
    ("unless", r"unless|except if|except when"),
    ("when", r"only when|when|whenever"),
    ("if", r"if|where"),
    ("for", r"for"),
)
_JOINT: Final = re.compile(
    rf"(?:^| )(?:, )?(?P<joint>{'|'.join(words for _, words in _JOINTS)})"
    r"(?! (?:more(?! than)|again|which|an? (?:hour|day|week|month|year)|per|every)\b) (?=\S)"
)
_LEADING: Final = frozenset({"where", "having", "after having"})
_SEQUENCE: Final = re.compile(
    r" (?:, |; )?(?:and |but )?(?:then|afterwards|thereafter|followed by|subsequently|after which|"
    r"whereupon|(?:and|,) finally)(?: ,)? "
)
_UNTIL: Final = re.compile(
    r"^(?P<what>.+?) (?P<never>is never|never) (?P<done>.+?) (?:until|before) "
)
_TOGETHER: Final = re.compile(
    r"(?:both|all|all of them|these|they|(?:the|these|those) (?:two|three|four)) (?:may |shall )?"
    r"(?:happens?|runs?|starts?|go(?:es)? on|(?:is|be) (?:done|started|carried out|made))"
)
_INVERTED: Final = re.compile(
    rf"(?P<asked>.+?) (?:is|does|may|shall) "
    rf"(?P<noun>{ARTICLE} [a-z-]+(?: [a-z-]+)??) (?P<done>[a-z]+)"
)
_ONLY_DONE: Final = re.compile(r" is only (?=[a-z]+ (?:.+ )?(?:if|when|once|after|as soon as) )")
_ELSE: Final = re.compile(r"(?:otherwise|or else|else)(?: ,)? (?=\S)")
_ASKING_LEAD: Final = re.compile(r"(?:with|in|on|at|by|during|under) (?P<what>[^,;:]+)(?= , )")
_LONGEST_LEAD: Final = 6
_BARE_LEAD: Final = re.compile(
    rf"(?P<lead>{ARTICLE} [a-z-]+(?: of {ARTICLE} [a-z-]+)?) (?P<rest>{ARTICLE} .+)"
)
_DETAIL: Final = re.compile(r"(?P<noun>.+?) (?P<more>(?:with|that|which|whose|over|above|under|"
    r"below|older|younger|worth|of) .+?) is (?P<done>.+)")  # fmt: skip


@dataclass(frozen=True, slots=True)
class OrderReader:
    """`condition` gives the expression that words ask for, or nothing."""

    condition: Callable[[str], str]

    def read_all(self, said: str, subject: tuple[str, ...] = ()) -> list[Ordered]:
        """What stands between semicolons; empty where a part is not read."""
        found: list[Ordered] = []
        for part in re.split(r" [;:] ", said):
            last = found[-1].actions[-1].noun if found and found[-1].actions else subject
            one = self.read(part, last)
            if one is None:
                return []
            found.append(one)
        return found

    def read(self, said: str, subject: tuple[str, ...] = ()) -> Ordered | None:
        """None where nothing is done, or something is said beside it."""
        instead = _ELSE.match(said)
        text, mark = marked(said[instead.end() :] if instead else said)
        text = _ONLY_DONE.sub(" is ", _UNTIL.sub(_positive, text))
        is_again = said.endswith((" as well", " too"))
        is_parallel = bool(_PARALLEL.search(f" {text}"))
        text = _PARALLEL.sub("", f" {text}").strip(" ,")
        for main, said_around in self._parted(text):
            rest, inner = (main, mark) if mark else marked(main)
            bonds = tuple(one for bond in said_around for one in self._halves(bond))
            found = Ordered((), inner, bonds, is_parallel, is_again, is_else=instead is not None)
            if is_parallel and _TOGETHER.fullmatch(rest):
                return found
            for groups, more in self._groups(rest, bonds, subject):
                apart = groups if is_parallel else tuple(_apart(groups))
                is_beside = is_parallel and not inner and [*map(len, groups)] == [1]
                # "The fee is paid at the same time": beside what was told last.
                beside = BESIDE if is_beside else inner
                return replace(found, groups=apart, bonds=(*bonds, *more), mark=beside)
        return None

    def _parted(self, text: str) -> Iterator[tuple[str, tuple[Bond, ...]]]:
        """The main clause, and what is bound to it in front and behind."""
        opening = _JOINT.match(text)
        if opening is None or opening.start() > 0:
            lead, asked = self._flag(text)
            bonds = (Bond("if", asked),) if lead else ()
            yield self._trailed(text.removeprefix(lead).strip(" ,"), bonds)
            return
        kind, rest = _kind(opening["joint"]), text[opening.end() :]
        for condition, main in (*_led(rest), *(self._for(rest) if kind == "for" else ())):
            yield self._trailed(main, (Bond(kind, condition),))
        found = _INVERTED.fullmatch(rest)
        if found and text.startswith("only "):
            main = f"{found['noun']} is {found['done']}"
            yield self._trailed(main, (Bond(kind, found["asked"]),))

    def _for(self, text: str) -> Iterator[tuple[str, str]]:
        """`For night flights the lights are tested`: without a comma what is asked for is known."""
        for words in range(1, _LONGEST_LEAD):
            lead = re.match(rf"(?:[a-z0-9.-]+ ){{{words}}}(?={ARTICLE} )", text)
            if lead and self.condition(lead[0].strip()):
                yield lead[0].strip(), text[lead.end() :]

    def _trailed(self, text: str, bonds: tuple[Bond, ...]) -> tuple[str, tuple[Bond, ...]]:
        pieces = list(self._pieces(text))
        return pieces[0][1], (*bonds, *(Bond(kind, part) for kind, part in pieces[1:]))

    def _halves(self, bond: Bond) -> tuple[Bond, ...]:
        """`When both are done and the guest is a member` names steps, and asks for something."""
        joint = bond.text.rfind(" and ")
        if (
            bond.kind not in {"when", "if", "only", "after"}
            or joint < 0
            or self.condition(bond.text)
        ):
            return (bond,)
        first, second = bond.text[:joint].strip(" ,"), bond.text[joint + len(" and ") :]
        is_thing = bond.kind == "after" and bool(mention_of(second).words)
        if is_thing or self.condition(first) or not self.condition(second):
            return (bond,)
        return (Bond("after", first), Bond("if", second))

    def _flag(self, text: str) -> tuple[str, str]:
        """`At night the gate is opened`: the words in front, and what they ask for."""
        if lead := _ASKING_LEAD.match(text):
            for asked in (lead[0], lead["what"]):
                if self.condition(asked):
                    return lead[0], asked
        for words in ("", " [a-z-]+", " [a-z-]+ [a-z-]+"):
            found = re.match(rf"(?:at|by|in|during|on) (?:{ARTICLE} )?[a-z-]+{words}(?= )", text)
            if found and self.condition(found[0]):
                return found[0], found[0]
        return "", ""

    def _pieces(self, text: str) -> Iterator[tuple[str, str]]:
        kind, start = "", 0
        for found in _JOINT.finditer(text):
            name = _kind(found["joint"])
            is_leading = found.start() == 0 or found["joint"] in _LEADING
            if is_leading or (name == "for" and not self._asks(text[found.end() :])):
                continue
            yield kind, _without_and(text[start : found.start()])
            kind, start = name, found.end()
        yield kind, text[start:].strip(" ,")

    def _asks(self, text: str) -> bool:
        ends = [found.start() for found in _JOINT.finditer(text)]
        return any(self.condition(text[:end].strip(" ,")) for end in (*ends, len(text)))

    def _groups(
        self, main: str, bonds: tuple[Bond, ...], subject: tuple[str, ...]
    ) -> Iterator[tuple[tuple[tuple[Action, ...], ...], tuple[Bond, ...]]]:
        found: list[tuple[Action, ...]] = []
        subject = _spoken_of(bonds) or subject
        for part in _in_turn(main):
            group, more = self._group(part, subject)
            if not group:
                return
            found.append(group)
            subject = group[-1].noun
            if more:
                yield tuple(found), more
                return
        yield tuple(found), ()

    def _group(
        self, text: str, subject: tuple[str, ...]
    ) -> tuple[tuple[Action, ...], tuple[Bond, ...]]:
        actions = listed_actions(text, subject)
        return (actions, ()) if actions else self._with_asking_subject(text)

    def _with_asking_subject(self, text: str) -> tuple[tuple[Action, ...], tuple[Bond, ...]]:
        """`Returns with a value above 500 are approved`."""
        found = _DETAIL.fullmatch(text)
        if found is None or not self.condition(f"{found['noun']} {found['more']}"):
            return (), ()
        action = action_of(f"{without_article(found['noun'])} is {found['done']}")
        asked = Bond("if", f"{found['noun']} {found['more']}")
        return ((action,), (asked,)) if action else ((), ())


def _in_turn(main: str) -> Iterator[str]:
    """What follows one another: also `stop the shop, dump the data, then start the shop`."""
    *parts, last = _SEQUENCE.split(main)
    for part in parts:
        listed = part.split(" , ")
        is_list = " and " not in part and all(action_of(one) for one in listed)
        yield from listed if is_list else [part]
    yield last


def _apart(groups: tuple[tuple[Action, ...], ...]) -> Iterator[tuple[Action, ...]]:
    """What is done to one thing is done in turn: `it is rinsed and dried`.

    So is what one person does: `the clerk registers the claim and checks the policy`.
    """
    for group in groups:
        nouns = {one.noun for one in group}
        is_in_turn = len(nouns) == 1 or _is_of_one(group)
        yield from ((one,) for one in group) if is_in_turn else (group,)


def _is_of_one(group: tuple[Action, ...]) -> bool:
    first, *others = group
    verbs = {one.verb for one in group}
    is_person = bool(first.doer) and first.doer not in {"i", "we", "they", "it"}
    return is_person and len(verbs) > 1 and all(not one.doer for one in others)


def _positive(found: re.Match[str]) -> str:
    """`The form is never signed until it is read` is `the form is signed after it is read`."""
    verb = "is " if found["never"].startswith("is") else "shall "
    return f"{found['what']} {verb}{found['done']} after "


def _led(text: str) -> Iterator[tuple[str, str]]:
    """Where the clause in front may end: a list with `and` ends before the last comma.

    `After the decision the visa is printed` has none, and a noun alone in front.
    """
    if " , " not in text and (bare := _BARE_LEAD.fullmatch(text)):
        yield bare["lead"], bare["rest"]
    for comma in re.finditer(r" , (?:then )?", text):
        rest = text[comma.end() :]
        end = _JOINT.search(rest, 1)
        pieces = (rest[: end.start()] if end else rest).split(" , ")
        if comma[0].endswith("then ") or not any(" and " in one for one in pieces[:-1]):
            yield text[: comma.start()], rest


def _without_and(text: str) -> str:
    return re.sub(r" (?:and|but)$", "", text.strip(" ,"))


def _kind(joint: str) -> str:
    return next(kind for kind, words in _JOINTS if re.fullmatch(words, joint))


def _spoken_of(bonds: tuple[Bond, ...]) -> tuple[str, ...]:
    """What `it` means behind `when the book is printed`."""
    for bond in bonds:
        actions = listed_actions(bond.text, is_past=True)
        if actions:
            return actions[-1].noun
    return ()
