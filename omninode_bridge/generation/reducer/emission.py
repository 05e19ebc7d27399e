"""Source of everything that only a reducer's package has, by path."""

from collections.abc import Iterator

from omninode_bridge.generation.annotations import Code, import_lines
from omninode_bridge.generation.contract import dispatch_name
from omninode_bridge.generation.literals import docstring, python_value
from omninode_bridge.generation.reducer.checked import Reducer
from omninode_bridge.generation.reducer.events_source import EventSource
from omninode_bridge.generation.reducer.expressions import module_scope, source_of
from omninode_bridge.generation.reducer.handler_source import HandlerSource
from omninode_bridge.generation.reducer.layout import Layout
from omninode_bridge.generation.reducer.metric_source import MetricSource
from omninode_bridge.generation.reducer.modules import Modules, Subject
from omninode_bridge.generation.reducer.support import SupportSource, natural
from omninode_bridge.generation.skeletons import rendered
from omninode_bridge.generation.spec import NodeSpec
from omninode_bridge.generation.values import default_json, python_code
from omninode_bridge.rules.kinds import plain, value_type


class Emission:
    """`node` holds what lies in the node's folder, `support` what lies beside `nodes/`."""

    def __init__(self, spec: NodeSpec, layout: Layout, header: str) -> None:
        self.spec = spec
        self.names = spec.names
        self.layout = layout
        self.header = header
        self.modules = Modules(layout, spec.names)
        self.functions: set[str] = {"exact_decimals"}
        self.purpose = docstring(spec.description or spec.title, spec.node_class)

    def support(self) -> dict[str, str]:
        """To be asked for after `node`: only then it is known what is used."""
        return SupportSource(self.names, self.layout, self.header).files(self.functions)

    @property
    def reducer(self) -> Reducer:
        return self.layout.reducer

    def node(self) -> dict[str, str]:
        return dict(self._node())

    def _rendered(self, template: str, **values: object) -> str:
        return rendered(f"reducer/{template}", header=self.header, names=self.names, **values)

    def _node(self) -> Iterator[tuple[str, str]]:
        dispatch, purpose = dispatch_name(self.spec), self.purpose
        input_module = self.names.input_model.module.rpartition(".")[2]
        title = docstring(f"A request to {self.spec.title or self.spec.name}.", "A request.")
        state = self.names.entities[self.layout.state]
        yield f"models/{input_module}.py", self._rendered("input.py", title=title, state=state)
        yield "node.py", self._rendered("node.py", node_class=self.spec.node_class, purpose=purpose)
        init = {"node_class": self.spec.node_class, "purpose": purpose}
        init_text = rendered("node_init.py", header=self.header, names=self.names, **init)
        yield "__init__.py", init_text
        merges = self.layout.keeps
        yield "handler.py", self._rendered("entry.py", dispatch=dispatch, merges=merges)
        yield "handlers/dispatch.py", self._rendered("dispatch.py", dispatch=dispatch)
        yield f"handlers/{self.names.handler.module.rpartition('.')[2]}.py", self._handler()
        yield "folding.py", self._folding()
        yield "snapshot.py", self._snapshot()
        yield from self._events()
        yield from self._aggregates()

    def _package(self, about: str) -> str:
        return f'{self.header}\n"""{about}"""\n'

    def _events(self) -> Iterator[tuple[str, str]]:
        yield "events/__init__.py", self._package("How each event is taken.")
        if self.reducer.machine is not None:
            yield "events/context.py", self._context()
        for subject in self.modules.subjects:
            source = EventSource(self.modules, subject, self.header)
            text = source.text()
            self.functions |= source.functions
            yield f"events/{subject.module}.py", text

    def _aggregates(self) -> Iterator[tuple[str, str]]:
        if self.reducer.metrics:
            yield "aggregates/__init__.py", self._package("The rows of each metric.")
        for slot in self.modules.metrics:
            source = MetricSource(self.modules, slot, self.header)
            text = source.text()
            self.functions |= source.functions
            yield f"aggregates/{slot.module}.py", text

    def _context(self) -> str:
        scope = module_scope(self.names, self.reducer.context, ())
        fields, imports = [], set[tuple[str, str]]()
        for field in self.reducer.context:
            kind = value_type(field)
            default = Code("None")
            if field.default is not None:
                value = default_json(field.default, field.type)
                default = python_code(value, plain(kind), self.names)
            text = default.text
            if text in ("[]", "{}"):
                text = f"field(default_factory={'list' if text == '[]' else 'dict'})"
                imports.add(("dataclasses", "field"))
            imports |= default.imports
            annotation = source_of(scope.annotation(kind))
            attribute = scope.known(field.name)
            fields.append({"attribute": attribute, "annotation": annotation, "default": text})
        imports |= scope.imports
        imports |= {("dataclasses", "dataclass"), ("typing", "Self")}
        lines = "\n".join(import_lines(imports))
        return self._rendered("context.py", fields=fields, imports=lines)

    def _subjects(self) -> list[dict[str, object]]:
        return [self._subject(subject) for subject in self.modules.subjects]

    def _subject(self, subject: Subject) -> dict[str, object]:
        scope = module_scope(self.names, (), ())
        keys = []
        for key in subject.keys:
            kind = source_of(scope.annotation(plain(value_type(key.field))))
            keys.append({"seen": key.seen, "attribute": key.attribute, "type": kind})
        return {
            "name": subject.name,
            "module": subject.module,
            "model": subject.model,
            "attribute": subject.attribute,
            "given": subject.given,
            "kept": subject.kept,
            "unique": keys,
            "imports": scope.imports,
        }

    def _folding(self) -> str:
        subjects = [found for found in self._subjects() if found["unique"]]
        machine = self.reducer.machine
        imports = {("pydantic", "ValidationError")}
        slots = ["machine"] if machine is not None else []
        if machine is not None:
            imports.add((self.modules.support("transitions"), "MachineState"))
            imports.add((self.modules.path("events", "context"), "Context"))
        for slot in self.modules.metrics:
            imports.add((self.modules.path("aggregates", slot.module), slot.class_name))
            slots.append(slot.slot)
        for subject in self.modules.subjects:
            if subject.keys:
                slots += [subject.kept, *(key.seen for key in subject.keys)]
                imports.add((subject.model.module, subject.model.name))
        for found in subjects:
            imported = found["imports"]
            imports |= imported if isinstance(imported, set) else set()
        return self._rendered(
            "folding.py",
            imports="\n".join(import_lines(imports)),
            slots=sorted(slots, key=natural),
            machine=machine,
            initial=python_value(None if machine is None else machine.initial),
            metrics=self.modules.metrics,
            subjects=subjects,
        )

    def _snapshot(self) -> str:
        layout, names, machine = self.layout, self.names, self.reducer.machine
        state = names.entities[layout.state]
        imports = {(state.module, state.name), (self.modules.path("folding"), "Folding")}
        exported = ["opened", "written"]
        kept = answers = None
        if layout.keeps:
            kept = names.entities[layout.kept]
            imports.add((kept.module, kept.name))
            exported += ["joined", "kept_of", "load_kept"]
        if self.reducer.metrics:
            answers = names.entities[layout.aggregates]
            imports.add((answers.module, answers.name))
            exported.append("answered")
        if self.reducer.context or machine is not None:
            imports.add((self.modules.path("events", "context"), "Context"))
        keyed = (subject for subject in self.modules.subjects if subject.keys)
        imports |= {(self.modules.path("events"), subject.module) for subject in keyed}
        return self._rendered(
            "snapshot.py",
            imports="\n".join(import_lines(imports)),
            exported=sorted(exported),
            state=state,
            machine=machine,
            machine_state=names.attribute("state"),
            aggregates=names.attribute("aggregates"),
            context=self._context_names(),
            kept=kept,
            answers=answers,
            metrics=list(self._metrics()),
            subjects=self._subjects(),
            remembers=bool(layout.remembered),
        )

    def _context_names(self) -> list[dict[str, str]]:
        """JSON name, attribute of the snapshot and attribute of the working context."""
        scope = module_scope(self.names, self.reducer.context, ())
        attribute = self.names.attribute
        return [
            {"name": one.name, "attribute": attribute(one.name), "local": scope.known(one.name)}
            for one in self.reducer.context
        ]

    def _metrics(self) -> Iterator[dict[str, object]]:
        for slot in self.modules.metrics:
            yield {
                "name": slot.metric.name,
                "slot": slot.slot,
                "attribute": slot.attribute,
                "remembered": slot.metric.subject in self.layout.remembered,
            }

    def _handler(self) -> str:
        title = self.spec.title or self.spec.name
        about = docstring(f"{title}: events in, state out.", "Fold.")
        return HandlerSource(self.modules, self.header).text(about, self.purpose)
