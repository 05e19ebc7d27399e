"""Steps behind one that may be skipped."""

from dataclasses import replace

from omninode_bridge.requirements.document import Document


def with_ways_around(document: Document) -> Document:
    """What stands behind a step with a condition goes on without it.

    A step all of whose needs are skipped is skipped, too. `A, then B, then C`, where B is only for
    some, does not mean that C is only for them; so C needs what B needs as well. Where B computes a
    duty, and C collects it, there is nothing for C to do.
    """
    workflow = document.workflow
    if workflow is None:
        return document
    found = {step.name: step for step in workflow.steps}
    for step in workflow.steps:
        needed = [found[name] for name in step.needs if name in found]
        if needed and not step.is_of_product and all(one.when is not None for one in needed):
            more = (name for one in needed for name in one.needs)
            found[step.name] = replace(step, needs=tuple(dict.fromkeys((*step.needs, *more))))
    return replace(document, workflow=replace(workflow, steps=tuple(found.values())))
