"""The words in which it is said that something is refused, and what becomes of a thing."""

import re
from typing import Final

SUCH: Final = (
    r"(?:that|this|which|it|(?:the|such an?|any|every|either|an?) (?:other |such |second |"
    r"further )?"
    r"(?:attempt|request|call|try|case)|both(?: attempts| cases)?|both of these|"
    r"(?:anything|everything|something) else|any other attempt|in any other case it|"
    r"for (?:an?|the|any) [a-z]+(?: one| [a-z]+)? (?:the answer|it|that|this)|the answer|doing so|"
    r"otherwise(?: it| that| the [a-z]+)?|the (?:second|third|fourth|fifth|sixth|next|other))"
)
CONFLICT: Final = (
    r"(?:also )?(?:(?:refused|rejected|declined|answered|reported|treated|turned down|counts)"
    r"(?: (?:as|with|by))?(?: (?:an? |the )?(?:conflict|error|failure|invalid state|not found))?|"
    r"(?:an? )?(?:conflicts?|errors?|failures?)|in conflict)(?: error)?(?: too| as well| either| "
    r"also)*"
)
VERDICTS: Final = (
    re.compile(rf" ?[,;:]? ?(?:and |but )?{SUCH}(?: then)? (?:is|be|as) {CONFLICT}$"),
    re.compile(rf" ?[,;:] {CONFLICT}$"),
    re.compile(r" ?\( ?(?:an? )?(?:conflict|error) ?\)$"),
    re.compile(r" ?, because [^;]+?(?=$| ;)"),
    re.compile(r" (?:either|at all|too|as well|in any case)$"),
)
REFUSED: Final = re.compile(
    rf"(?P<what>.+?) (?:is|shall be) (?:{CONFLICT}|never (?:allowed|possible|permitted|accepted)|"
    r"(?:forbidden|impossible|prohibited|not allowed|not possible))$"
)
TWICE: Final = re.compile(r" (?:twice|again|once more|a second time|for a second time)$")
STATED: Final = r"(?:that|which|who) is"
NOT: Final = frozenset({"not", "never", "no", "n't"})
STILL: Final = frozenset(
    {"already", "still", "currently", "now", "longer", "yet", "anymore", "just"}
)
OUT: Final = frozenset({"borrowed", "lent", "rented", "hired", "loaned", "taken", "on_loan"})
NEVER: Final = re.compile(
    r"(?P<thing>(?:an?|the|any|every|no) .+?|[a-z]+(?: [a-z]+)? (?:that|which|who) is .+?) "
    r"(?:is|may) never (?P<rest>(?:be )?[a-z-]+.*)$"
)
NEITHER: Final = re.compile(
    r",? and neither (?:may|is|shall) (?:one|an? [a-z ]+?|those) (?P<rest>that is .+)$"
)
NOBODY: Final = re.compile(
    r"(?P<noun>.+?) (?:that )?(?:nobody|no one) is (?P<done>[a-z]+)(?: [a-z]+)?$"
)
WHILE: Final = re.compile(
    r"(?:while|when|if|once|as long as) (?P<thing>(?:an?|the) .+? is [a-z_ ]+?) ?,? "
    r"(?P<rest>(?:nobody|no one|it|they|the|another|no)\b.+)$"
)
NOBODY_MAY: Final = re.compile(
    r"(?:nobody|no one)(?: else)? (?:may|shall|is able to) (?P<verb>[a-z]+(?: [a-z]+)?) (?:it|"
    r"them|the [a-z]+)$"
)
IT_NEVER: Final = re.compile(r"(?:it|they) (?:is|may) never (?P<rest>.+)$")
WHENCE: Final = re.compile(r" (?:from|off|out of|in) (?:the|our|its) [a-z]+$")
UNDELETED: Final = re.compile(
    r"(?P<noun>(?:an? |the |all |every )?[a-z]+(?: [a-z]+)?) (?:is|may) (?:never|not)(?: be)? "
    r"(?:deleted|removed|erased|thrown away)(?: at all| by anybody| by anyone)?$"
)
BRINGS: Final = re.compile(
    r"(?P<deed>[a-z]+ing(?: [a-z ]+?)?) (?:turns?|changes?|sets?|makes?|moves?|brings?|switches) "
    r"(?:(?:the|its) (?:status|state)(?: of (?:the|it) ?[a-z]*)?|it|the [a-z]+)(?: (?:in)?to| as|"
    r" be)? "
    r"(?P<value>[a-z_ ]+)$"
)
ENDS: Final = re.compile(
    r"(?P<deed>[a-z]+ing .+?) (?:ends|finishes|closes|completes|terminates) (?:the|its|this) "
    r"[a-z]+ ?,? "
    r"(?:and |so that )?(?:after that|then|afterwards|from then on|thereafter)? ?(?:the [a-z]+|"
    r"it) may be "
    r"(?P<again>[a-z]+) again$"
)
RESULT: Final = re.compile(
    r"(?:then |thereby )?(?:(?:the|its) (?:status|state)(?: of the [a-z]+)?|it) (?:is |then |"
    r"thereby )*"
    r"(?:becomes|is|turns|changes to|turns to|set to)(?: then| thereby)? (?P<value>[a-z_ ]+)$|"
    r"(?:the|its|his|her) [a-z' ]+ is (?:then )?(?:kept|stored|noted|saved|recorded) in the field "
    r"(?P<field>[a-z_]+)$"
)
_CHANGES: Final = r"(?:any )?(?:changes?|edits?|modifications?|updates?)"
LOCKED: Final = re.compile(
    rf"(?:[a-z ]+ )?(?:never|not) (?:allow|permit|accept)s? {_CHANGES} "
    r"(?:to|of|on|in) (?P<one>.+)$|"
    rf"{_CHANGES} (?:to|of|on|in) (?P<other>.+?) is (?:never|not) "
    r"(?:allowed|possible|permitted|accepted)$"
)
STAYS: Final = re.compile(
    r"(?P<thing>(?:an? |the |all |every )?[a-z]+ .+?) (?:still )?(?:stays?|remains?|is kept|is "
    r"still "
    r"(?:there|kept|stored))(?: (?:in|on|with) (?:the|our|its) [a-z]+)?"
    r"(?: ?,? with the (?:status|state) [a-z]+(?: instead of [a-z]+)?)?$"
)
BOTH: Final = 2
POSSIBLE: Final = re.compile(
    r"(?:both|all(?: of (?:them|these))?|all three|this|that|these|each|either|they|it)"
    r"(?: of (?:them|these))? (?:is|may)(?: only| be only)? (?:only )?(?:be )?(?:possible|allowed|"
    r"permitted|done|valid)(?: only)? (?:only )?(?:while|when|if|as long as) "
    r"(?P<thing>(?:it|they|the .+?|an? .+?)) is (?P<value>.+)$"
)
ABSENT: Final = (
    re.compile(
        r"(?:an?|the|any|every) (?P<noun>[a-z ]+?) (?:that|which|who) never exists? "
        r"(?:(?:is|may) never .+|is .+|gives .+)$"
    ),
    re.compile(
        r"(?:an?|the|any) (?P<noun>[a-z ]+?)(?: id| number| key)? (?:that )?(?:nobody|no one) "
        r"knows "
        r"(?:is|gives|leads to|results in).*\bnot found$"
    ),
    re.compile(
        r"(?:an? |the )?unknown (?P<noun>[a-z ]+?)(?: ids?)? (?:is|gives?|leads? to|results? in) "
        r".*\b(?:not found|error)(?: error)?$"
    ),
    re.compile(
        r"(?:if|when|whenever|where) (?:there is no such (?P<n1>[a-z ]+)|no (?:such "
        r")?(?P<n2>[a-z ]+?) "
        r"(?:exists?|is found|is there|is known)(?: with .+?)?|(?:the|an?) (?P<n3>[a-z ]+?) "
        r"(?:never exists?|is (?:not|never) (?:found|there|known)|is unknown|is missing)) ,? "
        r"(?:then )?.*\b(?:not found|error)(?: error| message| is returned| is answered)*$"
    ),
)
