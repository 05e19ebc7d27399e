"""Sentences that say that a change names the version that it is based on."""

from collections.abc import Iterator
from typing import Final

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.acts.act import Said, Versioned
from omninode_bridge.prose.acts.frame import act_called
from omninode_bridge.prose.acts.model import Model
from omninode_bridge.requirements.document import Entity

_GENERAL: Final = frozenset({"change", "update", "modify", "edit", "alter", "set"})
_VERSION: Final = frozenset(
    {
        *("change", "changes", "update", "updates", "edit", "edits", "modification", "changed"),
        *("based", "on", "an", "a", "old", "stale", "outdated", "wrong", "version", "versions"),
        *("is", "refused", "rejected", "declined", "need", "needs", "require", "requires", "may"),
        *("shall", "must", "give", "given", "carry", "carries", "name", "names", "state", "states"),
        *("current", "latest", "the", "with", "not", "never", "accepted", "and", "has", "have"),
        *("every", "each", "any", "all", "to", "of", "it", "its", "who", "whoever", "from", "for"),
        *("by", "their", "earlier", "older", "superseded", "mention", "mentions", "include"),
        *(
            "that",
            "which",
            "who",
            "rests",
            "rest",
            "out",
            "date",
            "shall",
            ",",
            "does",
            "match",
            "differ",
            "no",
            "longer",
        ),
        *(
            "stored",
            "request",
            "reject",
            "rejects",
            "refuse",
            "refuses",
            "system",
            "service",
            "node",
        ),
        *("he", "she", "they", "seen", "saw", "see", "sees", "read", "knows", "know", "clerk"),
        *("user", "one", "refuse", "correct", "right", "expected", "because", "there", "meanwhile"),
        *("includes", "only", "updated", "being", "as", "if", "when", "request", "provided"),
    }
)
_DEMANDING: Final = frozenset(
    {"based", "old", "stale", "outdated", "wrong", "refused", "rejected", "declined", "need"}
    | {"needs", "require", "requires", "give", "given", "carry", "name", "names", "state", "states"}
    | {"current", "latest", "older", "earlier", "superseded", "mention", "mentions", "include"}
    | {"match", "differ", "refuse", "refuses", "reject", "rejects", "only", "expected", "includes"}
)


class VersionReader:
    def __init__(self, model: Model) -> None:
        self._model = model

    def versions_of(self, said: str) -> Iterator[Said]:
        having = [one for one in self._model.entities if _has_version(one)]
        words = {*said.replace(",", " ").replace(";", " ").split()}
        if not {"version", "versions"} & words or len(having) != 1:
            return
        [entity] = having
        fields = tuple(
            one.name for one in entity.fields if one.name in words and one.name != "version"
        )
        verbs = {word: act_called(word) for word in words if word.endswith(("ion", "ing"))}
        known = {word for word, verb in verbs.items() if verb and word != "version"}
        if words & _DEMANDING and words <= _VERSION | {*_spoken(entity)} | {*fields} | known:
            special = sorted({verbs[word] for word in known - _VERSION} - _GENERAL)
            yield Versioned(entity, fields, tuple(special))


def _has_version(entity: Entity) -> bool:
    return any(one.name == "version" for one in entity.fields)


def _spoken(entity: Entity) -> Iterator[str]:
    name = entity.name.lower()
    yield from (name, lexicon().plural(name))
