"""Clauses that say what happens: `the clerk may cancel it`, `a card is put in`, `the repair`."""

import re
from dataclasses import replace
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.language.word_forms import base_of, is_known, is_past
from omninode_bridge.prose.limits import WRITTEN
from omninode_bridge.prose.lives.bearing import LIGHT, carried
from omninode_bridge.prose.lives.clause import Clause, Says
from omninode_bridge.prose.lives.nouns import ARTICLES, FUNCTION, is_item, is_noun
from omninode_bridge.prose.lives.phrasing import BRINGS
from omninode_bridge.prose.lives.standing import Clauses
from omninode_bridge.prose.lives.vocabulary import Vocabulary
from omninode_bridge.prose.narration.plain_words import ARTICLE, identifier, without_article

_WORD: Final = r"[a-z][a-z'-]*"
_OBJECT_WORDS: Final = 9
PARTICLES: Final = ("up", "out", "off", "back", "away", "down", "in", "on", "over")
_BEHIND: Final = ("over", "back", "out", "up", "down", "off", "away")
"""Particles that may stand behind what something is done to: `hands an open claim over`."""

NO_EVENT: Final = frozenset(
    re.findall(
        r"\S+",
        """
        be have do become get contain seem remain stay consist remember keep want need belong hold
        allow count add sum rise fall exceed mean fit depend track follow lie carry works work
        suffice increase decrease gain lead total show know see make bring put reach hit equal cover
        """,
    )
)
"""Verbs of what is so, of what the node does, or of amounts."""

_HANDLED: Final = frozenset({"hold", "carry", "cover", "want", "gain", "hit", "work", "follow"})
"""Of these it is an event where somebody does it to the thing in a state."""

_DOER: Final = re.compile(rf"{ARTICLE} (?!node|system|app|program|log)[a-z-]+(?: [a-z-]+)?")
_CALLED: Final = re.compile(r" \( (?:the )?event(?: :)? ([a-z_]+) \)")
_VALUES: Final = frozenset(
    {"amount", "total", "sum", "number", "balance", "level", "price", "fee", "count", "value"}
)
"""What is so of them is no event."""

_FOUND: Final = frozenset({"lost", "stolen", "damaged", "broken", "missing", "defective", "faulty"})
"""What something is reported to be."""

_TIMES: Final = re.compile(
    r" (?:(?:no|not) more (?:often )?than|at most|up to|a maximum of) (?P<times>\w+)"
    r"(?: times?)?(?: altogether| in total)?$|"
    r" (?:only )?(?P<once>once|twice)(?: at most| only)?$"
)
_AT_MOST: Final = re.compile(
    r"(?:(?:at most|no more than|not more than|up to|only) (?P<number>\w+)) (?P<what>[a-z-]+)"
    r"(?: \( (?P<name>[a-z_]+) \))? (?:is|are) (?:allowed|possible|permitted|accepted)"
)
_PLACE: Final = (
    rf"(?:by|to|for|as|at|on|onto|in|into|from|of|off|behind|through|via|about) "
    rf"(?:{ARTICLE} |one |another )?{_WORD}(?: {_WORD})?"
)
_TAIL: Final = re.compile(
    rf"(?:(?: again| too| manually| automatically| successfully| completely| anew| fully))*"
    rf"(?: {_PLACE}){{0,2}}(?: again| too)?"
)


def deed(text: str, words: Vocabulary) -> Clauses:
    """What somebody does or what is done, with what it carries."""
    if called := _CALLED.search(text):
        named_so = deed(_CALLED.sub("", text), words)
        return (replace(named_so[0], event=called[1], field=""),) if named_so else None
    plain, times = _without_times(text)
    core, items = carried(plain)
    if re.search(r" [;,] (?![^()]*\))", core) or " ; " in text:
        return None
    core, states = placed(core, words)
    for one in items:
        # `Pays with an active card` is done to the card.
        states = (words.about(one) or ()) or states
    items = tuple(one for one in items if words.about(one) is None)
    if not all(map(is_item, items)):
        return None
    named = re.fullmatch(r"the event ([a-z_]+)", items[0]) if items else None
    is_named = any(text.startswith(f"{one} ") or text == one for one in words.named)
    for way in (_named,) if is_named else (_limited, _events_of, _passive, _active):
        if (found := way(core, words)) and not (states and found.states):
            event = named[1] if named else found.event
            made_of = replace(found, event=event, items=() if named else items)
            before = states or found.states
            return (replace(made_of, states=before, times=times or found.times),)
    return None


def placed(text: str, words: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """`the customer mistypes the code of an active card` is done to the card that is active."""
    for found in re.finditer(rf" (?:of|on|for|to|at|from) (?P<noun>{words.noun})$", text):
        if states := words.about(found["noun"]):
            return text[: found.start()], states
    return text, ()


def only_times(text: str, _: Vocabulary) -> Clauses:
    """`but not more than three times`: of the event that was told before."""
    found = _TIMES.fullmatch(f" {text.removeprefix('only ')}")
    spoken = (found["times"] or found["once"]) if found else ""
    number = WRITTEN.get(spoken, spoken)
    if number.isdigit():
        return (Clause(Says.DEED, times=int(number), may=True),)
    most = _AT_MOST.fullmatch(text)
    number = WRITTEN.get(most["number"], most["number"]) if most else ""
    if most is None or not number.isdigit():
        return None
    kept = f"the number of {most['what']} ( {most['name']} )"
    counted = (Clause(Says.KEEPS, items=(kept,)),) if most["name"] else ()
    what = lexicon().singular(most["what"])
    return (*counted, Clause(Says.DEED, what, field="noun", times=int(number), may=True))


def _limited(text: str, _: Vocabulary) -> Clause | None:
    """`at most 3 parts may be ordered for one fault`."""
    found = re.fullmatch(
        r"(?:at most|no more than|not more than|up to|only) (\w+) [a-z]+ may be ([a-z]+)(.*)", text
    )
    number = WRITTEN.get(found[1], found[1]) if found else ""
    if found is None or not number.isdigit() or not is_past(found[2]):
        return None
    once = made(base_of(found[2]), "", (), "", may=True)
    return replace(once, times=int(number)) if _TAIL.fullmatch(found[3]) else None


def _without_times(text: str) -> tuple[str, int]:
    found = _TIMES.search(text)
    spoken = (found["times"] or found["once"]) if found else ""
    number = WRITTEN.get(spoken, spoken)
    return (text[: found.start()], int(number)) if found and number.isdigit() else (text, 0)


def _named(text: str, words: Vocabulary) -> Clause | None:
    """`open opens a closed silo`: the event is written as a name."""
    for name in words.named:
        spoken = re.escape(name.replace("_", " "))
        found = re.match(rf"(?:{ARTICLE} )?(?:event )?{spoken}(?: event)?(?: (.+))?$", text)
        if found is None:
            continue
        rest = found[1] or ""
        if not rest:
            return Clause(Says.DEED, identifier(name.replace("-", " ")))
        done = re.fullmatch(rf"([a-z]+(?: down| up| off)?) ({words.noun})(.*)", rest)
        verb = base_of(done[1].split()[0]) if done else ""
        is_end = done is not None and _is_put(done[1], done[2], words)
        if done and verb and not is_end and _TAIL.fullmatch(_without_state(done[3])):
            before = words.about(done[2]) or ()
            return Clause(Says.DEED, identifier(name), before, text=verb, may=True)
        done = re.fullmatch(
            r"(?:is|may be|shall be) (?:done|sent|possible|allowed|accepted|used)", rest
        )
        if done:
            return Clause(Says.DEED, identifier(name), may=True)
    return None


def _is_put(verb: str, noun: str, words: Vocabulary) -> bool:
    """`puts a running pump on hold` says where it ends, not where it is."""
    behind = (one for one in words.states if " " in one and noun.endswith(f" {one}"))
    return re.fullmatch(BRINGS, verb) is not None and any(behind)


def _without_state(text: str) -> str:
    return re.sub(r" out of [a-z]+", "", text)


def _events_of(text: str, _: Vocabulary) -> Clause | None:
    """`the station sends meter events`, `there is a fault event`, `an event finish comes in`."""
    found = re.fullmatch(
        rf"(?:{ARTICLE} )?{_WORD}(?: {_WORD})? (?:may |shall )?(?:sends?|reports?|raises?|emits?|"
        rf"delivers?) (?:{ARTICLE} )?([a-z]+(?: [a-z]+)?) (?:events?|messages?|signals?)",
        text,
    )
    return Clause(Says.DEED, identifier(found[1]), may=True) if found else None


def _passive(text: str, words: Vocabulary) -> Clause | None:
    for joint in re.finditer(r" (is|may be|shall be) (?:then |also |again )?", text):
        subject, said = text[: joint.start()], text[joint.end() :]
        verb, _, rest = said.partition(" ")
        base = base_of(verb) if is_past(verb) else ""
        if not base or base in NO_EVENT - {"start", "begin", "add"}:
            continue
        particle, tail = _particle(rest)
        if tail in _FOUND:
            particle, tail = tail, ""
        if not _TAIL.fullmatch(f" {tail}".rstrip()):
            continue
        before = words.about(subject)
        if before is None and subject in words.states:
            before = (words.states[subject],)
        if before is None and not is_noun(subject):
            continue
        about = "" if before is not None else _plain(subject)
        return made(base, particle, before or (), about, may=joint[1] == "may be")
    return None


def _active(text: str, words: Vocabulary) -> Clause | None:
    spoken = text.split()
    if spoken[0].endswith("ing") and is_known(base_of(spoken[0])):
        return None
    for at in range(1, min(len(spoken), _OBJECT_WORDS - 3)):
        subject, rest = " ".join(spoken[:at]), spoken[at:]
        is_may = rest[0] in {"may", "shall"}
        verb, *behind = rest[is_may:] or [""]
        verb = verb if verb not in {"again", "also"} or not behind else behind.pop(0)
        found = _done(subject, verb, " ".join(behind), words, is_may=is_may) if verb else None
        if found is not None:
            return found
    return None


def _done(subject: str, verb: str, rest: str, words: Vocabulary, *, is_may: bool) -> Clause | None:
    base = _verb(verb, is_plain=is_may or subject.endswith("s") or subject in {"we", "they", "you"})
    if is_may and rest and verb.isalpha() and verb not in FUNCTION:
        base = base or verb
    doer = words.about(subject)
    is_value = bool({*subject.split()} & _VALUES)
    if not base or is_value or (doer is None and not is_noun(subject)):
        return None
    particle, tail = _particle(rest)
    target, tail = _object(tail, words)
    if not particle and (behind := re.match(rf" ({'|'.join(_BEHIND)})(?= to | by |$)", tail)):
        particle, tail = behind[1], tail[behind.end() :]
    if target is None or not _TAIL.fullmatch(tail):
        return None
    before, about = target
    event = about if base in LIGHT and about and not before else ""
    # Who may keep it does something, the thing or the node that keeps it does not.
    is_deed = base not in NO_EVENT or bool(event) or (is_may and base == "keep" and doer is None)
    is_deed |= bool(before) and base in _HANDLED and _DOER.fullmatch(subject) is not None
    if (doer is not None and before is not None) or not is_deed:
        return None
    if event:
        return Clause(Says.DEED, f"{base}_{about}", doer or (), text=base, may=is_may)
    return made(base, particle, doer or before or (), about, may=is_may)


def _verb(word: str, *, is_plain: bool) -> str:
    base = base_of(word) if word not in {"is", "has", "was", "does"} else ""
    if (
        not base
        or word in ARTICLES
        or is_past(word)
        or (word == base and not is_plain)
        or word.endswith("ing")
    ):
        return ""
    return base if is_known(base) or is_plain or word != base else ""


def _particle(rest: str) -> tuple[str, str]:
    first, _, more = rest.partition(" ")
    is_preposition = first in {"in", "on"} and bool(more)
    return (first, more) if first in PARTICLES and not is_preposition else ("", rest)


def _object(text: str, words: Vocabulary) -> tuple[tuple[tuple[str, ...] | None, str] | None, str]:
    """The states that the object is in, or what else it is, and what stands behind it."""
    spoken = text.split()
    if not spoken or re.match(_PLACE, text) or spoken[0] in {"again", "too"}:
        return (None, ""), f" {text}".rstrip()
    for size in range(min(len(spoken), _OBJECT_WORDS), 0, -1):
        noun, rest = " ".join(spoken[:size]), " ".join(spoken[size:])
        before = words.about(noun)
        tail = f" {rest}".rstrip()
        if before is not None and _TAIL.fullmatch(
            re.sub(rf"^ (?:{'|'.join(_BEHIND)})\b", "", tail)
        ):
            return (before, ""), tail
        if before is None and is_noun(noun) and _TAIL.fullmatch(tail):
            return (None, _plain(noun)), tail
    return None, text


def _plain(noun: str) -> str:
    return identifier(without_article(re.sub(r"^(?:one|another|some) ", "the ", noun)))


def made(base: str, particle: str, before: tuple[str, ...], about: str, *, may: bool) -> Clause:
    event = f"{base}_{particle}" if particle else base
    return Clause(Says.DEED, event, before, text=base, field=about, may=may)
