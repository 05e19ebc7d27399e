"""Other ways to ask for a figure, said as `number of plays per artist`."""

import re
from typing import Final

from omninode_bridge.language.word_forms import base_of, is_past
from omninode_bridge.prose.narration.plain_words import ARTICLE

_EACH: Final = r"(?:each|every|an?|the individual)"
_NEED: Final = (
    r"(?:we|i|they|(?:the )?[a-z-]+) (?:need|want|see|get|require|ask for|wish|expect|look at|"
    r"know|are interested in|is interested in)s?(?: to (?:see|know|have|get))?"
)
_PER: Final = r"(?:per|by|for each|for every|of each|of every|in each|in every|on each|on every)"
_REWRITTEN: Final = (
    (r"^how much (?=[a-z]+ (?:is|does|do|each|every|per|by)\b)", "how many "),
    (
        (
            rf"^how (?:often|many times) (?:is |does |do )?{_EACH} ([a-z -]+?) (?:is )?([a-z]+)"
            r"(?: as (?:an? )?([a-z-]+))?(?= (?:per|by|for|in|on) |$)"
        ),
        r"number of AS:\3: THINGS per \1",
    ),
    (
        (
            rf"^how many ([a-z -]+?) (?:does |do |is )?{_EACH} ([a-z -]+?) (?:is )?[a-z]+"
            r"(?= (?:per|by|for|in|on) |$)"
        ),
        r"how many \1 per \2",
    ),
    (rf"^(for|per|in|on) {_EACH} ([a-z -]+?)(?: ,)? {_NEED} (?=the |how )", r"per \2 , "),
    (rf"^((?:the )?[a-z]+) ({_PER} [^,]+) , (?:that is|namely|meaning) (.+)$", r"\3 \2"),
    (rf"^{_NEED} (?=how |the |number |total |average |sum )", ""),
    (r" (?:is|was) (?:measured|given|expressed) in (?=[a-z]+)", " in "),
)
_SUPERLATIVES: Final = {
    "heaviest": ("largest", "weight"),
    "lightest": ("smallest", "weight"),
    "longest": ("largest", "duration"),
    "shortest": ("smallest", "duration"),
    "slowest": ("largest", "duration"),
    "quickest": ("smallest", "duration"),
    "cheapest": ("smallest", "price"),
    "dearest": ("largest", "price"),
    "hottest": ("largest", "temperature"),
    "warmest": ("largest", "temperature"),
    "coldest": ("smallest", "temperature"),
    "farthest": ("largest", "distance"),
    "furthest": ("largest", "distance"),
}
_UNITS_OF: Final = {
    "weight": ("kilograms", "kilogram", "kg", "grams", "gram", "tons", "tonnes", "weight", "mass"),
    "duration": ("seconds", "minutes", "hours", "days", "duration", "length", "ms", "milliseconds"),
    "distance": ("km", "kilometres", "kilometers", "metres", "meters", "miles", "distance"),
    "price": ("price", "amount", "cost", "fee", "fare", "paid", "total"),
    "temperature": ("temperature", "degrees", "celsius"),
    "energy": ("energy", "kwh", "mwh", "wh"),
    "volume": ("litres", "liters", "volume", "ml"),
}
_SAME: Final = {"length": "duration", "time": "duration", "mass": "weight", "stay": "duration"}


def worded(said: str, things: str) -> str:
    """`things` is the plural of what is counted."""
    text = said
    for pattern, instead in _REWRITTEN:
        text = re.sub(pattern, instead, text)
    text = re.sub(r"AS:([a-z-]*): THINGS", lambda found: f"{found[1]} {things}".strip(), text)
    return re.sub(r"^the sum of (.+) (in [a-z]+) (per .+)$", r"the sum of \1 \3 \2", text)


def superlative(core: str, things: str) -> str:
    """`the heaviest delivery` is `the largest weight`; other texts as they are."""
    words = "|".join(_SUPERLATIVES)
    several = rf"(?:the )?({words}) and (?:the )?({words}) {things}"
    if found := re.fullmatch(several, core):
        (one, what), (two, other) = _SUPERLATIVES[found[1]], _SUPERLATIVES[found[2]]
        return f"{one} and {two} {what}" if what == other else core
    found = re.fullmatch(rf"(?:the )?({words}) {things}((?: in [a-z]+)?)", core)
    if found is None:
        return core
    function, what = _SUPERLATIVES[found[1]]
    return f"{function} {found[2].removeprefix(' in ') or what}"


def measured(words: str, numbers: frozenset[str]) -> str:
    """The one number that is called by its unit: `weight` is `kilograms`; empty for none."""
    units = _UNITS_OF.get(_SAME.get(words, words), (words,))
    found = [one for one in sorted(numbers) if {*one.split("_")} & {*units}]
    return found[0] if len(found) == 1 else ""


def is_once(said: str, things: str) -> bool:
    """Whether what comes twice is said to count once; `things` are names of it and of its key."""
    spoken = f" {_HOWEVER.sub('', said)} "
    rest = re.sub(_SEEN, " ", spoken)
    is_again, rest = rest != spoken, re.sub(_EFFECT, " ", rest)
    plain = re.sub(rf"\b(?:{things})\b", " ", rest)
    is_effect = bool(re.search(_EFFECT, spoken))
    if plain == rest or not is_effect or not (is_again or re.search(_ONCE, said)):
        return False
    left = [word for word in plain.split() if word not in _NEUTRAL]
    done = {base_of(word) for word in left if is_past(word)}
    return all(is_past(word) or word.endswith("ing") or word in done for word in left)


_HOWEVER: Final = re.compile(
    r" , (?:however (?:often|many times)|no matter how (?:often|many times)) .+$"
)
_SEEN: Final = (
    r" (?:twice|again|repeatedly|more than once|once more|several times|(?:a|the) (?:second|"
    r"further) time|"
    r"duplicates?|duplicated|repeated|before|"
    r"(?:is )?(?:processed|seen|handled|known|recorded|there)(?: before| already)?)(?= )"
)
_ONCE: Final = r"\b(?:once|a single time)\b"
_EFFECT: Final = (
    r" (?:is (?:ignored|skipped|dropped|left out|discarded|disregarded|thrown away)|"
    r"is (?:not|never) (?:counted|taken|added|considered|processed|used|included)|"
    r"(?:is )?never (?:count(?:s|ed)?|taken into account)|(?:shall )?changes? nothing|"
    r"(?:is counted|is taken into account|counts?) (?:only |exactly |just )?(?:once|a single time)|"
    r"ha(?:s|ve) no (?:further )?effect|nothing (?:is counted|happens|changes)|"
    r"makes? no difference|ignores?|skips?|drops?|discards?)(?= )"
)
_NEUTRAL: Final = frozenset(
    re.findall(
        r"\S+",
        """
        a an the each every any same all of that which is it they even if when in and , twice again
        by with for to was arrives arrive comes come only whose we have us has once or as
        turns up turn shows appears appear
        second later further other next one copy copies record records report reports message
        messages entry entries event events delivery
        """,
    )
) | {*ARTICLE.strip("(?:)").split("|")}
