"""Other words for where a named step stands, as those that are read: `first`, `next`, `after`."""

import re
from typing import Final

from omninode_bridge.prose.narration.step_phrases import ONE_WORD

NAMED: Final = rf"(?<![\w-]){ONE_WORD}"
LISTED: Final = rf"{NAMED}(?:(?: , and | , | and ){NAMED})*"
_TS: Final = rf"(?P<steps>{LISTED})"
ADVERBS: Final = (
    r"(?:(?:then|only|always|simply|also|just|immediately|directly|normally|both|all|each) )*"
)
DOES: Final = (
    rf"(?:shall |may )?{ADVERBS}(?:is {ADVERBS}(?:carried out|performed|executed|run|done|"
    rf"invoked|"
    r"called|made|started|opened|launched|initiated|triggered|begun|due|in turn|up)|happens?|"
    r"takes? place|runs?|go(?:es)? (?:on|ahead)|starts?|begins?|comes?|proceeds?|occurs?)\b"
)
_WHOLE: Final = r"(?:it all|everything|it|all|(?:the|this|that|our|every|each) [a-z-]+(?: of .+)?)"
_THING: Final = r"(?:step|thing|task|activity|action|one|job)"
_FIRST: Final = (
    rf"(?:is {ADVERBS}(?:the )?(?:very )?(?:first|opening|initial|starting)(?: {_THING}| point)?"
    r"(?: of (?:all|the [a-z]+))?(?: to (?:happen|do|be done|run|take|be taken))?|"
    rf"is where {_WHOLE} (?:starts|begins)|(?:opens?|starts?|begins?|kicks? off) {_WHOLE}|"
    rf"is the (?:start|beginning)(?: of {_WHOLE})?|{DOES} first(?: of all)?|goes? first)"
)
_LAST: Final = (
    rf"(?:is {ADVERBS}(?:the )?(?:very )?(?:last|final|closing)(?: {_THING})?"
    r"(?: of (?:all|the [a-z]+)| (?:that )?(?:we|it) do(?:es)?)?"
    r"(?: to (?:happen|do|be done|run|take|be taken))?|"
    rf"is the end(?: of {_WHOLE})?|{DOES} (?:last|finally|at the (?:very )?end)(?: of all)?|"
    rf"(?:shall )?(?:closes?|ends?|completes?|concludes?|finish(?:es)?|rounds? off) {_WHOLE})"
)
NEXT: Final = (
    rf"(?:(?:{DOES}|is) (?:next|afterwards|thereafter|then|after (?:that|this|it|them))|"
    r"(?:shall )?follows?(?: (?:it|this|that|them|these|both|next|suit))?|"
    rf"is (?:the )?next(?: {_THING})?)"
)
NUMBER: Final = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten)"
MOST: Final = r"(?:up to |at most |no more than |not more than |a maximum of |a total of )"
_CALLING: Final = (
    r"(?:(?:(?:the|this) (?:workflow|process|system|program|service|node|flow)|it|we) (?:shall )?)?"
    r"(?:(?:runs?|calls?|performs?|executes?|invokes?|triggers?|starts?|do(?:es)?|"
    r"carr(?:y|ies) out|continues? with|go(?:es)? on with|proceeds? (?:with|to)|moves? on to) )"
)
_END: Final = r"(?= (?:,|;|and|but|if|when|once|after|before|unless|only|in|at|side|for|by)\b| ,|$)"

_SAID_SO: Final = rf"[^,;(]+? \( (?P<steps>{NAMED}) \)"
"""`the hall is booked (book hall)`."""

_RULES: Final = (
    (r" , (?:since|because|as(?! soon| long)|given that) [^;]*$", ""),
    (r" , (?:and|but) only then(?= )", ""),
    (rf"^[^,;(]+? first \( (?P<steps>{NAMED}) \)", r"first , \g<steps>"),
    (rf"^[^,;(]+? last \( (?P<steps>{NAMED}) \)", r"finally , \g<steps>"),
    (rf"^(?P<mark>(?:first|then|next|finally|and|after that)(?: ,)? )?{_SAID_SO}",
     r"\g<mark>\g<steps>"),
    (rf"(?P<mark>, (?:and |then )*){_SAID_SO}", r"\g<mark>\g<steps>"),
    (r" (?:immediately|directly|right|straight|shortly|exactly|only) (?=(?:after|once) )", " "),
    (rf"{_TS} {_FIRST}{_END}", r"first , \g<steps>"),
    (rf"{_TS} {_LAST}{_END}", r"finally , \g<steps>"),
    (rf"{_TS} {NEXT}{_END}", r"next \g<steps>"),
    (rf"{_TS} (?:shall )?follows?(?: on| upon| after| right after)? (?=[a-z])(?!side|in )",
     r"\g<steps> after "),
    (rf"{_TS} (?:precedes?|(?:shall )?comes? before) (?=[a-z])", r"\g<steps> before "),
    (rf"{_TS} (?:{DOES}|(?:shall )?follows?)(?= (?!and is|{MOST}|\d|not |never ))", r"\g<steps>"),
    (rf"{_TS} (?:{DOES}|(?:shall )?follows?)$", r"\g<steps>"),
    (rf"(?:(?<=^)|(?<= , )|(?<=next )|(?<=then )|(?<=finally )){_CALLING}{_TS}", r"\g<steps>"),
    (rf"^(?:then|next)(?: ,)? (?:comes?|follows?|is|it is time for) {_TS}", r"next \g<steps>"),
    (rf"^first(?: of all)?(?: ,)? (?:comes?|is) {_TS}", r"first , \g<steps>"),
    (rf"^(?:last|finally)(?: of all)?(?: ,)? (?:comes?|follows?|is) {_TS}",
     r"finally , \g<steps>"),
    ((rf"{_TS} (?:all )?(?:at once|together|hand in hand|next to each other|in any order|"
     r"independently(?: of (?:each other|one another))?)"), r"\g<steps> in parallel"),
    ((rf"{_TS} (?:is|may be) (?:skipped|left out|omitted|passed over|"
     r"not (?:needed|necessary|required|done|carried out)) (?:if|when|where|in case) "),
     r"\g<steps> unless "),
    (rf"{_TS} is (?:skipped|left out|omitted) unless ", r"\g<steps> only if "),
    (rf"{_TS} is (?:only )?(?:needed|necessary|required|done) (?=(?:only )?(?:if|when|for) )",
     r"\g<steps> "),
    (r"^next first ,", "first ,"),
)  # fmt: skip
_COMPILED: Final = tuple((re.compile(pattern), instead) for pattern, instead in _RULES)
_ELSE: Final = re.compile(
    r"^(?:for (?:everybody|everyone|anybody|anyone|all|the|any) (?:else|others?|other [a-z]+|rest)|"
    r"otherwise|else|if not|if this is not so|in (?:all|any|the) other cases?)(?: ,)? (?=\S)"
)
_SKIPPED: Final = re.compile(
    rf"^(?:(?:it|this|that|that step|this step|{NAMED}) is (?:skipped|left out|omitted) and )"
)
ELSE: Final = "otherwise , "


def worded(text: str) -> str:
    """One clause; its named steps are one word each."""
    instead = _ELSE.match(text)
    if instead is not None or re.search(rf"{NAMED}.* instead$", text):
        rest = _SKIPPED.sub("", text[instead.end() :] if instead else text)
        return ELSE + _plainly(re.sub(r" instead$", "", rest))
    return _plainly(text)


def _plainly(text: str) -> str:
    for pattern, instead in _COMPILED:
        text = pattern.sub(instead, text)
    return " ".join(text.split())
