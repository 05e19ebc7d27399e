"""Questions that are fields: `whether the card is blocked`, `how many books they have`."""

import re
from typing import Final

_ARTICLE: Final = r"(?:an?|the|any|one|its|their|his|her|our|some)"
_VERB: Final = r"(?:is|are|was|were|has been|have been|had been|will be|(?:must|should|can|may) be)"
_WHO: Final = (
    r"(?:it|they|we|you|he|she|somebody|someone|anybody|"
    r"the [a-z]+(?: (?!has|have|is|are|was|were)[a-z]+)??|(?:an? )?(?P<noun>[a-z]+(?: [a-z]+)??))"
)
_OPENING: Final = (
    r"(?:(?:an? |the )?(?:yes/no |boolean |bool )?(?:flag|mark|note|sign|field|value|indicator|"
    r"information|yes or no|boolean|switch|tick)"
    r"(?: (?:for|saying|telling|showing|(?:that|which) (?:says|tells|shows|states)))? |"
    r"says |tells |states |shows )?whether(?: or not)? "
)
_IN_SHORT: Final = r"(?P<word>[a-z][\w-]*(?: [a-z][\w-]*)?)"
_BEHIND: Final = r"(?P<rest> (?:of|for|with|by|in|at|on|from|to|yet|already|before|as)\b[^():]*)?"
_BEING: Final = re.compile(
    rf"{_OPENING}{_WHO} {_VERB}(?: (?:already|currently|still))? (?:an? )?{_IN_SHORT}(?: or not)?"
)
_BEING_SO: Final = re.compile(
    rf"{_OPENING}{_WHO} {_VERB}(?: (?:already|currently|still))? (?:an? )?(?P<word>[a-z][\w-]*)"
    rf"{_BEHIND}"
)
_HAVING: Final = re.compile(
    rf"{_OPENING}{_WHO} (?:(?:has|have|had|comes? with|owns?|uses?|wears?)"
    r"(?: (?:already|currently))? "
    rf"(?:{_ARTICLE} )?|(?:carr(?:y|ies)|brings?|holds?|keeps?) an? )"
    rf"(?P<word>[a-z][\w-]*(?: [a-z][\w-]*){{0,2}}?){_BEHIND}"
)
_THERE: Final = re.compile(
    rf"{_OPENING}there (?:is|are|was|were|has been)(?: (?:already|currently))? (?:{_ARTICLE} )?"
    rf"(?P<word>[a-z][\w-]*(?: [a-z][\w-]*){{0,2}}?){_BEHIND}"
)
_DOING: Final = re.compile(
    rf"{_OPENING}(?:it|they|we|you|he|she|somebody|someone|anybody|{_ARTICLE} [a-z]+|[a-z]+) "
    r"(?:also |already |(?:can|may|must|should|will|would|wants? to|needs? to|has to|have to) )?"
    r"(?P<word>[a-z]+(?: [a-z][\w-]*){0,4})(?: or not)?"
)
_NO_DEED: Final = frozenset(
    {"not", "and", "or", "if", "when", "than", "that", "which", "more", "less", "at", "between"}
)
_SMALL: Final = re.compile(rf"\b{_ARTICLE}\b ?")
_LED: Final = re.compile(
    r"(?:(?:i|we|you|they|it) )?(?:also )?(?:ticks?|enters?|says?|states?|gives?|tells?|notes?) "
    r"(?=(?:an?|the|whether|how|if)\b)",
    re.IGNORECASE,
)
_FLAG: Final = re.compile(
    r"(?:an? |the )?[\"'\u201c`](?P<quoted>[a-z][\w -]{0,30})[\"'\u201d`] "
    r"(?:flag|switch|tick ?box|check ?box)"
)
_FLAG_CALLED: Final = re.compile(
    r"(?:an? |the )?(?:flag|switch|tick ?box|check ?box) "
    r"(?P<name>(?!(?:state|colou?r|number|name|code|type|kind|date|time|day|size|position|field|"
    r"value|status|for|of|in|on|at|is|that|which|whether|and|or|so|called|named|saying)\b)"
    r"[a-z]\w*)"
)
"""Not what a ship's flag has: the flag state is no flag that is called so."""

_MANY: Final = re.compile(
    r"how many (?P<name>[a-z]+(?: [a-z]+)?)(?: (?:are|fit|come|is|go)(?P<rest> [^()]+)?)?"
)
_MANY_OF: Final = re.compile(
    r"(?:for |in |within )?how many (?:of the )?(?P<name>(?!of\b)[a-z]+"
    r"(?: (?!(?:the|an?|it|they|we|you|he|she|of|in|on|were|was|has|have|had|did|do|does)\b)"
    r"[a-z]+)??) "
    r"(?:the|an?|it|they|we|you|he|she|somebody|someone|were|was|has|have|had|did|of|in|on|per)\b"
    r"[^():,]*"
)
_MEASURES: Final = {
    "old": ("age", "int"), "heavy": ("weight", "decimal"), "far": ("distance", "decimal"),
    "high": ("height", "decimal"), "tall": ("height", "decimal"), "wide": ("width", "decimal"),
    "deep": ("depth", "decimal"), "fast": ("speed", "decimal"), "big": ("size", "decimal"),
    "large": ("size", "decimal"), "long": ("length", "decimal"), "warm": ("temperature", "decimal"),
    "hot": ("temperature", "decimal"), "cold": ("temperature", "decimal"),
}  # fmt: skip
_MEASURED: Final = re.compile(
    rf"how (?P<how>{'|'.join(_MEASURES)}) (?:it|they|we|you|he|she|{_ARTICLE} [a-z]+(?: [a-z]+)?) "
    r"(?:is|are|was|were)(?: in (?P<unit>[a-z]+))?"
)


def without_verb(text: str) -> str:
    """`I tick whether ...`: what is told of, in a list of things that are told."""
    return _LED.sub("", text, count=1) if _LED.match(text) else text


def truth_named(head: str) -> str:
    """The words that name a yes or no; empty where none is asked for."""
    if flag := _FLAG.fullmatch(head):
        return flag["quoted"]
    if called := _FLAG_CALLED.fullmatch(head):
        return called["name"]
    if (being := _BEING.fullmatch(head)) and being["noun"] != "there":
        return f"{being['noun']} {being['word']}" if being["noun"] else being["word"]
    for pattern in (_THERE, _HAVING, _BEING_SO):
        if match := pattern.fullmatch(head):
            return _so(match) if pattern is _BEING_SO else str(match["word"])
    doing = _DOING.fullmatch(head)
    words = _SMALL.sub("", doing["word"]).split() if doing else []
    return " ".join(words) if words and not _NO_DEED & {*words} else ""


def _so(match: re.Match[str]) -> str:
    """`paid in time` is that, a `member of us` one; between two ways is no yes or no."""
    word = str(match["word"])
    rest = _SMALL.sub("", match["rest"] or "").split()
    if "or" in rest:
        return ""
    is_done = word.endswith(("ed", "en", "wn", "ld", "id"))
    return " ".join((word, *rest[:2])) if is_done and len(rest) > 1 else word


def number_named(head: str) -> tuple[str, str]:
    """The words that name what is counted or measured, and its type; empty without a question."""
    if many := _MANY.fullmatch(head):
        return f"{many['name']}{_SMALL.sub('', many['rest'] or '')}", "int"
    if counted := _MANY_OF.fullmatch(head):
        return counted["name"], "int"
    if measured := _MEASURED.fullmatch(head):
        return _MEASURES[measured["how"]]
    return "", ""
