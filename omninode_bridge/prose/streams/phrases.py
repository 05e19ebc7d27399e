"""The figures that one sentence asks for, each as a phrase of its own, with its name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.narration.plain_words import identifier, without_article

_HEAD: Final = (
    r"(?:the )?(?:number of|how many|how often|total|sum of|average|mean|median|minimum|maximum|"
    r"[a-z]{3,}est|last|first|latest|[a-z]+ count(?= |$))"
)
_OPENED: Final = re.compile(
    r"^(?:for (?:all|the) (?:accepted |valid |counted )?[a-z]+ (?:we |i )(?:also )?(?:want|"
    r"need|see) |"
    r"(?:we|i|they|(?:the )?[a-z]+) (?:also )?(?:want|wants|need|needs|shall show|shows?|"
    r"shall tell|"
    r"tells?|shall keep|keeps?|reports?|shall report|sees?|may see)(?: to (?:see|know|have))? )"
)
_EACH: Final = re.compile(
    r"^(?:for|per) (?:each|every|the individual) (?P<key>[a-z ]+?)(?: ,)? "
    r"(?:there is |we (?:also )?(?:want|need|see) |it (?:shall show|shows) )?(?=the |how )"
)
_DONE_BY: Final = re.compile(
    r"how many (?P<things>[a-z]+) (?:that|this|the) [a-z]+ (?P<verb>[a-z]+)"
)
_BEHIND: Final = re.compile(
    r" , rounded to .+$| over all [a-z]+$| of all (?:the )?(?P<things>[a-z]+)$| , no matter .+$|"
    r" (?:overall|altogether|in total)$"
)
_AND: Final = re.compile(rf"(?: , and | , | and )(?={_HEAD})")
_MEANING: Final = re.compile(
    r" : | , (?:which|that) is (?:the )?| , (?:that is|i\.e\.|namely) ,? ?"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """`name` is what the document calls it, `said` what is asked for."""

    name: str
    said: str


def phrases_of(said: str, thing: str) -> Iterator[Phrase]:
    """Nothing where it asks for no figure."""
    text = _OPENED.sub("", said)
    each = _EACH.match(text)
    key = f" per {each['key']}" if each else ""
    text = text[each.end() :] if each else text
    if not re.match(_HEAD, text):
        return
    for part in _AND.split(text):
        yield from _named(part.strip(), key, thing)


def _named(part: str, key: str, thing: str) -> Iterator[Phrase]:
    thing = thing.rsplit(maxsplit=1)[-1]
    before, *meaning = _MEANING.split(part, maxsplit=1)
    if (
        meaning
        and re.match(r"number of ", without_article(before))
        and not re.match(_HEAD, meaning[0])
    ):
        meaning = [f"the number of {meaning[0]}"]
    core = _BEHIND.sub("", before)
    if listed := re.fullmatch(r"how many (?:[a-z]+ )?is ((?:[a-z]+ , )*[a-z]+ and [a-z]+)", core):
        for one in re.split(r" , | and ", listed[1]):
            yield Phrase(
                _called(f"{one} {_plural(thing)}", key),
                f"the number of {one} {_plural(thing)}{key}",
            )
        return
    asked = _worded(_BEHIND.sub("", meaning[0]) if meaning else core, thing)
    yield Phrase(_called(core, key), f"{asked}{key}")


def _worded(text: str, thing: str) -> str:
    """`visit count` is the number of visits; `30 mm or more` is 30 or more mm."""
    plain = without_article(text)
    if counted := re.fullmatch(r"([a-z]+) count", plain):
        return f"the number of {_plural(counted[1])}"
    if different := re.fullmatch(r"how many (different [a-z]+)(?: [a-z]+)?", plain):
        return f"the number of {different[1]}"
    if done := _DONE_BY.fullmatch(plain):
        return f"the number of {done['verb']} {_plural(thing)}"
    return re.sub(r"\b(\d[\d.]*) ([a-z]+) (or more|or less|or fewer)\b", r"\1 \3 \2", text)


def _called(core: str, key: str) -> str:
    plain = re.sub(r"^how many (?:different )?(?=[a-z])", "", without_article(core))
    plain = re.sub(r" in [a-z]+$| (?:came|come|there is)$", "", plain)
    plain = re.sub(r"(?<= )(?:the|all) ", "", plain)
    return identifier(f"{plain}{key.replace(' per ', ' by ')}")


def _plural(noun: str) -> str:
    return lexicon().plural(lexicon().singular(noun))
