"""Ways to say the same thing, in one form: `never below 5` and `5 or more` are `GE 5`.

The list is closed: what does not stand here is another thing.
"""

import re
from functools import lru_cache
from typing import Final

NUMBER: Final = r"\d+(?:[.,]\d+)*"
_UNIT: Final = r"(?: ?(?:%|[a-z]+))?"
_NOT: Final = r"(?:not|never|no|nobody|cannot|\w+n't)"
_WRITTEN: Final = {
    "half an hour": "30 minutes", "twice": "2 times", "thrice": "3 times", "zero": "0",
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "percent": "%", "per cent": "%",
}  # fmt: skip
_AT_LEAST: Final = (
    rf"at least|{_NOT} (?:be |pays? )?(?:less|fewer|lower|smaller|below|under)(?: than)?|"
    r"(?:an? )?minimum of"
)
_AT_MOST: Final = (
    rf"at most|{_NOT} (?:be |take |last )?(?:more|higher|larger|longer|above|over)(?: often)?"
    r"(?: than)?|(?:an? )?maximum of|within|up to|capped at"
)
_ABOVE: Final = (
    r"(?:is |are )?(?:more|greater|higher|larger|longer|older|heavier) than|above|over|exceeds?|"
    r"exceeding"
)
_BELOW: Final = r"(?:less|fewer|lower|smaller|shorter|younger|lighter) than|below|under"
_EXCLUDED: Final = (
    r"(?:ignor(?:e|es|ed)|(?:leave|left|leaves) out|exclud(?:e|es|ed)|disregard(?:s|ed)?|"
    r"(?:do|does|should|shall|must|may|is|are)(?: not|n't| never) (?:be )?"
    r"(?:counted|count|shown|show up|show|appear|included|considered))\b"
)
_REFUSED: Final = (
    r"(?:refus(?:e|es|ed)|reject(?:s|ed)?|declined|turned (?:away|down)|"
    rf"{_NOT}(?: be)? (?:allowed|accepted|permitted|possible))\b"
)
_FAILED: Final = r"fails?\b(?: for good)?|goes wrong|does(?:n't| not) work"
_SAME: Final[tuple[tuple[str, str], ...]] = (
    (r"\bnot negative\b", "GE 0"),
    (r"\bpositive\b", "GT 0"),
    (rf"({NUMBER}) ?(?:cents?|ct)\b", r"\1 CENT"),
    (rf"\b(?:between|from) ({NUMBER})({_UNIT}) (?:and|to|up to) ({NUMBER})", r"GE \1\2 LE \3"),
    (rf"({NUMBER}) to ({NUMBER})", r"GE \1 LE \2"),
    (rf"({NUMBER})({_UNIT}) or (?:more|above|over|older|longer)\b", r"GE \1\2"),
    (rf"({NUMBER})({_UNIT}) or (?:less|fewer|below|under|younger)\b", r"LE \1\2"),
    (rf"\b(?:{_AT_LEAST}) (?={NUMBER})", "GE "),
    (rf"\b(?:{_AT_MOST}) (?={NUMBER})", "LE "),
    (rf"\b(?:{_ABOVE}) (?={NUMBER})", "GT "),
    (rf"\b(?:{_BELOW}) (?={NUMBER})", "LT "),
    (rf"\b(?:has|have) ({NUMBER} [a-z]+) to\b", r"LE \1"),
    (rf"(?:must be finished|takes?|lasts?) (?=LE {NUMBER} (?:second|minute|hour|day|week))", ""),
    ((r"\b(?:never mind|nobody (?:cares|minds)(?: when| if)?|does(?:n't| not) matter|"
     r"is(?:n't| not) (?:critical|important|essential))\b"), "FAIL CONTINUE"),
    ((r"\b(?:the (?:workflow|process|procedure)|it|everything) "
     r"(?:continues|goes on|carries on)(?: anyway)?\b"), "CONTINUE"),
    ((r"\beverything(?: done)?(?: so far| before| else)? is undone\b|"
     r"\bwhat (?:has been|was) done(?: so far| before)? is undone\b|\broll everything back\b"),
     "UNDO"),
    (rf"\b(?:{_FAILED})\b", "FAIL"),
    (r"\b((?:if|when) [^,;.]*?)\b(?:can't|cannot|can not) be\b", r"\1FAIL"),
    ((rf"\b{_EXCLUDED} (?:of|from|in) (?:all|any|every)(?: of)?(?: the| these| them| this)?"
     r"(?: (?:figures|numbers|totals|statistics))?"), "EXCLUDED"),
    (rf"\b{_EXCLUDED} (?:of|from|in) (?:it|this|that|them)\b", "EXCLUDED PART"),
    (r"\b(?:counts? only once|counts? once)\b", "REPEATED EXCLUDED"),
    (rf"\b{_NOT} (?:be )?count(?:ed|s)? (?:again|twice|double)\b", "REPEATED EXCLUDED"),
    (rf"\b{_EXCLUDED}", "EXCLUDED"),
    (r"\b(?:the |a )?request (?:is |shall be |must be )?(?=reject|refus)", ""),
    (rf"\b{_REFUSED}", "REFUSED"),
    (r"\b(?:repeated|duplicate|duplicated)\b", "REPEATED"),
    (r"\bwas seen before\b", "REPEATED same"),
    (r"\b(?:how many|how often|number of|count of)\b", "COUNT"),
    (r"\b(?:on average|averages?|mean|typical)\b", "AVERAGE"),
    (r"\b(?:altogether|in total|total|sum of(?: all)?|how much)\b", "SUM"),
    (r"\bheaviest\b", "HIGHEST weight"),
    (r"\blightest\b", "LOWEST weight"),
    (r"\b(?:highest|biggest|largest|greatest|longest|maximum|max|peak)\b", "HIGHEST"),
    (r"\b(?:lowest|smallest|shortest|minimum|min)\b", "LOWEST"),
    (r"\b(?:latest|last|most recent|newest)\b", "LATEST"),
    (r"\b(?:most (?:frequent|popular|common))\b", "FREQUENT"),
    (r"\b(?:different|distinct)\b", "DIFFERENT"),
    (r"\b(?:for each|for every|per|each|every)\b", "PER"),
    (r"\b(?:hourly)\b", "PER hour"),
    (r"\b(?:daily)\b", "PER day"),
    (r"\b(?:retr(?:y|ies|ied|ying)|tr(?:y|ies|ied) again|(?:more|further) attempts)\b", "RETRY"),
    (r"\b(?:apart|between (?:the )?(?:tries|attempts)|at intervals of)\b", "INTERVAL"),
    (rf"\b(?:with a delay of|wait(?:s|ing)?) (?={NUMBER})", "DELAY "),
    (r"\b(is|are|stay|remain) (?:closed for good|done for good|finished for good|final|over)\b",
     r"\1 FINAL"),
    (r"^get\b|\b(?:find|finds|look(?:s|ed)? up|fetch(?:es)?|retrieved?|view|views)\b", "FIND"),
    (r"\b(?:list|lists|listed|browse)\b", "LIST"),
    (r"\b(?:delete|deletes|deleted|remove|removes|removed)\b", "REMOVE"),
    ((r"\b(?:change|changes|changed|update|updates|updated|correct|corrects|corrected|edit|edits|"
     r"edited)\b"), "CHANGE"),
    (r"\b(?:create|creates|created|add|adds|added)\b", "CREATE"),
    (r"\b(?:ordered|arranged) by\b", "sorted by"),
    (r"\b(?:is|are) reduced by\b|\b(?:off|discount of)\b", "LESS"),
    (r"\b(?:is|are) increased by\b|\bsurcharge of\b|\bon top\b", "MORE"),
    (rf"\bmultiplied by ({NUMBER})", r"\1 times"),
    (r"\b(?:doubles?|doubled)\b", "2 times"),
    (r"\b(?:triples?|tripled)\b", "3 times"),
    (r"\bonly (?=if\b)", ""),
    (r"\b(?:lastly|in the end|at the (?:very )?end)\b", "finally"),
    (r"\b(?:whole numbers?|integers?|ints?)\b", "INT"),
    (r"\b(?:yes ?(?:/|or) ?no|true ?(?:/|or) ?false|bool|flag|whether)\b", "BOOL"),
    (r"\b(?:free text|text|string)\b", "TEXT"),
    ((r"\b(?:if (?:it is|it's|they are) (?:left out|missing)|if nothing is said|by default|"
     r"unless (?:told|said|stated) otherwise|default)\b"), "DEFAULT"),
)  # fmt: skip
_COMPILED: Final = tuple((re.compile(one), said) for one, said in _SAME)
_NUMBERS: Final = tuple((re.compile(rf"\b{one}\b"), said) for one, said in _WRITTEN.items())
_REPORT: Final = re.compile(
    r"^(?:the )?(?:system|service|node|tool|program|it|we|you|i)(?: shall| must| should| will)?"
    r"(?: also)? (?:give|show|tell|report|compute|calculate|provide|need|want|see|know)s?"
    r"(?: to (?:know|see))? "
)
_KEPT: Final = re.compile(
    r"^(?:what|the data|everything|all)(?: that)? (?:we|they) (?:store|keep|know|record|note|track)"
    r"(?: down)? (?:per|of|about|for|on|with) (?:each |every |an? |the )?(?P<what>[a-z ]+):"
)
_UNIVERSAL: Final = re.compile(r"^(?:each|every|all|any) ")


@lru_cache(maxsize=4_096)
def in_one_form(text: str) -> str:
    """Lower letters, and capitals for what has several ways to be said."""
    low = " ".join(text.lower().replace("\u2019", "'").split())
    low = re.sub(r"[\u20ac$\u00a3] ?(?=\d)", "", low)
    for pattern, said in _NUMBERS:
        low = pattern.sub(said, low)
    low = _KEPT.sub(r"\g<what> has", low)
    low = _UNIVERSAL.sub("", _REPORT.sub("", low))
    for pattern, said in _COMPILED:
        low = pattern.sub(said, low)
    return low
