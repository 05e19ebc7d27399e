"""Requirements and targets of which nobody can say whether they are met."""

import re
from typing import Final

from omninode_bridge.language.any_case import AnyCase
from omninode_bridge.requirements.defects.ambiguous import VAGUE
from omninode_bridge.requirements.defects.work_items import is_work_item
from omninode_bridge.requirements.document import Document, Requirement, RequirementClass
from omninode_bridge.requirements.notebook import Notebook, shown

DIGIT: Final = re.compile(r"\d")
ABSOLUTE: Final = AnyCase(
    r"\b(?:one|two|three|no|none|never|always|every|all|only|zero)\b",
)
NAMED: Final = re.compile(
    r"\b(?:[A-Z]{3,}\b|[A-Z][A-Za-z]+\.js|OAuth|TLS|GDPR|WCAG|REST|RESTful|PEP)"
)
_ATTRIBUTES: Final = (
    r"reliable|robust|resilient|stable|scalable|maintainable|extensible|extendable|modular|"
    r"portable|usable|user[- ]friendly|intuitive|secure|performant|responsive|available|"
    r"readable|understandable|attractive|pleasant|convenient|comfortable|modern|accurate|"
    r"dependable|trustworthy|professional|fair|elegant|beautiful|appealing|helpful|sturdy|mature|"
    r"natural|self-explanatory|adaptable|powerful|competitive|cost-effective|economical|"
    r"excellent|great|perfect|precise|satisfied|happy|delighted|content|transparent|"
    r"future[- ]proof|high[- ]quality|"
    r"well[- ](?:documented|tested|structured|organi[sz]ed|designed)"
)
IS: Final = AnyCase(
    r"\b(?:is|are|be|being|stays?|remains?|becomes?|looks?|feels?) "
    r"(?:\w{1,30}ly |very |more |as ){0,3}"
    # `is available` in itself is a state; only with a degree it is a quality
    rf"(?:(?!available|stable|content)(?:{_ATTRIBUTES})|"
    r"highly \w{1,30}|(?:easy|simple|quick|pleasant|nice|fun|obvious|straightforward) to \w{1,30})"
    r"(?![\w-])(?! to (?:every|all|the))",
)
DONE: Final = AnyCase(
    r"\b(?:secure|reliab|robust|safe|grace|smooth|accurate|satisfactor|adequate|optimal|nice)"
    r"(?:ful)?(?:ly|i?ly)\b(?! delet)|\b(?:scales?|performs?|works?|copes?|behaves?) (?:very )?"
    r"(?:well|fine|properly|nicely)\b|\bwith (?:great |due |high )?(?:care|accuracy|precision)\b",
)
# What something is done for is no demand in itself: "The data are encrypted for security".
REASON: Final = re.compile(
    r"(?<= )for (?:security|performance|reliability|usability|maintainability)(?=\s*(?:[,.;]|$))",
    re.IGNORECASE,
)
MOST: Final = AnyCase(
    r"\bas \w{1,30}(?: \w{1,30})? as possible\b|\bto a minimum\b|\bto the maximum\b|"
    r"\b(?:best|greatest|highest|lowest|fastest|shortest|least|maximum|minimum|minimal|optimal)"
    r" possible\b|\bhardly (?:any|ever)\b|\balmost (?:no|never|always)\b|\bnext to no\b|"
    r"\bvirtually (?:no|never)\b|\b(?:rarely|seldom)\b|\bin no time\b|"
    r"\b(?:feels?|looks?) (?!up\b|for\b|at\b|into\b|like\b|after\b|through\b|it\b|them\b)\w{1,30}|"
    r"\bwithout (?:noticeable |undue |any )?delay\b|\bnoticeabl[ey]\b",
)
QUALITY: Final = AnyCase(
    r"\b(?:performance|reliability|scalab\w+|usability|security|maintainability|availability|"
    r"responsiveness|throughput|latency|accuracy|robustness|"
    rf"{_ATTRIBUTES}|experience|load times?|response times?|response|best practices|care|"
    r"(?:minimi|maximi|optimi)[sz]\w+|improv\w+|enhanc\w+)\b",
)
# A feature about a quality ("performance monitoring") is no demand for it.
TOPIC: Final = AnyCase(
    r"\b(?:performance|security|availability|health|latency|throughput)(?: and \w+)? "
    r"(?:monitoring|metrics?|tests?|reports?|events?|checks?|statistics|characteristics)\b|"
    r"\bservice discovery\b|"
    r"\b(?:measure|report|track|monitor|compare|record|test and|evaluate|benchmark)\w*\b",
)


def find_untestable(document: Document, notebook: Notebook) -> frozenset[str]:
    """Adds the findings, and says of which requirements."""
    vague = {target.place.line for target in document.targets if not target.measurable}
    found = {each.id for each in document.requirements if each.place.line in vague}
    for requirement in document.requirements:
        if requirement.id not in found and _is_untestable(requirement):
            message = f'{requirement.id} "{shown(requirement.text)}" has no measurable outcome'
            notebook.add("PRD107", requirement.place, message)
            found.add(requirement.id)
    for target in document.targets:
        if not target.measurable:
            if TOPIC.occurs_in(target.text):
                continue
            message = f'the target "{shown(target.text)}" has no figure'
            notebook.add("PRD108", target.place, message)
        elif target.unit is None and not re.search(r"[A-Za-z]{4,}", target.metric or ""):
            message = f'the target "{shown(target.text)}" has a figure without a unit'
            notebook.add("PRD128", target.place, message)
    return frozenset(found)


def _is_untestable(requirement: Requirement) -> bool:
    text = REASON.sub("", requirement.text)
    if DIGIT.search(text) or NAMED.search(text) or is_work_item(text):
        return False
    if any(pattern.occurs_in(text) for pattern in (IS, DONE, MOST)):
        return True
    if requirement.classification is not RequirementClass.QUALITY or TOPIC.occurs_in(text):
        return False
    return (QUALITY.occurs_in(text) or VAGUE.occurs_in(text)) and not ABSOLUTE.occurs_in(text)
