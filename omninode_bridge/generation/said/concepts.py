"""What a cell of a table may do besides naming things, and the ways in which people say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Way:
    """Of each group in `needed` a word is said; words in `also` may stand beside.

    `denied` where the sentence denies or refuses something. Words in `against` say the opposite:
    they stand only where they are denied themselves, as in `hidden but not erased`. `never` are
    pairs of neighbours that say something else.
    """

    needed: tuple[frozenset[str], ...]
    also: frozenset[str] = frozenset()
    denied: bool = False
    against: frozenset[str] = frozenset()
    never: tuple[tuple[str, str], ...] = ()


def _way(
    *needed: str, also: str = "", denied: bool = False, against: str = "", never: str = ""
) -> Way:
    pairs = tuple((first, second) for first, second in (one.split() for one in never.split(",")
                                                        if one.strip()))  # fmt: skip
    groups = tuple(frozenset(one.split()) for one in needed)
    return Way(groups, frozenset(also.split()), denied, frozenset(against.split()), pairs)


_OTHERS: Final = (
    "other others system systems service services another whenever after once every raised event "
    "message outside world interested party parties listener listeners subscriber subscribers"
)
_AGAIN: Final = (
    "twice again repeated repeat retry retried resend resent resubmit resubmitted second double "
    "duplicate same retransmit redeliver"
)
_SENDING: Final = (
    "send sent submit submission submissions deliver delivery transmit transmitted arrive arrives "
    "come comes call operation idempotency key new another time only one once several times known "
    "exist exists create store stored made further effect change changes makes have done do"
)
_KEEP: Final = "keep stay remain hide hidden retain archive disappear vanish"
_GONE: Final = "erase permanently gone remove delete completely destroy finally irrevocably"
_RECORDS: Final = (
    "data record records row rows entry entries history database archive physically really still "
    "but list lists search searches while store after from after then there table"
)

CONCEPTS: Final[Mapping[str, tuple[Way, ...]]] = {
    "unique": (
        _way("unique uniquely distinct"),
        _way("once one", "only exactly single", also="use used belong belongs assigned given"),
        _way(
            "two second another same twice share already duplicate exist taken known other both",
            denied=True,
            also="use used carry have has register registered existing belong store stored that"
            " add adding more than once with identical existing answer conflict",
        ),
    ),
    "idempotent": (
        _way("idempotent idempotently", also="operation call"),
        _way(_AGAIN, also=_SENDING, denied=True, never="another key,different key,new key"),
        _way(
            _AGAIN,
            "once first one ignore",
            also=f"{_SENDING} like answer answered execute executed process stored apply applied"
            " first return",
            never="another key,different key,new key,first key",
        ),
    ),
    "absent": (
        _way(
            "absent",
            also="unfound id key exist returned raise raised lead leads end ends with"
            " get report answered asked find",
            denied=True,
        ),
        _way("absent", "unfound", also="id key report returned answered answer find get lead ends"),
    ),
    "stale": (
        _way(
            "stale outdated old obsolete meantime concurrent concurrently overwrite wrong",
            denied=True,
            also="version number two else other another people somebody someone change changed"
            " changes each use used with at once both time same",
        ),
        _way("current latest newest", "version", "only", also="number with"),
        _way("optimistic", also="lock locking version use uses on"),
        _way("concurrent concurrently", "detect notice", also="version change changes"),
    ),
    "kept": (
        _way(_KEEP, also=_RECORDS, against="erase destroy lose appear list show visible delete"),
        _way("soft softly", also=f"{_RECORDS} delete deletion"),
        _way(
            also=_RECORDS,
            against="erase destroy lose appear list show visible physically delete permanently",
        ),
    ),
    "erased": (
        _way(_GONE, also=f"{_RECORDS} is", against="keep stay remain hide hidden retain archive"),
        _way("hard", also="delete deletion"),
    ),
    "filter": (
        _way(
            "list filter restrict narrow show see search find browse select look view",
            also="all certain given only optionally list optional particular specific one it"
            " page pages paged narrowed down having results",
        ),
    ),
    "part": (
        _way(
            "part fragment piece contain containing substring text word",
            also="list filter restrict narrow show see search find browse enough typing type "
            "matching match all given accept accepts text their whose down which search only",
        ),
        _way("search", also="by all list"),
    ),
    "paged": (
        _way(
            "page pages paged paginate pagination",
            also="list lists divided split into all return through in search results",
        ),
    ),
    "sized": (_way("page", "number size many", also="choose chosen list set select per list"),),
    "sorted": (_way("sort sorted order ordered", also="list lists choose chosen all"),),
    "total": (_way("total number many count", also="list all together along show shows found"),),
    "announced": (
        _way(
            "publish emit announce send tell inform notify raise message event broadcast signal",
            also=_OTHERS,
        ),
    ),
    "counted": (
        _way("count", also="number up time each every many often keep track"),
        _way(
            "increase increment add adds plus up raise raises grow grows go goes more rise",
            also="one 1 number each every time counter by",
            against="down decrease",
        ),
    ),
    "going on": (
        _way(
            "fail failure",
            "continue go proceed ignore tolerate carry",
            also="on nevertheless anyway still even without success is and",
        ),
        _way(
            "fail failure",
            "stop end abort matter block prevent hold",
            denied=True,
            also="it does when",
        ),
        _way("can", "continue go proceed", denied=True, also="on anyway"),
        _way("whether", "continue go proceed", denied=True, also="on succeed or succeeds works"),
        _way("fail failure", "without", "consequences harm consequence", also="remain remains"),
    ),
    "ending": (
        _way("fail failure", "stop end abort cancel terminate call", also="off then"),
        _way("can", "stop end abort cancel terminate fail", denied=True, also="then off"),
    ),
    "undoing": (
        _way(
            "fail failure",
            "undo undone compensate reverse",
            also="what was done all before order in steps earlier is are back",
        ),
    ),
    "final": (
        _way("final terminal last", also="state end ended once it closed"),
        _way("stay remain", also="once for always it"),
        _way(
            "change accept happen leave possible lead",
            denied=True,
            also="event events further ever after it once any more state anything else out",
        ),
    ),
    "raised": (
        _way(
            "raise increase add grow up total sum",
            also="by to up amount of paid taken put what is",
            against="down",
        ),
    ),
    "lowered": (
        _way(
            "lower reduce decrease subtract deduct off less",
            also="by from amount of paid taken take what is it much",
        ),
    ),
    "remembered": (_way("remember store keep record note save set hold", also="as name of its"),),
    "done": (
        _way(
            also="emit emitted sent send goes go out whenever decision intent automatically then is"
        ),
    ),
    "counted once": (
        _way("once one", also="count counted counts only process processed exactly"),
        _way("idempotent", also="process processing count counting"),
        _way(
            "twice again repeated repeat second double duplicate same seen already before more",
            denied=True,
            also="count counted counts process processed change changes has effect times once"
            " than arrive comes come come delivered sent it once further",
        ),
        _way(
            "twice again repeated repeat second double duplicate same already seen before two",
            "ignore ignored once reported one",
            also="count counted counts arrive arrives comes come sent delivered second time as"
            " duplicate rejected it has with",
        ),
        _way("duplicate repeated repeat", denied=True, also="change changes twice"),
    ),
    "default": (
        _way(
            "default unless otherwise without initially",
            also="another one other is stated"
            " named mentioned set specified is value not use used applies charged costs cost",
        ),
    ),
    "first": (
        _way(
            "start begin initial initially first new",
            also="state status as in always first out every it becomes become created",
        ),
    ),
    "afterwards": (_way("is becomes become set", also="state status it then its first new"),),
    "optional": (
        _way("optional optionally", also="field"),
        _way("may can left omitted", "empty out missing omitted", also="be left"),
    ),
}
