"""Steps that are called by a bare name: `check credit must follow`, `undone by cancel hall`."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import is_known
from omninode_bridge.prose.narration.step_phrases import NO_NOUNS, ONE_WORD

_WORD: Final = r"[a-z][a-z0-9-]*"
_NAME: Final = rf"{_WORD}(?: {_WORD}){{1,3}}?"
_NAMES: Final = rf"{_NAME}(?:(?: , and | , | and ){_NAME}){{0,7}}"
_START: Final = (
    r"(?:^|[,;:(.] (?:and |then )?|\b(?:then|otherwise|else|and|next|first|finally|once|when|"
    r"whenever|if|after|"
    r"before|while|until|unless|is|by|with|call|calls|run|runs|perform|performs|execute|executes|"
    r"do|does|start|starts|carry out|carries out|that|only|or|case|both|step|undo|undoes|reverses|"
    r"follows|of) )"
)
_DONE: Final = (
    r"(?:carried out|called|needed|required|necessary|performed|executed|run|done|invoked|tried|"
    r"attempted|retried|undone|"
    r"rolled "
    r"back|taken back|compensated|reverted|reversed|skipped|optional|limited|given up|given \d|"
    r"given (?:at most|no more|up to|not more)|always|where|in turn|last|first|next|over|"
    r"finished|followed by|inserted|between|the reverse|the opposite|the undo|"
    r"completed|(?:the|a) (?:very )?(?:first|last|next|final|second|third|fourth|only|end|start|"
    r"beginning|step|opening|closing))\b"
)
_HAPPENS: Final = (
    rf"(?:(?:is|may be|is never|is then|is always) (?:then |always |only |simply |both |all |"
    rf"each )*{_DONE}|"
    r"(?:(?:shall|may|then|always|only) )*(?:happens?|follows?|comes?|takes? (?:place|at most|up "
    r"to|no longer)|never takes?|runs?|go(?:es)? on|go (?:in|side)|starts?|begins?|closes? the|"
    r"ends? the|opens? the|completes? the|concludes? the|fails?\b|succeeds?\b|finish(?:es)?\b|"
    r"undo(?:es)?|reverses?|reverts?|compensates?|rolls? back|"
    rf"takes? (?:it|this|that|{_NAME}) back|takes? back|"
    r"has (?:a|an|no|up|at|\d|two|three)|needs?|waits?|gets? (?:up|at|no|\d|two|three)|"
    r"depends? on|requires?|cannot|times? out|goes? wrong|never succeeds?)\b|"
    r"(?:may|shall|is|has|have) (?:to )?(?:be )?(?:tried|attempted|retried|undone)\b)"
)
_BEFORE_VERB: Final = re.compile(rf"{_START}(?=(?P<names>{_NAMES}) {_HAPPENS})")
_BEHIND: Final = re.compile(
    r"(?:(?:undone|compensated|compensated for|taken back|reversed|reverted|rolled back) "
    r"(?:by|through|with)|undo(?:es)?|reverses|compensates(?: for)?|rolls back|takes back|"
    r"(?:last|first|final|next|second|third) (?:step|thing|task|activity) is|"
    r"the (?:reverse|opposite|counterpart|undo) (?:of|for)|between|"
    r"(?:begins?|starts?|opens?|ends?|closes?|finish(?:es)?|concludes?|continues?|goes on) "
    r"(?:with|by)|(?:first|next|then|last|finally|after (?:that|this)|next in line|next up)(?: "
    r"of all)?(?: ,)? "
    r"(?:comes?|follows?|is)) "
    rf"(?=(?P<names>{_NAME})(?= [-,;:()\u2013\u2014]|$| (?:in|if|when|once|after|and|where|"
    rf"unless|by|or)\b))"
)
_ELLIPSIS: Final = re.compile(
    rf"(?:^|, and |, |and )(?P<names>{_NAME}) (?:by|for|with|the reverse of) "
    rf"(?=(?P<more>{_NAME})(?: [,;.]|$| and ))"
)
_ITEM: Final = re.compile(rf"(?P<names>{_NAME})")
_LISTED: Final = re.compile(r" , and | , | and ")
_COURSE: Final = re.compile(
    r"(?:process|workflow|steps?|sequence|flow|order|course)(?: (?:is|has|consists? of|goes))?"
    r"(?: (?:as follows|the following|these))?(?: steps)? : "
    rf"(?=(?P<names>{_NAMES})$)"
)
_CHAIN: Final = re.compile(
    r"(?:^| )(?:,|;|:|\.|\(|\)|and|or|then|after|before|once|if|when|unless|but|by|for|only|all|"
    r"at|side|is|shall|may|follows?|in|with|alongside|until|without|never|as|runs?|calls?|"
    r"performs?|"
    r"executes?|"
    r"simultaneously|concurrently)(?= |$)"
)
_IN_LIST: Final = re.compile(
    rf"(?<![\w-]){ONE_WORD}(?: , and | , | and )(?=(?P<names>{_NAME})"
    r"(?= [,;.]|$| (?:in parallel|side by side|at the same|simultaneously|concurrently|and)\b))"
)
_STYLE: Final = 2
"""So many bare names are a manner of speaking: then what stands alone between two joints is one."""

_NO_NAMES: Final = NO_NOUNS | frozenset(
    re.findall(
        r"\S+",
        """
        if when once after before while until unless whenever as soon next first last then finally
        always all both more less than most least up each two three four
        five six seven eight nine ten several some many few
        but so because since where who whose what how why do does did done has have had been can
        cannot must will would should could never nothing without within between during per
        otherwise else instead alongside beside during meanwhile afterwards thereafter however
        besides together
        simultaneously
        step steps task tasks workflow process everything nothing anything else very only just also
        """,
    )
)


_NO_THINGS: Final = frozenset(
    re.findall(
        r"\w+",
        """
        happen happens follow follows run runs come comes take takes start starts begin begins
        instead fail fails succeed succeeds undo undoes undoing gets get goes go waits wait wrong
        needs need depends requires
        """,
    )
)
_NO_STEPS: Final = frozenset({"reverse order", "back off", "time limit", "call back"})
_NO_VERBS: Final = frozenset(
    {"undo", "reverse", "revert", "compensate", "fail", "succeed", "retry", "repeat", "try"}
)

_VERBS: Final = frozenset(
    re.findall(
        r"\w+",
        """
        accompany accredit advertise allocate appoint appraise assemble bake brief bury catalogue
        chill claim coach cook credit cremate debit decorate deduct delegate disburse discharge
        disinfect dismiss distil dock draft drain enrol enroll escort evacuate excavate
        extinguish ferment fold free fumigate furnish greet guide haul heat incubate inoculate
        insulate isolate locate lubricate mentor mix moor notarize offboard onboard photograph
        pour preheat press provision rebook recharge refuel reimburse remit replenish restock
        review rinse sedate shape shred solder stack stamp staple steam stir stow summon survey
        swab trace transcribe transport undock unload unmoor unseal usher veto waive welcome weld
        whip wipe
        """,
    )
)
"""Verbs of what is done in workflows, beside those that all documents are read by."""


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """The bare names, as they are said; an article in front makes a noun of the words."""
    texts = [*texts]
    found = {name for text in texts for name in _found(text)}
    found |= {name for text in texts for name in _lone(text)}
    # "withdraw permit for request permit": one that is known makes a name of the other.
    for text in texts:
        for pair in _ELLIPSIS.finditer(text):
            if pair["names"] in found or pair["more"] in found:
                found |= {each for each in (pair["names"], pair["more"]) if is_name(each)}
    if len(found) >= _STYLE:
        found |= {name for text in texts for name in _chained(text)}
        found |= {name for text in texts for name in _beside(with_tokens(text, found))}
    return frozenset(found)


def with_tokens(text: str, names: Collection[str]) -> str:
    """Each name as one word: `check_credit and appraise_property shall follow`."""
    if not names:
        return text
    named = _any_of(frozenset(names))
    return named.sub(lambda one: one[0].replace(" ", "_").replace("-", "_"), text)


@lru_cache(maxsize=8)
def _any_of(names: frozenset[str]) -> re.Pattern[str]:
    longest = "|".join(re.escape(one) for one in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{longest})(?![\w-])")


def tokens_in(text: str) -> list[str]:
    return re.findall(rf"(?<![\w-]){ONE_WORD}(?![\w-])", text)


def is_name(words: str) -> bool:
    """A verb in its plain form and what it is done to, without an article."""
    first, *others = words.split()
    if (
        not others
        or words in _NO_STEPS
        or first in _NO_VERBS
        or {first, *others} & _NO_NAMES
        or {*others} & _NO_THINGS
        or not (is_step_verb(first) or _is_like_verb(first))
    ):
        return False
    return not any(word.endswith("ly") for word in others)


def _is_like_verb(word: str) -> bool:
    return word.endswith("ss") or (
        not word.endswith(("s", "ed", "ing", "ly", "y")) and not lexicon().has("determiners", word)
    )


def _found(text: str) -> Iterator[str]:
    for pattern in (_BEFORE_VERB, _BEHIND, _COURSE):
        for one in pattern.finditer(text):
            listed = _LISTED.split(one["names"])
            # What stands last is next to the verb; the others may be ends of what was before.
            for name in reversed(listed):
                if not is_name(name):
                    break
                yield name


def _chained(text: str) -> Iterator[str]:
    for part in _CHAIN.split(text):
        plain = re.sub(r"^(?:first|then|next|finally|otherwise|else) ", "", part.strip())
        if re.fullmatch(_NAME, plain) and is_step_verb(plain.split()[0]) and is_name(plain):
            yield plain


def _beside(text: str) -> Iterator[str]:
    """`bake_base and whip cream`: what stands in a list with a name is one."""
    for one in _IN_LIST.finditer(text):
        if is_name(one["names"]):
            yield one["names"]


def is_step_verb(word: str) -> bool:
    return is_known(word) or word in _VERBS


def _lone(text: str) -> Iterator[str]:
    """An order that is nothing but a name: `trace deliveries`, `then assign bed`."""
    plain = re.sub(r"^(?:first|then|next|finally|after that|lastly)(?: ,)? ", "", text)
    if (found := _ITEM.fullmatch(plain)) and is_step_verb(plain.split()[0]) and is_name(found[0]):
        yield found[0]
