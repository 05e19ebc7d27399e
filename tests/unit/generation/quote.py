"""The price quote: a document by hand, its rules checked, and logic as the emitter gives it."""

from decimal import Decimal

from omninode_bridge.diagnostics import Place
from omninode_bridge.generation.design import design_node
from omninode_bridge.generation.logic.modules import LogicModules, RuleModule
from omninode_bridge.generation.names import Names
from omninode_bridge.generation.profile import Profile
from omninode_bridge.generation.spec import NodeSpec
from omninode_bridge.node_type import NodeType
from omninode_bridge.requirements.document import (
    Bound,
    Constraints,
    Default,
    Document,
    Entity,
    Example,
    Field,
    FrontMatter,
    JsonValue,
    Rejection,
    Requirement,
    RuleText,
)
from omninode_bridge.requirements.types import EntityRef, Kind, ListOf, Scalar, ValueType
from omninode_bridge.rules.checking import check_program
from omninode_bridge.rules.program import Checked, Program, Scope

MONEY, INT, BOOL = Scalar(Kind.MONEY), Scalar(Kind.INT), Scalar(Kind.BOOL)
DECIMAL, STRING = Scalar(Kind.DECIMAL), Scalar(Kind.STRING)
LINES = ListOf(EntityRef("Line"))
PRICED_LINES = ListOf(EntityRef("lines.item"))
EMPTY = "an order needs at least one line"


def field(name: str, kind: ValueType, constraints: Constraints | None = None) -> Field:
    return Field(name, kind, Place(1), constraints=constraints or Constraints())


LINE = Entity(
    "Line",
    (
        field("sku", STRING, Constraints(min_length=1, max_length=40)),
        field("quantity", INT, Constraints(minimum=Bound(Decimal(0), inclusive=False))),
        field("unit_price", MONEY, Constraints(minimum=Bound(Decimal(0)))),
    ),
    Place(8),
)
TAX_RATE = Field(
    "tax_rate",
    DECIMAL,
    Place(20),
    required=False,
    default=Default("0"),
    constraints=Constraints(minimum=Bound(Decimal(0)), maximum=Bound(Decimal(1))),
)
OUTPUTS = (
    field("lines", LINES),
    *(field(name, MONEY) for name in ("subtotal", "discount", "tax", "total")),
)


def example(number: int, given: dict[str, JsonValue], **expected: JsonValue) -> Example:
    return Example(f"example {number}", Place(50 + number), given, dict(expected))


def document() -> Document:
    line: JsonValue = {"sku": "A", "quantity": 10, "unit_price": "1.99"}
    given: dict[str, JsonValue] = {"lines": [line], "tax_rate": Decimal("0.10")}
    rejected = Example(
        "example 2", Place(52), {"lines": [], "tax_rate": 0}, {}, rejection=Rejection(EMPTY)
    )
    return Document(
        name="price_quote",
        title="Price quote",
        description="Quotes an order: line amounts, volume discount, tax.",
        front=FrontMatter(node_type=NodeType.COMPUTE),
        requirements=(
            Requirement("R1", "Compute each line's amount.", Place(24)),
            Requirement("R2", "Orders above 1,000.00 get 5 % discount.", Place(25)),
            Requirement("R3", "Reject an order without lines.", Place(26)),
            Requirement("R4", "Tax is charged on the discounted amount.", Place(27)),
        ),
        entities=(LINE,),
        inputs=(field("lines", LINES), TAX_RATE),
        outputs=OUTPUTS,
        examples=(
            example(1, given, subtotal=Decimal("19.90"), total=Decimal("21.89")),
            rejected,
        ),
    )


RULES = (
    ("R1", "for each line in lines: line.amount = line.quantity * line.unit_price"),
    ("R1", "subtotal = sum(line.amount for line in lines)"),
    ("R2", "discount = subtotal * 5% if subtotal > 1000 else 0"),
    ("R3", f'reject when len(lines) == 0: "{EMPTY}"'),
    ("R4", "tax = (subtotal - discount) * tax_rate"),
    ("R4", "total = subtotal - discount + tax"),
)


RULE_TEXTS = tuple(
    RuleText(text, Place(30 + int(requirement[1:])), requirement) for requirement, text in RULES
)


def program() -> Program:
    known = document()
    scope = Scope({"Line": LINE}, known.inputs or (), OUTPUTS)
    found = check_program(RULE_TEXTS, scope).program
    assert found is not None
    return found


def checked() -> Checked:
    return Checked(program(), ())


def spec() -> NodeSpec:
    found = design_node(document(), checked(), Profile()).spec
    assert found is not None
    return found


HANDLER = '''# SPDX-FileCopyrightText: 2026 The authors of this node
# SPDX-License-Identifier: MIT
"""Quotes an order."""

from decimal import ROUND_HALF_UP, Decimal

from omnibase_core.enums.enum_core_error_code import EnumCoreErrorCode
from omnibase_core.models.errors.model_onex_error import ModelOnexError

from {input_module} import {input}
from {item_module} import {item}
from {output_module} import {output}

__all__ = ["{handler}"]


def _cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


class {handler}:
    """Quotes an order."""

    def handle(self, request: {input}) -> {output}:
        """Price every line, then discount and tax."""
        if not request.lines:
            raise ModelOnexError(
                error_code=EnumCoreErrorCode.VALIDATION_ERROR,
                message="an order needs at least one line",
            )
        lines = [
            {item}(
                sku=line.sku,
                quantity=line.quantity,
                unit_price=line.unit_price,
                amount=line.quantity * line.unit_price,
            )
            for line in request.lines
        ]
        subtotal = sum((line.amount for line in lines), Decimal(0))
        discount = _cents(subtotal * Decimal("0.05")) if subtotal > 1000 else Decimal(0)
        tax = _cents((subtotal - discount) * request.tax_rate)
        return {output}(
            lines=lines,
            subtotal=subtotal,
            discount=discount,
            tax=tax,
            total=subtotal - discount + tax,
        )
'''


def logic(names: Names) -> LogicModules:
    text = HANDLER.format(
        input=names.input_model.name,
        input_module=names.input_model.module,
        output=names.output_model.name,
        output_module=names.output_model.module,
        item=names.items["lines"].name,
        item_module=names.items["lines"].module,
        handler=names.handler.name,
    )
    path = f"src/{names.handler.module.replace('.', '/')}.py"
    rules = RuleModule(names.handler.module, names.handler.name, ())
    return LogicModules(files={path: text}, handler_path=path, traces=(), rules=rules)
