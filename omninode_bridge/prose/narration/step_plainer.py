"""Sentences about named steps in fewer ways: `A needs B`, `A is followed by B`, `A may fail`."""

import re
from typing import Final

from omninode_bridge.prose.narration.step_wordings import (
    ADVERBS,
    DOES,
    LISTED,
    MOST,
    NAMED,
    NEXT,
    NUMBER,
)

_TS: Final = rf"(?P<steps>{LISTED})"
_MANY: Final = rf"(?:{MOST})?(?P<times>{NUMBER})"
_TO_BE: Final = (
    r"(?: (?:to be|is|have been) (?:finished|done|over|completed|complete|ready|through))?"
)
_RULES: Final = (
    ((rf"{_TS} (?:shall )?(?:{ADVERBS}needs?|waits? (?:for|until|till)|wait (?:for|until|till)|"
     rf"depends? on|requires?|builds? on) (?P<more>{LISTED}|both|all three|all of them){_TO_BE}"),
     r"\g<steps> after \g<more>"),
    (rf"{_TS} (?:is |shall be )?(?:directly |immediately )?followed by (?P<more>{LISTED})",
     r"\g<more> after \g<steps>"),
    ((rf"{_TS} (?:{DOES} |is (?:inserted|put|placed|squeezed) |"
      rf"comes )?between (?P<one>{NAMED}) and "
     rf"(?P<two>{NAMED})"), r"\g<steps> after \g<one> before \g<two>"),
    ((r"(?:both|they|all (?:two|three|four|of (?:them|these))|these (?:two|three)|"
      r"all) (?:is|shall be) "
     rf"(?:over|done|finished|completed|complete|through|ready) before {_TS}"
     r"(?: (?:begins?|starts?|happens?|is (?:done|started)))?"), r"\g<steps> after all of these"),
    ((r"(?P<lead>^|, |^.* , )(?:two|three|four|five|the following|"
      r"these)(?: more)? (?:things|steps|tasks|"
     rf"activities|jobs)(?: shall| may)? [a-z ]+? (?:in parallel|at the same time|side by side|"
     rf"simultaneously|concurrently|at once) : {_TS}$"), r"\g<lead>\g<steps> in parallel"),
    ((rf"{_TS} and (?:may|shall|is) (?:be )?(?:done|run|carried out|executed|performed) "
     r"(?:simultaneously|in parallel|at the same time|concurrently|side by side)"),
     r"\g<steps> in parallel"),
    ((rf"{_TS} (?P<next>{NEXT}) and (?:may |shall |is )(?:be )?(?:done|run|carried out|executed|"
     r"performed) (?:simultaneously|in parallel|at the same time|concurrently|side by side)"),
     r"\g<steps> \g<next> in parallel"),
    ((rf"{_TS} (?:shall )?follows? (?:immediately|directly|right away|at once|"
     rf"straight away|on)(?= |$)(?! [a-z]+_)"),
     r"next \g<steps>"),
    (rf"{_TS} (?:gets?|has|is given|is allowed|is granted|may have) {_MANY} (?:attempts|tries)",
     r"\g<steps> is tried up to \g<times> times"),
    ((rf"{_TS} (?:gets?|has|is given|is allowed|is granted|may have) {_MANY} (?:retries|"
     rf"repetitions)"),
     r"\g<steps> is retried up to \g<times> times"),
    (rf"{_TS} has (?P<length>(?:\d+|an?|{NUMBER}) [a-z]+)$",
     r"\g<steps> has a time limit of \g<length>"),
    (rf"{_TS} may (?:also |safely )?fail(?: without (?:any )?(?:consequences?|harm|effect))?",
     r"\g<steps> is optional"),
    ((rf"(?:a|the|any) failure (?:of|in) {_TS} (?:is (?:of no (?:consequence|importance)|"
      rf"ignored|harmless|"
     r"no problem|not (?:critical|important)|irrelevant)|never matters?|has no consequences?)"),
     r"\g<steps> is optional"),
    ((rf"{_TS} is (?:only )?(?:nice to have|not (?:critical|essential|important|vital|mandatory)|"
     r"no must)"), r"\g<steps> is optional"),
    ((r"(?:nothing is lost|it is no (?:problem|harm)|it never matters|no harm is done|"
      r"nobody minds) "
     rf"(?:if|when) {_TS} (?:fails?|goes wrong|go wrong|is not possible|never succeeds?)"),
     r"\g<steps> is optional"),
    (rf"^(?:next in line|next up|after that|then)(?: ,)? (?:comes?|is) {_TS}", r"next \g<steps>"),
)  # fmt: skip
_INVERTED: Final = re.compile(
    r"only (?P<joint>when|once|after|if) (?P<asked>[^,]+?) (?:does|do|is|shall|may) "
    rf"(?P<steps>{LISTED}) (?:begin|start|happen|run|follow|done|carried out|called|started)"
)
_COMPILED: Final = tuple((re.compile(pattern), instead) for pattern, instead in _RULES)
_IN_TURN: Final = re.compile(
    r"(?:(?:the|our|this|its) )?(?:[a-z]+ )?(?:process|workflow|steps?|sequence|flow|order|course)"
    rf"(?: (?:is|has|consists? of|goes))?(?: (?:as follows|the following|these))?(?: steps)? : "
    rf"(?P<steps>{LISTED})"
)


def plainer(text: str) -> str:
    """A sentence, in whose place the same is said about its named steps in fewer ways."""
    if told := _IN_TURN.fullmatch(text):
        return "first , " + " , then ".join(re.split(r" , and | , | and ", told["steps"]))
    if found := _INVERTED.fullmatch(text):
        joint = "only if" if found["joint"] == "if" else "after"
        return f"{found['steps']} {joint} {found['asked']}"
    for pattern, instead in _COMPILED:
        text = pattern.sub(instead, text)
    return " ".join(text.split())
