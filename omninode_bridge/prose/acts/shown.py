"""How an act is told to whoever wrote the sentence."""

from omninode_bridge.prose.acts.act import Act


def shown(act: Act) -> str:
    parts = [f"{act.named}: {act.kind} {act.entity.name}"]
    said = {
        "with": act.given,
        "by": act.keys,
        "filtered by": act.filters,
        "containing": act.parts,
        "sorted by": (act.order,),
        "sets": tuple(one.words for one in act.sets),
        "counts": (act.counts,),
        "where": tuple(one.words for one in act.fixed),
        "only when": (act.wanted.words if act.wanted else "",),
    }
    parts += [f"{word} {', '.join(names)}" for word, names in said.items() if any(names)]
    return " ".join(parts)
