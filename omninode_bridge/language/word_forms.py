"""Plain forms of verbs: `finishes`, `frozen` and `approved` are `finish`, `freeze`, `approve`."""

import re
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.verbs import VERBS

_IRREGULAR: Final = """
awake awoken; bear borne; beat beaten; bend bent; bet bet; bid bid; bind bound; bite bitten;
bleed bled; blow blown; break broken; breed bred; bring brought; build built; burn burnt;
burst burst; buy bought; catch caught; choose chosen; cost cost; cut cut; deal dealt; dig dug;
do done; draw drawn; drink drunk; drive driven; eat eaten; feed fed; feel felt; fight fought;
find found; fly flown; forbid forbidden; forget forgotten; forgive forgiven; freeze frozen;
get got; give given; go gone; grind ground; grow grown; hang hung; hear heard; hide hidden;
hold held; hurt hurt; keep kept; know known; lay laid; lead led; leave left; lend lent; let let;
light lit; lose lost; make made; meet met; mow mown; overtake overtaken; overwrite overwritten;
pay paid; put put; quit quit; read read; redo redone; rebuild rebuilt; resell resold; reset reset;
ride ridden; ring rung; rise risen; run run; saw sawn; say said; see seen; seek sought; sell sold;
send sent; set set; sew sewn; shake shaken; shoot shot; show shown; shut shut; sing sung;
sink sunk; sleep slept; speak spoken; spend spent; split split; spread spread; steal stolen;
stick stuck; strike struck; swear sworn; sweep swept; swim swum; take taken; teach taught;
tear torn; tell told; think thought; throw thrown; thaw thawed; undo undone; unfreeze unfrozen;
wake woken; wear worn; weave woven; win won; wind wound; withdraw withdrawn; withhold withheld;
proofread proofread; typeset typeset; write written; underwrite underwritten; begin begun;
become become; come come; fall fallen
"""
_PAST: Final = {past: base for base, past in (one.split() for one in _IRREGULAR.split(";"))}

_PARTICIPLES: Final = {base: past for past, base in _PAST.items()}

_ORDINARY: Final = frozenset(
    re.findall(
        r"\w+",
        """
    admit agree anchor arrive fuel guarantee inscribe moor prescribe prolong refuel reroute
    transcribe borrow claim bill board brew calibrate celebrate certify clarify collapse complain
    conclude confiscate contact cure damage decline decommission defrost demolish depart
    deposit diagnose dispose dispute donate dry empty endorse evict examine exchange expel
    extend finance fire fund glaze harvest heal hire host inhabit injure
    inspect insure interview invite launch lease license loan lodge mature mend nominate
    notarise offer overhaul package paint park phone pledge plant plough polish postpone praise
    procure propose prune pull punish purchase quarantine rate reassign recall redeem refurbish
    rehearse rehouse relocate renew renovate rent repair rescue resign rest retire return
    revise sanction seal settle shelve slaughter sow staff stage sterilise sue suspend subscribe tow
    trade treat tune unfreeze unsubscribe vaccinate vacate visit void wash weigh wire
    """,
    )
)
_SILENT: Final = re.compile(
    r"(?:[^aeiou][aiou]|[^aeio]u)[tdkmpln]$|at$|is$|iz$|v$|c$|u$|[nrd]g$|[aio]g$|[^s]s$|[uai]r$|"
    r"[^aeioul][l]$|[^t]or$|ys$|uin$|in$"
)
"""Stems behind which `ed` has swallowed an e, as in `approv-ed`; see also `_PLAIN`."""

_PLAIN: Final = re.compile(
    r"(?:it|et|op|om|on|al|el|il|ol|ail|oun|ain|ein|ean|oan|eer|air|our|eat|ook|oom|oad)$"
)
_SHORTEST: Final = 3
_LONG: Final = 6
_NOUNS: Final = (("s", 1), ("ion", 4), ("ions", 4), ("ment", 3), ("ments", 3))
"""Endings of nouns, and how long at least the verb is that is left: pay, but no por of portion."""

_ONE_SYLLABLE: Final = re.compile(r"[^aeiouy]*[aeiouy][^aeiouywx]$")
_BEFORE: Final = "un|re|over|out|under|pre|mis|dis|de"
_STRESSED: Final = re.compile(
    r"(?:[bmvd]el|[nbv]cel|ncel|gnal|ial|quip|[acdm]mit|submit|permit|omit|emit|nsmit|nsfer|"
    r"ccur|ncur|ntrol|atrol|gram|egret|llot|ebut|ebar|xtol|xcel|mpel|xpel|opel|ancel|ravel|evel|"
    r"fuel|quit|ombat)$"
)
"""Endings of longer verbs that double their last letter: admitted, cancelled, equipped."""

_LAST_DOUBLED: Final = re.compile(r"[^aeiou][aeiou][bdglmnprt]$")
_DOUBLED: Final = re.compile(r"([bdgklmnprt])\1$")


def base_of(word: str, known: Collection[str] = ()) -> str:
    """The verb that the word is a form of; empty where it looks like none.

    `known` are verbs of which the word is a form in the first place, whatever it looks like.
    """
    ways = _ways(word)
    for verbs in (known, _vocabulary()):
        found = next((one for one in ways if one in verbs), "")
        if found:
            return found
    return _guessed(word)


def is_known(verb: str) -> bool:
    return verb in _vocabulary()


def forms_of(word: str) -> tuple[str, ...]:
    """All verbs that the word may be a form of, the likeliest first."""
    guessed = _guessed(word)
    return tuple(dict.fromkeys((*([guessed] if guessed else []), *_ways(word))))


def is_past(word: str) -> bool:
    """Whether the word may be a participle: `approved`, `frozen`."""
    return word in _PAST or (
        word.endswith("ed") and not word.endswith("eed") and len(word) > len("used")
    )


def third_person(verb: str) -> str:
    """`discusses`, `carries`, `creates`."""
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if re.search(r"(?:ch|sh|s|x|z|o)$", verb) else f"{verb}s"


def participle_of(verb: str) -> str:
    """`approved` of approve, `cut` of cut, `stopped` of stop."""
    if verb in _PARTICIPLES:
        return _PARTICIPLES[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ied"
    rest = re.sub(rf"^(?:{_BEFORE})(?=[^aeiouy])", "", verb) if verb != "debit" else verb
    is_doubled = _ONE_SYLLABLE.fullmatch(rest) or _STRESSED.search(verb)
    return f"{verb}{verb[-1]}ed" if is_doubled else f"{verb}ed"


@lru_cache(maxsize=8_192)
def plain_forms(word: str) -> frozenset[str]:
    """The word and what it may be a form of: payments, paid, pay; two that share one are alike."""
    irregular = lexicon().irregular.get(word, word)
    ways = (one for one in _ways(word) if len(one) >= _SHORTEST)
    found = {word, irregular, *(one for one in ways if not _would_double(one, word))}
    for ending, shortest in _NOUNS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= shortest:
            # Allocation is of allocate, station is not of state.
            is_longer = ending.startswith("ion") and len(stem) >= _LONG - 1
            found |= {stem, stem + "e"} if is_longer else {stem}
    return frozenset(found)


def _would_double(verb: str, form: str) -> bool:
    """Planed is no form of plan, of which planned is."""
    return form in {f"{verb}ed", f"{verb}ing"} and bool(_ONE_SYLLABLE.fullmatch(verb))


@lru_cache(maxsize=8_192)
def all_forms(word: str) -> frozenset[str]:
    """The word in all its forms, and those of the words that it may be a form of."""
    return frozenset(form for plain in plain_forms(word) for form in _inflected(plain))


def _inflected(plain: str) -> Iterator[str]:
    stem = plain.removesuffix("e")
    yield from (plain, f"{plain}s", third_person(plain), participle_of(plain))
    yield from (form for form, base in lexicon().irregular.items() if base == plain)
    # Of plan come planned and planning; planed and planing are of plane.
    if not _ONE_SYLLABLE.fullmatch(plain):
        yield from (f"{stem}ing", f"{plain}ed" if stem == plain else f"{plain}d")
    if _LAST_DOUBLED.search(plain):
        yield from (f"{plain}{plain[-1]}ed", f"{plain}{plain[-1]}ing")
    if len(plain) >= (_LONG if stem != plain else _SHORTEST + 1):
        yield f"{stem}ion"
    yield from (f"{plain}ment", f"{plain}ments")


@cache
def _vocabulary() -> frozenset[str]:
    verbs = (verb for verb in lexicon().verbs if " " not in verb)
    return frozenset((*verbs, *VERBS, *_ORDINARY, *_PAST.values()))


@lru_cache(maxsize=8_192)
def _ways(word: str) -> tuple[str, ...]:
    found = [_PAST[word]] if word in _PAST else []
    found.append(word)
    for ending, instead in (("ies", "y"), ("ied", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending) and not word.endswith("ss"):
            found.append(word.removesuffix(ending) + instead)
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            found += [stem[:-1]] if _DOUBLED.search(stem) else []
            found += [stem + "e", stem]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=8_192)
def _guessed(word: str) -> str:
    if word in _PAST:
        return _PAST[word]
    if word.endswith("ied"):
        return word[:-3] + "y"
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and re.search("[aeiouy]", stem):
            return _whole(stem)
    if word.endswith("ies"):
        return word[:-3] + "y"
    if re.search(r"(?:ch|sh|ss|x|zz|o)es$", word):
        return word[:-2]
    return word[:-1] if re.search(r"[^s]s$", word) else ""


def _whole(stem: str) -> str:
    """The verb whose ending `ed` or `ing` was cut off."""
    if _DOUBLED.search(stem) and not stem.endswith(("ll", "ss", "zz")):
        return stem[:-1]
    if _ONE_SYLLABLE.fullmatch(stem):
        return stem + "e"
    return stem + "e" if _SILENT.search(stem) and not _PLAIN.search(stem) else stem
