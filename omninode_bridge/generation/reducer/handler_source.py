"""Source of the handler's module: which event is taken by what, the answer, merging."""

from omninode_bridge.generation.annotations import import_lines
from omninode_bridge.generation.names import ClassRef
from omninode_bridge.generation.reducer.modules import Modules
from omninode_bridge.generation.reducer.support import in_order
from omninode_bridge.generation.skeletons import rendered


class HandlerSource:
    def __init__(self, modules: Modules, header: str) -> None:
        self.modules = modules
        self.header = header
        self.names = modules.names
        self.layout = modules.layout
        self.reducer = modules.layout.reducer
        entities = self.names.entities
        self.state = entities[self.layout.state]
        self.rejection = entities[self.layout.rejection]
        self.intent = entities.get(self.layout.intent)

    @property
    def merged(self) -> ClassRef | None:
        """What is merged: the snapshot, or its aggregates where a machine stands beside them."""
        if not self.layout.keeps:
            return None
        kept = self.names.entities[self.layout.kept]
        return self.state if self.reducer.machine is None else kept

    def text(self, about: str, purpose: str) -> str:
        names, subjects, named = self.names, self.modules.subjects, self.reducer.is_named
        return rendered(
            "reducer/handler.py",
            header=self.header,
            about=about,
            purpose=purpose,
            imports="\n".join(import_lines(self._imports())),
            exported=in_order(self._exported()),
            takers=[(one.name, one.module) for one in subjects] if named else [],
            tables=[subject.module for subject in subjects],
            machine=self.reducer.machine,
            held=self.reducer.machine.held if self.reducer.machine else "",
            take="take" if named else f"{subjects[0].module}.take",
            handler=names.handler,
            input=names.input_model,
            output=names.output_model,
            rejection=self.rejection,
            intent=self.intent,
            state=self.state,
            metrics=self.reducer.metrics,
            merged=self.merged,
            merge_about=self._merge_about(),
        )

    def _exported(self) -> list[str]:
        found = [self.names.handler.name, "trail"]
        found += ["take"] if self.reducer.is_named else []
        found += ["TABLE"] if self.reducer.machine is not None else []
        return [*found, "merge"] if self.layout.keeps else found

    def _imports(self) -> set[tuple[str, str]]:
        names, modules = self.names, self.modules
        refs = [self.state, self.rejection, names.input_model, names.output_model]
        refs += [ref for ref in (self.merged, self.intent) if ref is not None]
        found = {(ref.module, ref.name) for ref in refs}
        found |= {
            ("omnibase_core.models.errors.model_onex_error", "ModelOnexError"),
            ("omnibase_core.enums.enum_core_error_code", "EnumCoreErrorCode"),
            ("pydantic", "ValidationError"),
            (modules.path("folding"), "Folding"),
            (modules.support("rule_functions"), "exact_decimals"),
            (modules.support("steps"), "Step"),
        }
        if self.reducer.is_named:
            found |= {("collections.abc", "Callable"), ("collections.abc", "Mapping")}
            found |= {("typing", "Final")}
        if self.reducer.is_named or self.layout.keeps:
            found.add((modules.value_type("json_objects"), "JsonObject"))
        found |= {(modules.path("events"), subject.module) for subject in modules.subjects}
        return found | {(modules.path("snapshot"), name) for name in self._of_snapshot()}

    def _of_snapshot(self) -> set[str]:
        found = {"opened", "written"} | ({"answered"} if self.reducer.metrics else set())
        if self.layout.keeps:
            found.add("joined")
            found |= {"kept_of", "load_kept"} if self.reducer.machine is not None else set()
        return found

    def _merge_about(self) -> str:
        what = "the aggregates of two snapshots" if self.reducer.machine else "two snapshots"
        if self.layout.remembered:
            return f"Merge {what}; an event that both have seen counts once."
        return f"Merge {what} of disjoint streams of events."
