"""Nouns that stand for verbs: `support filtering of orders`, `customer lookup`."""

from dataclasses import replace

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.phrases import Reader
from omninode_bridge.prose.sentence import Clause, NounPhrase


class Nominals:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._lexicon = lexicon()

    def lightened(self, clause: Clause, after: int) -> tuple[Clause, ...]:
        """`support filtering of orders` says filter; without such a noun the clause stays."""
        found = clause.object
        if found is None:
            return (clause,)
        at = self._verb_noun(found)
        if at is None:
            return (clause,)
        verb, words = at
        objects = (replace(found, words=words),) if words else self._of(after)
        return (Clause(verb, self._lexicon.verbs[verb], objects, clause.start),)

    def done(self, clause: Clause) -> tuple[Clause, ...]:
        """`support searching products` says search."""
        first, *rest = (clause.object.words if clause.object else ()) or ("",)
        verb = self._gerund([first]) if rest else ""
        if not verb or clause.object is None:
            return ()
        objects = (replace(clause.object, words=tuple(rest)), *clause.objects[1:])
        return (Clause(verb, self._lexicon.verbs[verb], objects, clause.start),)

    def _verb_noun(self, found: NounPhrase) -> tuple[str, tuple[str, ...]] | None:
        """The last word that stands for a verb, with nothing but generic words behind it."""
        words = list(found.words)
        while words:
            for length in (2, 1):
                joined = " ".join(words[-length:])
                verb = self._lexicon.nominals.get(joined) or self._gerund(words[-length:])
                if verb and len(words) >= length:
                    return verb, tuple(words[:-length])
            if not self._lexicon.has("generic", words.pop()):
                break
        return None

    def _gerund(self, words: list[str]) -> str:
        *first, last = words
        lemma = self._lexicon.lemma(last) if last.endswith("ing") else ""
        joined = " ".join((*first, lemma))
        return joined if lemma and joined in self._lexicon.verbs else ""

    def _of(self, at: int) -> tuple[NounPhrase, ...]:
        word, after = self._reader.preposition(at)
        return self._reader.items(after, ends=frozenset())[0] if word in {"of", "for"} else ()
