"""The words in which it is said that one thing refers to another, and what follows from it."""

import re
from typing import Final

_NOUN: Final = r"[a-z]+(?: [a-z]+)?"
_KNOWN: Final = r"(?P<adj>registered|existing|known|enrolled|stored)"
_UNKNOWN: Final = r"(?:unknown|unregistered|missing|non-?existent|non-?existing)"
_A: Final = r"(?:(?:an?|the|every|each|any|all) )?"
_ABSENT: Final = r"(?:never exists?|is (?:not|never) (?:there|known|registered|found)|is unknown)"
_FOR: Final = r"(?:for|to|by|with|in|of|from|on)"
WHO_KNOWN: Final = re.compile(
    rf"(?<=(?:.to|for|.by|.an|..a|nly) )(?P<noun>{_NOUN}) (?:that|which|who) (?:is|are) "
    r"(?P<adj>registered|known|enrolled|stored)(?= ?$| (?:may|is|shall|never) )"
)
NAMED: Final = (
    re.compile(
        rf"{_A}(?P<owner>{_NOUN}?) (?:shall |may only |only )?(?:names?|refers? to|belongs? to|"
        rf"(?:is|be) (?:made )?(?:for|about|of)|points? to|references?|concerns?) an? {_KNOWN} "
        rf"(?P<target>{_NOUN})$"
    ),
    re.compile(
        rf"the (?P<target>{_NOUN}?) (?:of|in|on|for|named (?:in|by)) {_A}(?P<owner>{_NOUN}) shall "
        rf"(?:exist|be {_KNOWN})$"
    ),
    re.compile(rf"the (?P<target>{_NOUN}) shall exist$"),
    re.compile(rf"the (?P<target>{_NOUN}?) (?:shall be|is) (?P<adj>registered|known|enrolled)$"),
    re.compile(
        rf"the [a-z_]+(?: [a-z_]+)? (?:of|in|on) {_A}(?P<owner>{_NOUN}) (?:shall be|is) (?:that|"
        rf"the one|the [a-z_]+(?: [a-z_]+)?|one) of an? {_KNOWN} (?P<target>{_NOUN})$"
    ),
)
ONLY_KNOWN: Final = re.compile(
    rf"{_A}(?P<owner>{_NOUN}?) (?:may only be|is only|may be only)(?: possible| allowed)?"
    rf"(?: (?P<done>[a-z]+(?: (?:out|up|in|back|off))??))? {_FOR} {_A}{_KNOWN} (?P<target>{_NOUN})$"
)
ONLY_WHO: Final = re.compile(rf"only {_KNOWN} (?P<target>{_NOUN}?) may (?P<deed>[a-z ]+)$")
NEVER_UNKNOWN: Final = re.compile(
    rf"{_A}{_UNKNOWN} (?P<target>{_NOUN}?) (?:may )?never (?P<deed>[a-z ]+)$"
)
ABSENT_REFUSED: Final = re.compile(
    rf"(?P<deed>[a-z ]+?) {_FOR} {_A}(?:{_UNKNOWN} (?P<target>{_NOUN})|"
    rf"(?P<other>{_NOUN}?) (?:that|which|who) {_ABSENT})$"
)
IF_ABSENT: Final = re.compile(
    rf"(?:if|when|where) {_A}(?P<target>{_NOUN}?) {_ABSENT} ?,? (?:then )?(?P<deed>[a-z ]+)$"
)
WHEN_DONE: Final = re.compile(
    rf"(?:when|whenever|before|if|for) (?P<deed>[a-z ]+?) ,? (?:the|its) (?P<target>{_NOUN}) shall "
    r"exist$"
)
DONE: Final = re.compile(rf"{_A}(?P<thing>{_NOUN}?) is (?P<done>[a-z]+)$")
_EITHER: Final = rf"{_A}(?:{_UNKNOWN}|{_KNOWN.replace('?P<adj>', '?:')}) {_NOUN}?"
TWO_KNOWN: Final = re.compile(
    rf"(?P<head>.+? )(?P<one>{_EITHER}) (?:and|or|and also) (?:{_FOR} )?(?P<two>{_EITHER})"
    r"(?P<tail>(?: (?:is|never|may|shall) .+)?)$"
)
TWO_THERE: Final = re.compile(
    rf"(?P<head>(?:when|whenever|before|if) .+? ,? )?(?:both )?(?P<one>the {_NOUN}) and "
    rf"(?P<two>the {_NOUN}?)(?P<tail>(?: of {_A}{_NOUN})? shall exist)$"
)
REFUSING: Final = re.compile(
    rf"(?:{_A}{_NOUN} )?(?:rejects?|refuses?|declines?|denies|deny) (?:to )?(?P<what>[a-z ]+?)"
    r"(?: (?:as|with) (?:an? |the )?(?:conflict|error|reason|message|not found|invalid [a-z]+))?$"
)
_HAVING: Final = r"(?:with|(?:that|who|which) (?:still |currently )?ha(?:s|ve))(?: still)?"
_OWNED: Final = r"(?P<owned>[a-z ]+?)"
_WHILE: Final = r"(?:while|as long as|so long as|if|when)"
_IT: Final = rf"(?:it|they|he|she|(?:the|this|that) {_NOUN})"
_HIM: Final = rf"(?:it|them|him|her|(?:the|this|that) {_NOUN})"
IN_USE: Final = (
    re.compile(
        rf"{_A}(?P<target>{_NOUN}?) {_HAVING} {_OWNED} (?:is|may) never (?:be )?(?P<done>[a-z ]+)$"
    ),
    re.compile(
        rf"no (?P<target>{_NOUN}?) {_HAVING} {_OWNED} (?:is|may|shall)(?: be)? (?P<done>[a-z ]+)$"
    ),
    re.compile(
        rf"{_A}(?P<target>{_NOUN}?) (?:is|may) never (?:be )?(?P<done>[a-z ]+?) {_WHILE} "
        rf"(?:{_IT} (?:still )?ha(?:s|ve)(?: still)? {_OWNED}|"
        rf"there is (?:still )?(?P<there>[a-z ]+?) (?:for|of|with) {_HIM})$"
    ),
    re.compile(
        rf"{_WHILE} {_A}(?P<target>{_NOUN}?) (?:still )?ha(?:s|ve)(?: still)? {_OWNED} ?,? {_IT} "
        r"(?:is|may) never (?:be )?(?P<done>[a-z ]+)$"
    ),
    re.compile(
        rf"it is (?:not|never) (?:possible|allowed|permitted) to (?P<verb>[a-z]+) {_A}"
        rf"(?P<target>{_NOUN}?) {_HAVING} {_OWNED}$"
    ),
    re.compile(
        rf"(?:(?:{_A}{_NOUN}|you|we|one) )?never (?P<verb>[a-z]+) {_A}"
        rf"(?P<target>{_NOUN}?) {_HAVING} {_OWNED}$"
    ),
)
REFUSED_IN_USE: Final = (
    re.compile(rf"(?P<gerund>[a-z]+ing) {_A}(?P<target>{_NOUN}?) {_HAVING} {_OWNED}$"),
    re.compile(rf"(?P<verb>[a-z]+) {_A}(?P<target>{_NOUN}?) {_HAVING} {_OWNED}$"),
)
SOME: Final = re.compile(r"^(?:any|an?|at least one|one or more|some|still) ")
_TIME: Final = r"(?: at (?:a|one|any|the same) time| at once| simultaneously| in parallel)?"
_ALIKE: Final = (
    r"(?: (?:for|on|at|in|during|with|of) the same (?P<same>[a-z_]+(?: [a-z_]+)?(?: and (?:the )?"
    r"(?:same )?[a-z_]+(?: [a-z_]+)?)?)| (?:per|an?|each) (?P<each>[a-z_]+))"
)
_AT_MOST: Final = r"(?:at most|up to|no more than|not more than|a maximum of|only)"
_FIELDS: Final = (
    r"(?P<same>[a-z_]+(?: [a-z_]+)??(?:(?: ,)? (?:and |, )(?:the )?[a-z_]+(?: [a-z_]+)??){0,3})"
)
_ALLOWED: Final = r"(?: (?:is|may be|shall be) (?:allowed|possible|permitted|accepted))?"
ALIKE: Final = (
    re.compile(
        r"no (?P<same>[a-z_]+(?: [a-z_]+)?) (?:may|shall) (?:ever )?(?:hold|have|contain|take|"
        rf"carry|get|be in|be on) (?:more than (?P<number>\w+)|two|2) {_OWNED}{_TIME}$"
    ),
    re.compile(
        rf"no (?:two|2) {_OWNED} (?:of|for|in|on|with) the same {_FIELDS}"
        rf"(?:{_ALLOWED}| (?:shall |may )?(?:exist|overlap))$"
    ),
    re.compile(
        rf"no (?:two|2) {_OWNED} (?:may |shall )?(?:have|be (?:in|on|at)|share|name|concern) the "
        rf"same {_FIELDS}$"
    ),
    re.compile(
        rf"(?:there (?:may|shall) (?:only )?be )?{_AT_MOST} (?P<number>\w+) {_OWNED} (?:per|"
        rf"for each|for every|in each|in one) (?P<same>[a-z_]+(?: [a-z_]+)?){_ALLOWED}{_TIME}$"
    ),
)
ONE_ALREADY: Final = re.compile(
    rf"(?P<gerund>[a-z]+ing) {_A}(?P<target>{_NOUN}?) (?:that|which|who) (?:already |still )?has "
    rf"(?:already |still )?(?:an? |another )?{_OWNED}{_ALIKE}$"
)
MOST: Final = (
    re.compile(
        rf"{_A}(?P<target>{_NOUN}?) may (?:only )?(?:have|hold|own|keep) {_AT_MOST} "
        rf"(?P<number>\w+) {_OWNED}{_ALIKE}$"
    ),
    re.compile(
        rf"{_A}(?P<target>{_NOUN}?) (?:may )?never (?:have|hold|own|keep) more than "
        rf"(?P<number>\w+) {_OWNED}{_ALIKE}$"
    ),
    re.compile(
        rf"{_A}(?P<target>{_NOUN}?) may (?:only )?(?:have|hold|own|keep) {_AT_MOST} "
        rf"(?P<number>\w+) {_OWNED}(?: (?P<value>[a-z]+))?{_TIME}$"
    ),
    re.compile(
        rf"{_A}(?P<target>{_NOUN}?) (?:may )?never (?:have|hold|own|keep) more than "
        rf"(?P<number>\w+) {_OWNED}{_TIME}$"
    ),
    re.compile(
        rf"no (?P<target>{_NOUN}?) (?:may|shall) (?:have|hold|own|keep) more than "
        rf"(?P<number>\w+) {_OWNED}{_TIME}$"
    ),
    re.compile(
        rf"(?:there (?:may|shall) (?:only )?be )?{_AT_MOST} (?P<number>\w+) {_OWNED} "
        rf"(?:per|for each|for every) (?P<target>{_NOUN}?)"
        rf"(?: (?:may be|is) (?:allowed|possible|permitted|(?P<value>[a-z]+)))?{_TIME}$"
    ),
)
