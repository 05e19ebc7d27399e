"""Phrases that begin or make up what follows the thing that is asked for."""

import re
from typing import Final

JOINTS: Final = frozenset({",", "and", "then", "optionally", ";", "either", "or"})
FLUFF: Final = (
    *("at any time", "again", "later", "as well", "if needed", "when needed", "one by one"),
    *("at once", "online", "too", "completely", "entirely", "altogether", "on request", "if any"),
    *(
        f"{preposition} the {place}"
        for preposition in ("in", "to", "from", "into")
        for place in ("system", "store", "list", "database", "register", "catalogue", "collection")
    ),
)
FINAL: Final = ("for good", "permanently", "for ever", "forever", "irrevocably", "irreversibly")
GIVING: Final = (
    "together with", "along with", "with", "giving", "stating", "including", "consisting of",
    "by giving", "by entering", "by stating", "(", ":", "having", "under", "under a given",
    "naming",
    "recording", "entering", "writing down", "by recording", "by providing", "providing",
    "specifying", "by specifying", "noting", "for",
)  # fmt: skip
BY: Final = (
    "identified by", "given", "by", "using", "via", "under", "through", "with a given", "from",
    "with", "for a given", "for", "based on", "by means of", "whose",
)  # fmt: skip
OF: Final = (
    "only those with", "only those of", "only the ones with", "only those in", "those with",
    "only with", "only for", "only by", "optionally by", "for one", "only of",
    "filtered by", "restricted to", "limited to", "narrowed by", "narrowed down by",
    "belonging to", "made by", "booked by", "placed by", "by", "per", "of", "in", "for", "from",
    "at", "on", "with", "under", "within", "who have", "that have", "having", "to",
)  # fmt: skip
ORDER: Final = (
    "sorted by", "ordered by", "arranged by", "sorted on", "in order of", "in the order of",
    "in ascending order of", "sorted in order of", "ranked by", "sorted according to",
    "ordered according to", "in the sequence of", "by order of", "sort by", "order by",
    "listed by", "in descending order of", "sort them by", "order them by",
)  # fmt: skip
UP: Final = ("ascending", "upwards", "alphabetically", "earliest first", "oldest first",
    "smallest first", "lowest first", "cheapest first", "soonest first", "in ascending order",
    "first to last", "low to high", "from low to high", "asc", "shortest first", "first come first",
)  # fmt: skip
DOWN: Final = ("descending", "downwards", "latest first", "newest first", "most recent first",
    "largest first", "highest first", "biggest first", "in descending order", "last first", "desc",
    "most expensive first", "high to low", "from high to low", "longest first", "dearest first",
    "in reverse order",
)  # fmt: skip
PAGED: Final = (
    "page by page", "a page at a time", "one page at a time", "in pages", "by page", "with paging",
    "with pagination", "paginated", "page after page", "page wise", "in portions", "pagewise",
)  # fmt: skip
PER_PAGE: Final = re.compile(
    r"(?:paginated |paged |in pages |with |of |at most |up to |no more than |always )*"
    r"(?P<number>\d+|[a-z]+)"
    r"(?: (?:of them|entries|rows|items|results))? "
    r"(?:per page|a page|at a time|at once|(?:on|to) (?:each|a|every) page)(?= |$)"
)
OTHER: Final = ("another", "a new", "a different", "an other", "some other")
PART: Final = (
    "by part of",
    "by a part of",
    "by parts of",
    "by a piece of",
    "containing",
    "with part of",
)
LIMITING_WORDS: Final = frozenset(
    {"than", "only", "unless", "until", "before", "after", "since", "if", "when", "except", "least"}
    | {"most", "first", "last", "every", "all", "same", "other", "without", "twice", "again", ","}
)
THAT: Final = ("that", "which", "who")
SOFT: Final = re.compile(
    r"(?:, |; )?(?:but|yet|though|and|while|without|instead of|so)? ?"
    r"(?:(?:it|they|the (?:data|record|records|row|rows|entry|entries)|its data|their data|\w+) )?"
    r"(?:(?:must|shall|should|is|are|may|will|has to|have to|to|then|still|be|nevertheless) )*"
    r"(?:(?:remains?|stays?|keep|keeps|kept|preserved|retained|archived|stored|recoverable|"
    r"restored|"
    r"restorable|hidden|recovered|brought back|marked as (?:deleted|removed|inactive))"
    r"(?: (?:it|them|the data|its data|the record|the records))?"
    r"|(?:losing|erasing|destroying|really deleting|really removing|removing)"
    r" (?:it|them|the data|its data|their data|anything|data|the record|the records|the row))"
    r"(?: (?:stored|kept|available|preserved|there|on record|on file|archived|known|later|again))*"
    r"(?: (?:in|for|as) (?:the |our |a |an )?[a-z]+(?: [a-z]+)?)?$"
)
SETS: Final = re.compile(
    r"(?:, )?(?:(?:which|this|and|and this|by|thereby|then|and then|so that)? ?"
    r"(?:sets?|setting|turns?|turning|switch(?:es)?|makes?|making|puts?|changes?|changing|moves?|"
    r"moving|brings?) )"
    r"(?P<what>(?:(?:the|its|their|his|her) )?[a-z_]+(?: [a-z_]+)*?)"
    r"(?: (?:to|into|=|on) | )(?P<value>[a-z_ ]+)$"
)
BECOMES: Final = re.compile(
    r"(?:, )?(?:(?:and|then|afterwards|after which|so|whereupon) )*"
    r"(?P<what>(?:its|the|whose|their) [a-z_ ]+?|it) "
    r"(?:then )?(?:shall )?"
    r"(?:becomes?|is set to|changes to|turns|is then|turns to|is|goes to) "
    r"(?:then )?(?P<value>[a-z_ ]+?)(?: again| then)?$"
)
VERSIONED: Final = re.compile(
    r"(?:, |; |and |but )*"
    r"(?:if|provided that|only if|based on|with|giving|naming|when|as long as)? ?"
    r"(?:the |its |their |a |an |every |each |all |such )*(?:[a-z]+ ){0,6}?versions?"
    r"(?: (?:is|are|shall|must|be|never|not|refused|rejected|accepted|declined|given|current|named"
    r"|stated|the|latest|one|still|and|a|an|stale|old|outdated|version|correct|right))*$"
)
OLD: Final = frozenset({"old", "stale", "outdated", "current", "latest", "older", "given", "wrong"})
