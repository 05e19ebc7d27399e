"""Requirements that can be understood in more than one way."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from omninode_bridge.diagnostics import Place
from omninode_bridge.language.any_case import AnyCase
from omninode_bridge.requirements.defects.fields import all_fields
from omninode_bridge.requirements.defects.work_items import is_work_item
from omninode_bridge.requirements.document import Document, Requirement
from omninode_bridge.requirements.notebook import Notebook
from omninode_bridge.requirements.types import EnumOf, Optional

# Inside quotes and code nothing is said, and in `quick-stop` the word is half of a name.
QUOTED: Final = re.compile(
    r"`[^`]*`|\"[^\"]*\"|\u201c[^\u201d]*\u201d|\bhow (?:many|much|often)\b|\(\w+\)",
    re.IGNORECASE,
)
# "The two most frequent colours" are exact, so is "a small box (up to 2 kg)", and a reason demands
# nothing: "a list of names for quick access". "However often" is any number of times, "for good"
# the last one; a number with a limit is a quantity, what is slow "if it takes over 180 s" is told.
EXPLAINED: Final = re.compile(
    r"\b(?:however|no matter how) \w+|\bfor good\b|\b(?:pa(?:y|ys|id)|g(?:ive|ives|ave)) too \w+|"
    r"\b(?:a|any) number of [\w ]{2,40}? (?=(?:outside|below|above|over|under|between|from|beyond|"
    r"of (?:at|less|more|over|under)|less|more|greater|smaller|fewer|up to|at)\b[^.]*\d)|"
    r"\b(?:is|are|counts? as|(?:is|are) called) \w{2,20} (?=(?:if|when|where)\b[^.]*\d)|"
    r"\b\w{2,20} (?:[\w.-]{2,30} ){1,2}\((?=[^()]{0,40}\d)[^()]{1,80}\)|"
    r"(?<= )for (?:more |better )?(?:efficient|fast|faster|quick|quicker|easy|easier|convenient) "
    r"\w{3,20}(?=\s*(?:[,.;]|$))|"
    r"\b(?:the|its|their|two|three|four|five|ten|\d+) (?:\w+ )?(?:most|least) (?!of\b)\w+|"
    r"\b(?:because|which is why)\b[^,.;]*?(?=[,.;]|$|\b(?:must|shall|should|can|may|will)\b)",
    re.IGNORECASE,
)
# Each match of `EXPLAINED` holds one of these, which are found in a tenth of the time.
HINT: Final = AnyCase(
    r"however|no matter|for |too |number of|if|when|where|\(|most|least|because|which"
)
VAGUE: Final = AnyCase(
    r"(?<![\w-])(?:"
    # how much
    r"(?:(?:as \w{1,30} )?as|if|when|where|wherever|whenever) (?:needed|necessary|"
    r"required(?! [a-z])|appropriate|applicable|possible|practical|practicable|feasible|desired)|"
    r"a (?:few|lot|handful|couple|variety|range|number) of(?! its| their| the)|"
    r"(?<!at )most(?= (?:of (?:the|its|their) )?\w{2,30}s\b)|few|several|various|numerous|some|"
    r"(?<!as )many|plenty|enough|sufficient(?:ly)?|adequate(?:ly)?|"
    r"too (?:long|short|large|small|big|many|much|high|low|old|slow|often)|"
    r"fairly|rather(?! than)|quite|relatively|roughly|approximately|unusual(?:ly)?|extremely|"
    r"considerabl[ey]|significant(?:ly)?|substantial(?:ly)?|slightly|more or less|or so|"
    r"(?:about|around|circa|approx\.?|ca\.)(?= \d)|(?:much|far|somewhat|a bit|a little) "
    r"(?:\w{2,20}er|more|less)|(?:reduced|increased|improved|enhanced)(?! (?:by|to|from))|"
    r"minor|major|versatile|large|huge|big|small|tiny|heavy|expensive|cheap|"
    r"certain(?= \w{1,30}s\b)|"
    # when
    r"soon|promptly|timely|in (?:good )?time|fast|quick(?:ly)?|rapid(?:ly)?|slow(?:ly)?|"
    r"regular(?:ly)?|periodic(?:ally)?|frequent(?:ly)?|(?<!as )often|occasional(?:ly)?|"
    r"from time to time|recent(?:ly)?|for a while|shortly|now and then|every so often|"
    r"once in a while|in due (?:course|time)|at some point|eventually|sooner or later|lately|"
    r"a long time|long (?:overdue|ago)|"
    # which
    r"etc\.?|and so (?:on|forth)|or similar|or something similar|and the like|among others|"
    r"including but not limited to|whichever|whatever|one way or another|"
    r"or (?:someone|somebody|something|somewhere)(?: else)?|relevant|important|"
    # how
    r"appropriate(?:ly)?|suitabl[ey]|reasonabl[ey]|acceptabl[ey]|sensibl[ey]|proper(?:ly)?|"
    r"clearly|prominently|neatly|carefully|accordingly|meaningful(?:ly)?|flexibl[ey]|robust(?:ly)?|seamless(?:ly)?|smooth(?:ly)?|modern|"
    r"minimal(?:ly|istic)?|simple|nice(?:ly)?|good|better|optimal(?:ly)?|"
    r"state[- ]of[- ]the[- ]art|high[- ]quality|easy|easily|convenient(?:ly)?|intuitive(?:ly)?|"
    r"user[- ]friendly|efficient(?:ly)?|effective(?:ly)?|elegant(?:ly)?|"
    r"normally|usually|generally|typically|mostly|in most cases"
    r")(?![\w-])",
)
MOST_WORDS: Final = 500
EITHER: Final = AnyCase(r"\band/or\b")
STRONG: Final = AnyCase(r"\b(?:must|shall)\b")
WEAK: Final = AnyCase(r"\b(?:should|might|could|ideally|preferably)\b")


def find_ambiguous(
    document: Document, lines: Sequence[str], notebook: Notebook, *, besides: Collection[str] = ()
) -> None:
    """`besides`: requirements of which something graver has been said."""
    defined = _defined_words(document)
    for requirement in document.requirements:
        if requirement.id not in besides and not is_work_item(requirement.text):
            said = QUOTED.sub(_blank, requirement.text)
            if HINT.occurs_in(said):
                said = EXPLAINED.sub(_blank, said)
            _of_requirement(requirement, defined.sub(_blank, said), lines, notebook)
    _similar_names(document, notebook)


def _defined_words(document: Document) -> re.Pattern[str]:
    """Values that the document lists are clear, however vague the word: `enum(small, large)`."""
    types = (
        each.type.of if isinstance(each.type, Optional) else each.type
        for each in all_fields(document)
    )
    words = {word for each in types if isinstance(each, EnumOf) for word in each.members}
    if document.states is not None:
        words.update(document.states.states)
    longest = sorted(words, key=len, reverse=True)[:MOST_WORDS]
    listed = "|".join(rf"\b{re.escape(word)}\b" for word in longest)
    return re.compile(listed or r"(?!)", re.IGNORECASE)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _of_requirement(
    requirement: Requirement, said: str, lines: Sequence[str], notebook: Notebook
) -> None:
    for pattern, code, what in ((VAGUE, "PRD101", "is vague"), (EITHER, "PRD102", "is two")):
        word = pattern.first_in(said)
        if word is not None:
            message = f'{requirement.id}: "{word.strip()}" {what}'
            notebook.add(code, place_of(word.strip(), requirement, lines), message)
    if STRONG.occurs_in(said) and WEAK.occurs_in(said):
        message = f"{requirement.id} demands and suggests in one sentence"
        notebook.add("PRD103", requirement.place, message)


def place_of(word: str, requirement: Requirement, lines: Sequence[str]) -> Place:
    """Where a requirement's word stands, if it stands on the requirement's first line."""
    place = requirement.place
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    at = line.find(word, place.column - 1)
    return place if at < 0 else Place(place.line, at + 1, at + 1 + len(word))


def _similar_names(document: Document, notebook: Notebook) -> None:
    seen: dict[str, str] = {}
    for entity in document.entities:
        key = entity.name.lower().removesuffix("s")
        other = seen.setdefault(key, entity.name)
        if other != entity.name:
            message = f"`{entity.name}` and `{other}` differ by a letter only"
            notebook.add("PRD104", entity.place, message)
