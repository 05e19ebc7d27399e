"""Steps that are nouns of acts: `the phone interview comes first`, `then follows a road test`."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from omninode_bridge.language.word_forms import base_of
from omninode_bridge.prose.narration.step_mentions import names_verb
from omninode_bridge.prose.narration.step_naming import is_step_verb
from omninode_bridge.prose.narration.step_phrases import NO_NOUNS, ONE_WORD
from omninode_bridge.prose.narration.story import Line

_THE: Final = r"(?:the|an?|our|its|their)"
_WORD: Final = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_PHRASE: Final = rf"{_WORD}(?: {_WORD}){{1,2}}?"
_ACTS: Final = rf"{_THE} {_PHRASE}(?:(?: , and | , | and )(?:{_THE} )?{_PHRASE}){{0,5}}"
_OPENING: Final = (
    r"(?:^|, |; |: |\. |\b(?:and|then|next|first|finally|that|both|otherwise) )(?:then |only )?"
)
_HELD: Final = r"(?:carried out|performed|executed|run|done|made|held|conducted)"
_ADVERBS: Final = r"(?:(?:then|only|always|simply|both|all|each) )*"
_HAPPENS: Final = (
    rf"(?:shall )?{_ADVERBS}(?:happens?|follows?|comes?|takes? place|runs?|starts?|begins?|"
    rf"is {_ADVERBS}(?:{_HELD}|needed|required|necessary|due|next|followed by|(?:the )?(?:very )?"
    r"(?:first|last|next|final))|needs?|waits? for|opens? the|closes? the|ends? the)\b"
)
_BEHIND: Final = (
    r"(?:(?:first|last|final|next|second|third) (?:step|thing|task|activity) is|"
    r"(?:begins?|starts?|opens?|ends?|closes?|finish(?:es)?|concludes?|continues?|goes on) "
    r"(?:with|by)|is followed by|there is|"
    r"(?:first|next|then|last|finally|after (?:that|this))(?: of all)?(?: ,)? "
    r"(?:comes?|follows?|is)) "
)
_END: Final = r"(?= [,;:.(]|$| (?:if|when|once|after|before|unless|in|at|for|only|and)\b)"
_BEFORE_VERB: Final = re.compile(rf"{_OPENING}(?=(?P<acts>{_ACTS}) {_HAPPENS})")
_TOLD: Final = (
    _BEFORE_VERB,
    re.compile(rf"\b{_BEHIND}(?=(?P<acts>{_ACTS}){_END})"),
    re.compile(
        r"(?:^(?:(?:first|then|next|finally|lastly|after that)(?: ,)? )?|: )"
        rf"(?=(?P<acts>{_THE} {_PHRASE})$)"
    ),
)
_ASKING: Final = re.compile(
    r"\b(?:once|when|whenever|if|after(?! (?:that|this|which|it|them) )|before|while|until|unless|"
    r"as soon as)\b[^,;:]*$"
)
_LISTED: Final = re.compile(r" , and | , | and ")
_ACT: Final = re.compile(
    r"[a-z-]{2,}(?:[^l]ion|ment|ing|[vws]al|ance|ysis|very|over|-in|-out|-up|-off)|"
    r"check|test|call|interview|visit|report|review|audit|scan|exam|talk|tour|search|transfer|"
    r"repair|survey|vote|draw|purchase|drive|trial|briefing|walk|wash|ride|show|lookup|pickup|"
    r"checkout|refund|design|sale|clean-up|rehearsal|rental|appraisal|release|update|count"
)
_THINGS: Final = frozenset(
    re.findall(
        r"\w+",
        """
        document apartment department equipment instrument garment basement cement government
        building ceiling ring string thing spring morning evening wing king clothing
        station million region union champion portion section version question option condition
        position location edition mansion passion nation person balance distance entrance
        insurance substance ambulance finance discover cover cardinal animal rival festival
        proposal interval nothing something anything everything during following remaining
        opening beginning ending starting compensation undoing
        """,
    )
)
_NO_PARTS: Final = NO_NOUNS | frozenset(
    re.findall(
        r"\w+",
        """
        first next last final second third other following whole failed failing completed previous
        until while after before once if when unless because since has have shall may be
        """,
    )
)
_NO_NOUN: Final = re.compile(r"(?!(?:assemb|supp|fami)ly$).*(?:ly|ed)")
_TOKEN: Final = rf"(?<![\w-])(?P<step>{ONE_WORD})(?![\w-])"
_PLAINER: Final = (
    (rf"^(?P<asked>(?:only )?(?:if|when|for|in case) [^:,]+) : {_TOKEN}$", r"\g<asked> , \g<step>"),
    (rf"\bthere (?:shall be|is) {_TOKEN}", r"\g<step> is done"),
    (rf"{_TOKEN} is (?:held|conducted)\b", r"\g<step> is done"),
)


def with_acts(lines: Sequence[Line], fields: Collection[str] = ()) -> list[Line]:
    """The lines with each act as one word: `phone_interview comes first`.

    A noun that `fields` call is a value, and no act.
    """
    texts = [line.said for line in lines]
    told = {one for text in texts for one in _told(text) if _snake(one) not in fields}
    if not told:
        return [*lines]
    called = {one: _step_of(one, texts) for one in sorted(told, key=len, reverse=True)}
    called |= _by_their_heads(called, fields)
    return [replace(line, said=_with_tokens(line.said, called)) for line in lines]


def is_act(phrase: str) -> bool:
    *others, head = phrase.split()
    is_plain = not {*others, head} & _NO_PARTS and head not in _THINGS
    is_said = not any(map(_NO_NOUN.fullmatch, others))
    return bool(others) and is_plain and is_said and _ACT.fullmatch(head) is not None


def _told(text: str) -> Iterator[str]:
    """What a main clause says to happen; behind `once` and `if` it is only spoken of."""
    for pattern in _TOLD:
        for found in pattern.finditer(text):
            if _ASKING.search(text[: found.end()]):
                continue
            listed = [re.sub(rf"^{_THE} ", "", one) for one in _LISTED.split(found["acts"])]
            # What is next to the verb stands first or last; the others may be of something else.
            yield from takewhile(is_act, listed[::-1] if pattern is _BEFORE_VERB else listed)


def _step_of(phrase: str, texts: Iterable[str]) -> str:
    """`stock_check`; `check_stock` where a sentence says that the stock is checked."""
    *thing, head = phrase.split()
    noun = re.escape(" ".join(thing))
    told = (
        rf"\b{noun} is (?:then |first )?([a-z]+)\b",
        rf"\b([a-z]+) (?:{_THE} )?{noun}(?! {re.escape(head)})(?![\w-])",
    )
    for said in (one for text in texts for way in told for one in re.findall(way, text)):
        verb = base_of(said)
        if verb and is_step_verb(verb) and names_verb(head, verb):
            return _snake(f"{verb} {' '.join(thing)}")
    return _snake(phrase)


def _by_their_heads(called: Mapping[str, str], fields: Collection[str]) -> dict[str, str]:
    """`The interview` is the phone interview, where no other is told."""
    heads = [phrase.split()[-1] for phrase in called]
    return {
        head: step
        for head, (_, step) in zip(heads, called.items(), strict=True)
        if heads.count(head) == 1 and head not in fields
    }


def _with_tokens(text: str, called: Mapping[str, str]) -> str:
    for phrase, step in called.items():
        before = rf"(?:{_THE} |(?<=and )|(?<=, ))" if " " in phrase else r"(?:the|this|that) "
        text = re.sub(rf"(?<![\w-]){before}{re.escape(phrase)}(?![\w-])", step, text)
    for pattern, instead in _PLAINER:
        text = re.sub(pattern, instead, text)
    return text


def _snake(words: str) -> str:
    return re.sub(r"[ -]", "_", words)
