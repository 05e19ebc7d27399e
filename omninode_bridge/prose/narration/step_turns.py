"""Turns of sentences about steps, told in the one way in which the others are read.

All are of plain sentences, see `plain_words`; each says the same with other words.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from omninode_bridge.prose.narration.plain_words import ARTICLE
from omninode_bridge.prose.narration.step_lengths import LENGTH
from omninode_bridge.prose.narration.story import Line

_MARKS: Final = {"first": "first", "last": "finally", "final": "finally"}
_AFTER: Final = r"(?:after|once|when|as soon as|following|before|while|in parallel (?:to|with))"
_IT: Final = r"(?:it|this|that|they|these|both|this step|that step|the (?:two|three|four|latter))"
_SEVERAL: Final = (
    r"(?:they|both|all(?: of them)?|(?:all )?(?:the|these|those) (?:two|three|four)(?: "
    r"(?:steps|tasks|things))?|these|both (?:of them|steps))"
)
_PARALLEL: Final = (
    r"(?:in parallel|at the same (?:time|moment)|simultaneously|concurrently|side by side|"
    r"in any order|at once|together|independently(?: of (?:each other|one another))?)"
)
_GOES: Final = (
    r"(?:(?:may |shall )?(?:then )?(?:run|go on|go ahead|go|happen|start|proceed|be done|"
    r"take place|be carried out|is done|is carried out|is started|runs?|is run))"
)
_ANY: Final = (
    r"(?:if (?:there (?:is|are) (?:any|one|some)|any|(?:it|one) is (?:needed|required|wanted|"
    r"requested|done|booked|ordered|due)|(?:it|this|that|one) (?:applies|applied|takes place|took "
    r"place|happens|happened)|applicable|needed|required|necessary|so|ordered|due)|"
    r"(?:where|when) (?:that |this |it )?(?:applies|applicable|needed|required|necessary|relevant)"
    r"(?: is)?|where (?:there is (?:any|one))|as applicable)"
)
_DONE_NOW: Final = (
    r"(?:settled|done|ready|over|complete|completed|finished|in place|through|out of the way|"
    r"behind us|arranged|there)"
)


def _as_marked(found: re.Match[str]) -> str:
    """`The last step deletes the account`: so `is to delete` is told plainly."""
    return f"{_MARKS.get(found['which'], 'then')} , {found['does']}"


def _around(found: re.Match[str]) -> str:
    """Inside of a list it goes; in front of a main clause it stays: it may ask for something."""
    before = found.string[: found.start()]
    is_inside = re.search(r"(?: and| or| ,)$", before) is not None and re.search(
        rf"\b{_AFTER} ", before
    )
    return " " if is_inside else found[0]


def _among_done(found: re.Match[str]) -> str:
    """Among what is waited for; a step that is done only `if needed` is asked for."""
    before = found.string[: found.start()]
    is_waited = re.fullmatch(_DONE_NOW, found["done"]) is not None
    is_inside = re.match(_AFTER, before) is None and re.search(rf" {_AFTER} ", before) is not None
    return "" if is_waited or is_inside else found[0]


_RULES: Final = (
    # "..., also after the check" and "..., likewise once ..." add nothing to the order.
    (rf"(?: ,)? (?:also|likewise|too|as well)(?: ,)? (?={_AFTER} )", " "),
    (r" (?:as well|too) (?=(?:when|if|where|after|once) )", " "),
    (r" , (?:too|as well)$", ""),
    (r"\b(?:has|have|had) (?:finally |definitely |ultimately )?failed\b", "fails"),
    # What may be skipped counts as done, and need not be said.
    (rf" (?:, )?\( {_ANY} \)", ""),
    (rf"(?: ,)? {_ANY} ,(?= [a-z])(?! then )", _around),
    (r"\b(?:everything|all) else is ", "everything is "),
    (rf" , {_ANY}(?: ,)?(?= (?:is|has) (?P<done>[a-z]+))", _among_done),
    # "Once signed, the image is uploaded."
    (
        (rf"^(?P<mark>(?:then|next|finally) , )?(?:once|after|when|as soon as)(?: being)? "
        rf"(?P<done>[a-z]+(?:ed|ought|own|ilt|ent|id|ade|ut)) , (?P<noun>{ARTICLE} "
        rf"[a-z-]+(?: [a-z-]+)?) is "),
        r"\g<mark>after \g<noun> is \g<done> , \g<noun> is ",
    ),
    # "Then comes ...", "next is ..." in front of a clause of its own are read elsewhere.
    (r"(?P<start>^|; )(?P<main>[^;]+?)(?: ,)? (?:meanwhile|in the meantime)$",
     r"\g<start>meanwhile , \g<main>"),
    ((r"^(?:the|our) (?:very )?(?P<which>first|last|final|next|second|third) (?:step|thing|task|"
     rf"action)(?: of all)? (?P<does>[a-z]+s {ARTICLE} .+)"), _as_marked),
    ((r"^(?:with|for) (?P<asked>(?:more|less|fewer) than .+?|(?:at least|over|under|above|below|up "
     r"to) \d.+?) , "), r"if \g<asked> , "),
    ((rf"^(?:for|with|in|on) (?P<asked>[a-z]+s (?:[a-z]+er than|of more than|of less than|of at "
     rf"least|over|under|above|below|with (?:more|less|fewer) than|"
     rf"worth more than) \d[\d.]*(?: [a-z]+)?)(?: ,)? "
     rf"(?=(?:{ARTICLE}) )"), r"if \g<asked> , "),
    (
        (r"^(?P<lead>(?:once|when|after) )(?:everything|all)(?: that (?:is|stands|comes))? "
        r"(?:above|before|so far|listed(?: above)?|mentioned(?: above)?|of the above)"
        rf"(?: is {_DONE_NOW})?(?= |$)"),
        r"\g<lead>everything is done",
    ),
    ((r"\b(?P<what>everything(?: else)?|all(?: of (?:it|this|that|them))?) (?:(?:went|goes|"
      r"has gone|is "
     r"gone) (?:through|well|fine|right|smoothly)|(?:has )?work(?:s|ed)(?: out)?|"
     r"(?:has )?succeed(?:s|ed))"
     r"(?= ,|$)"), r"\g<what> is done"),
    (rf"\b(?P<what>everything(?: else)?|all|both|all of them|these) is {_DONE_NOW}\b",
     r"\g<what> is done"),
    ((r"\bbefore (?:any (?:of the )?(?:other|others)|all (?:the )?other|every other|the other)"
     r"(?: (?:steps?|things?|tasks?|actions?))?(?: (?:is done|is taken|starts?|begins?|happens?|"
     r"is carried out))?$"), "before anything else"),
    (r"^(?P<main>.+?) before anything else (?:is done|happens|starts|begins)$",
     r"\g<main> before anything else"),
    ((r"(?: ,)? (?:for (?:a while|some time|the time being|a (?:little|short) (?:while|time)))"
     r"(?= ,|$)"), ""),
    (rf"^(?:the )?time limit (?:is |: |of |for (?:it|this|that) is )?(?P<length>{LENGTH})$",
     r"it has a time limit of \g<length>"),
    (rf"(?P<and> [;:] )(?:the )?time limit (?:is |: |of )?(?P<length>{LENGTH})$",
     r"\g<and>it has a time limit of \g<length>"),
    ((rf"(?P<start>^|[;,] )for (?:this|that|it)(?: ,)? .+? (?:has|have|is given|gets?|takes?) "
     rf"(?P<length>{LENGTH})$"), r"\g<start>it has a time limit of \g<length>"),
    (rf"(?P<start>^|; )(?:a |any )?failure of {_IT} is (?:ignored|tolerated|harmless|no problem)$",
     r"\g<start>if it fails , it is ignored"),
    ((rf" (?P<and>[;,]) (?:and )?(?:a |any )?failure of {_IT} is (?:ignored|tolerated|harmless|"
     r"no problem)$"), " ; if it fails , it is ignored"),
    # "..., and this must happen within 5 days".
    ((rf" (?:[;,] )?(?:and )(?:this|that|it) (?:shall |may )?(?:happens?|takes? place|is (?:done|"
     r"finished|completed|over|ready|there)|finish(?:es)?|be (?:done|finished|completed|over)) "
     rf"within (?P<length>{LENGTH})$"), r" ; it is finished within \g<length>"),
    ((rf"^unless (?P<step>.+ is [a-z]+ within {LENGTH}) , (?:it|this|that|"
      rf"the step) (?:counts? as|is "
     r"(?:taken as|regarded as|considered))(?: a)? (?:failed|failure)$"), r"\g<step>"),
    ((r"(?:^| , )(?:otherwise|or else|else)(?: ,)? (?:it|this|that|the step) (?:counts? as|"
      r"is (?:taken as|"
     r"regarded as|considered)|has)(?: a)? (?:failed|failure)$"), ""),
    ((r"(?P<done> is [a-z]+(?: and | , then | , and then )(?:then )?)(?P<more>[a-z]+(?:ed|en|wn|"
      r"ut|ld)"
     r" (?:over|out|off|away|back|up|down)$)"), r"\g<done>it is \g<more>"),
    (r" , (?:both|all|each)(?: of (?:them|which))? (?=(?:after|once|before) )", " "),
    (r" , but only (?:for|in|on) ", " only if "),
    (r" , but only (?=(?:if|when|where) )", " only "),
    ((rf"^unless (?P<step>.+ is [a-z]+ within {LENGTH}) , (?:it|everything|(?:the|this|"
      rf"our) [a-z]+) "
     r"(?:stops|ends|is (?:stopped|ended|aborted|over|off|called off|cancelled|given up))$"),
     r"\g<step> ; if it fails , the process stops"),
    ((rf" [;,] (?:and )?{_IT} (?:may|shall) be [a-z]+ (?:right |immediately |directly |already )?"
     r"(?=(?:after|once) )"), " "),
    (r"\b(?P<main>[a-z]+s? (?P<what>the [a-z]+)) beforehand$", r"\g<main> before \g<what>"),
    (r"\bevery (?=(?:second|minute|hour|day|week)s?\b)", "every 1 "),
    ((rf"^(?P<main>.+ (?:within|at most|up to) {LENGTH}) [;,] (?:otherwise|or else)(?: ,)? (?:it|"
     rf"everything|(?:the|this|our) [a-z]+) (?:stops|ends|is (?:stopped|ended|aborted|over|off|"
     r"called off|cancelled|given up))$"), r"\g<main> ; if it fails , the process stops"),
    ((r"^(?P<step>[a-z]+ing [^:;,]+|the [^:;,]+) : (?P<many>(?:up to |at most )?(?:\d+|[a-z]+) )"
     r"(?:retries|repetitions|further attempts)(?P<rest>.*)$"),
     r"\g<step> is retried \g<many>times\g<rest>"),
    ((rf"^(?P<step>[a-z]+ing [^:;,]+|the [^:;,]+) : (?:at most |up to |"
      rf"time limit (?:of )?|no longer "
     rf"than )(?P<length>{LENGTH})$"), r"\g<step> has a time limit of \g<length>"),
    ((r"^(?P<step>[a-z]+ing [^;,]+|the [^;,]+) may (?:safely |also )?fail(?: [;,] (?:and )?"
     r"(?:we|it|the [a-z]+|everything) (?:simply |just )?(?:goes? on|continues?|carr(?:y|ies) on)"
     r"(?: without (?:it|them))?(?: all the same| anyway)?)?$"),
     r"if \g<step> fails , it is ignored"),
    ((r"^(?:a |any |the )?failure (?:to|of|in) (?P<step>[^;,]+?) (?:never matters?|is (?:ignored|"
     r"no problem|harmless|tolerated)|may be ignored|is of no (?:consequence|importance))$"),
     r"if \g<step> fails , it is ignored"),
    ((r"(?P<start>^|[;:] )undo (?P<step>[a-z]+ing(?: [^;:]+?)?) (?:by|with) "
     r"(?P<by>[a-z]+ing [^;:]+)$"),
     r"\g<start>\g<step> is undone by \g<by>"),
    (r"^skip (?:this|that|it)(?: step)? (?=(?:for|if|when|on|in|where|unless) )",
     "it is skipped "),
    # What stops and is taken back is taken back.
    ((r"(?P<fails> fails , )(?:the|this|our) [a-z]+ (?:stops|ends|is (?:called off|stopped|aborted|"
     r"over|"
     r"off|cancelled|broken off))(?: ,)? and (?=(?:what|everything|all) )"), r"\g<fails>"),
    # "A; this may happen while B is done" is "A while B is done".
    (rf" [;,] (?:and )?{_IT} {_GOES} (?=(?:{_AFTER}|at the same time as|only) )", " "),
    # "A and B, in that order".
    ((r"^(?P<one>[^,;:]+?) and (?P<two>[^,;:]+?)(?: ,)? (?:in (?:that|this|exactly this|exactly "
     r"that) (?:order|sequence)|one after (?:the other|another)|in turn)$"),
     r"\g<one> and then \g<two>"),
)  # fmt: skip


_TOGETHER: Final = re.compile(
    rf"^(?P<main>.+?) [;,] (?:and )?(?:{_SEVERAL}) {_GOES}(?: ,)? {_PARALLEL}$"
)
_HALVES: Final = re.compile(
    rf"^(?P<one>(?!if |when |where |unless |after |once ).+? (?:after|once|when|as soon as|"
    rf"following) .+?)(?: ,)? and (?P<two>(?:{ARTICLE} )?[a-z-]+(?: [a-z-]+)* is [a-z]+(?: [a-z]+)?"
    rf"|[a-z]+ {ARTICLE} [a-z-]+(?: [a-z-]+)*) (?:at the same time|in parallel|simultaneously)$"
)
_ASKED_INSIDE: Final = re.compile(
    r"^(?P<one>.+?)(?: ,)? and(?P<then> then)? , (?P<asked>(?:if|when|where|for|unless|in case) "
    r"[^,;]+) , (?P<two>[^;]+?)(?P<rest>$| ; .+)"
)
_BESIDE: Final = "at the same time , "
_AND_BESIDE: Final = re.compile(
    r"^(?P<one>[^;]+?) ,? ?and (?:at the same (?:time|moment)|in parallel|meanwhile|simultaneously)"
    r"(?: ,)? (?P<two>[a-z][^;]+ (?:if|when|unless|where|provided that) [^;]+)$"
)

_COMPILED: Final[tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = tuple(
    (re.compile(pattern), instead) for pattern, instead in _RULES
)


def turned(lines: Iterable[Line]) -> list[Line]:
    return [replace(line, said=turned_text(line.said)) for line in lines]


def turned_text(said: str) -> str:
    text = said
    for pattern, instead in _COMPILED:
        text = " ".join(pattern.sub(instead, text).split())
    return _parted(_together(text))


def _together(text: str) -> str:
    """`A and B; the two run side by side` is `A and B in parallel`."""
    found = _TOGETHER.match(text)
    if found is None:
        return text
    main = found["main"]
    return main if _ASKED_INSIDE.match(main) else f"{main} in parallel"


def _parted(text: str) -> str:
    """`A and, if it rains, B` tells two things, of which one is asked for."""
    if halves := _HALVES.match(text):
        return f"{halves['one']} ; {_BESIDE}{halves['two']}"
    if halves := _AND_BESIDE.match(text):
        # Only the second is asked for.
        return f"{halves['one'].strip(' ,')} ; {_BESIDE}{halves['two']}"
    found = _ASKED_INSIDE.match(text)
    if found is None:
        return text
    # Behind `after the check ,` the check is no longer spoken of.
    main = re.sub(rf"^{_AFTER} [^,]+ , ", "", found["one"])
    if re.search(rf"\b{_AFTER} ", main):
        return text
    joint = "then , " if found["then"] else _BESIDE
    return f"{found['one']} ; {joint}{found['asked']} , {found['two']}{found['rest']}"
