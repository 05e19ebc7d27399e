"""How it is said in which state something is, and lists of states."""

import re
from typing import Final

FIRST: Final = (
    r"(?:in the (?:very )?beginning|at the (?:very )?(?:start|beginning|outset)|at first|initially|"
    r"to begin with|to start with|by default|first of all|first(?= ?$| [,;])|"
    r"when (?:it|they) (?:is new|comes in|arrives?|is created|is made))"
)
THEN: Final = (
    r"(?:then|thereby|thereafter|afterwards|after that|after this|from then on|as a result|with "
    r"that|now)"
)
GOES: Final = (
    r"(?:(?:shall )?(?:then )?(?:becomes?|turns?(?: into)?|enters?|counts? as|"
    r"(?:goes|go|moves?|changes?|switch(?:es)?|pass(?:es)?|returns?|comes?|leads?)"
    r"(?: over)?(?: back)? (?:in)?to|"
    r"is (?:put|set|moved|changed|marked|switched|turned|brought|returned|sent|reset|taken)"
    r"(?: back)?(?: to| into| as)?)"
    r"(?: (?:the )?(?:state|status))?)"
)
MAKES: Final = r"(?:makes?|leaves?|renders?|sets?|keeps?)"
BRINGS: Final = (
    r"(?:turns?|brings?|takes?|puts?|moves?|changes?|returns?|sends?|sets?|transfers?|"
    r"switch(?:es)?|leads?|gets?)"
)
INTO: Final = r"(?:back )?(?:into|in|to)(?: the)?(?: state| status)?"
AS: Final = r"(?:shall )?(?:starts?|begins?)(?: (?:out|off))? (?:as|in)"
WORD: Final = r"[a-z][a-z-]*"
PHRASE: Final = rf"(?:(?:in|on|under|out of|at) (?:{WORD} )?{WORD}|{WORD}(?: {WORD})?)(?: again)?"
END: Final = (
    r"(?= (?:when|once|if|after|as|by|while|until|and|or|provided|only|before|with|for good|"
    rf"{FIRST}|{THEN})\b| ?$| [,;()])"
)
ITEM: Final = (
    r"(?:(?:in|on|under|out of|at) [a-z-]+(?: [a-z-]+)?|(?!in |on |or |and )[a-z-]+(?: [a-z-]+)?)"
)
LIST: Final = rf"{ITEM}(?: , (?:or |and )?{ITEM})*(?: (?:or|and) {ITEM})?"
PARTED: Final = re.compile(r" , and | , or | , | and | or ")
