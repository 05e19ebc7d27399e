"""A request that is answered, and the files that must lie in the state folder for that."""

from collections.abc import Sequence
from dataclasses import asdict

from omninode_bridge.generation.effect.made import MadeScenario
from omninode_bridge.generation.effect.plan import OperationPlan
from omninode_bridge.generation.json_text import json_text
from omninode_bridge.requirements.document import JsonValue


def prepared_sample(
    made: Sequence[MadeScenario], plan: OperationPlan
) -> tuple[dict[str, JsonValue], dict[str, str]] | None:
    """A request that is answered once these files lie in the state folder."""
    for scenario in made:
        first = next((call for call in scenario.calls if call.ended.answer is not None), None)
        if scenario.operation != plan.name or first is None or first.operation != plan.name:
            continue
        files: dict[str, str] = {}
        if scenario.http:
            files["http.json"] = json_text([asdict(each) for each in scenario.http])
        if scenario.seeds:
            rows: dict[str, JsonValue] = {}
            for seed in scenario.seeds:
                kept = rows.setdefault(seed.entity, [])
                if isinstance(kept, list):
                    kept.append({"key": seed.key, "row": seed.row})
            files["entities.json"] = json_text({"entities": rows})
        return first.request, files
    return None
