"""Things that are called after how they are: `the vet signs a draft`, `what is sold stays sold`."""

import re
from collections.abc import Iterator

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.acts.model import Model
from omninode_bridge.prose.acts.values import values_of
from omninode_bridge.requirements.document import Entity


def with_things(model: Model, said: str) -> Iterator[str]:
    """The sentence with the name of the thing behind its state."""
    for entity in model.entities:
        plain = _of_what(model, entity, said)
        for value in values_of(entity):
            if not value.is_bool:
                plain = _named(model, entity, value.words, plain)
        if plain != said:
            yield plain


def _of_what(model: Model, entity: Entity, said: str) -> str:
    """`What is dispensed is never voided`."""
    values = "|".join(re.escape(one.words) for one in values_of(entity) if not one.is_bool)
    form = rf"^(?:what|whatever|anything that|everything that) is ({values or '(?!)'})(?= )"
    return re.sub(form, rf"a \1 {model.nouns_of(entity)[0]}", said)


def _named(model: Model, entity: Entity, state: str, said: str) -> str:
    nouns = "|".join(model.nouns_of(entity))
    noun, *_ = model.nouns_of(entity)
    one, many = re.escape(state), re.escape(lexicon().plural(state))
    # What is named is named once, though things share a state: "a dangerous tree inspection".
    things = "|".join(each for other in model.entities for each in model.nouns_of(other))
    alone = rf"{one}(?! (?:{things})\b)(?=$| )"
    said = re.sub(rf"\b(is|becomes|as|being) an? {alone}", rf"\1 {state}", said)
    said = re.sub(rf"\b(an?|the|any|every) {alone}", rf"\1 {state} {noun}", said)
    if one == many:
        return said
    others = "|".join(re.escape(each.words) for each in values_of(entity) if not each.is_bool)
    begun = r"(?:^|(?<=only )|(?<=all ))(?:all )?"
    # "Drafts and signed letters" are draft and signed letters.
    said = re.sub(rf"{begun}{many} (?=(?:and|or) (?:{others}) (?:{nouns})\b)", f"{state} ", said)
    plural = lexicon().plural(noun)
    return re.sub(rf"{begun}{many} (?=(?:and|or|may|is|never|shall)\b)", f"{state} {plural} ", said)
