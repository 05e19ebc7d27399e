"""What a sentence says beside what is done changes nothing of it, is told, and is never more."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.catalogue import patterns_of
from omninode_bridge.prose.kernels import kernels_of
from omninode_bridge.prose.matching import Match
from omninode_bridge.prose.parsing import parse_sentence
from omninode_bridge.prose.several import match_each
from omninode_bridge.prose.understanding import understand
from omninode_bridge.requirements.reading import read_prd

EFFECT, COMPUTE, REDUCER = NodeType.EFFECT, NodeType.COMPUTE, NodeType.REDUCER
TICKETS = "shop.tickets.sold.v1 events"


def found(text: str, kind: NodeType) -> tuple[Match, ...]:
    patterns = [one for one in patterns_of(kind) if not one.refines]
    return match_each(parse_sentence(text), patterns).matches


@pytest.mark.parametrize(
    ("text", "kind", "pattern", "left"),
    [
        (f"Adds NodeTickets to consume {TICKETS}", EFFECT, "consume_event", ()),
        (f"Implement a new effect node that consumes {TICKETS}", EFFECT, "consume_event", ()),
        (f"Introduce node_tickets which subscribes to {TICKETS}", EFFECT, "consume_event", ()),
        (
            f"Consume {TICKETS} from the box office's till",
            EFFECT,
            "consume_event",
            ("from the box office's till",),
        ),
        (
            f"Close the loop of sales by adding a consumer in billing for {TICKETS}.",
            EFFECT,
            "consume_event",
            ("Close the loop of sales", "in billing"),
        ),
        (
            "Performs idempotent upsert to seat_plans table and publishes seat-planned.v1",
            EFFECT,
            "upsert_entity",
            (),
        ),
        ("Insert/update seats by number", EFFECT, "upsert_entity", ()),
        ("hall.upsert_seat: Insert/update seats", EFFECT, "upsert_entity", ()),
        ("Implement handler with idempotent upsert to seat_plans", EFFECT, "upsert_entity", ()),
        (
            "feat(till): publish a ticket sold event [SHOP-12] (#7)",
            EFFECT,
            "publish_event",
            (),
        ),
        (
            f"feat(till): add NodeTickets which consumes {TICKETS} from the till (#7)",
            EFFECT,
            "consume_event",
            ("from the till",),
        ),
        (
            "Publish a ticket sold event (best effort principle)",
            EFFECT,
            "publish_event",
            ("(best effort principle)",),
        ),
        ("seat_declared - seat_number is non-empty", COMPUTE, "validate_required", ()),
        ("`seat_number` is required (raises SeatError if None)", COMPUTE, "validate_required", ()),
        ("None seat_number raises an error", COMPUTE, "validate_required", ()),
        (
            "Valid state transitions of a seat: free -> on hold -> sold",
            REDUCER,
            "state_lifecycle",
            (),
        ),
        ("seats_known \u2014 seats backed by halls", COMPUTE, "validate_reference", ()),
        (
            "Strip spaces from seat_row before step 3 row check so odd rows are treated as blank",
            COMPUTE,
            "normalise_text",
            ("so odd rows are treated as blank", "before step 3 row check"),
        ),
    ],
)
def test_the_kernel_is_bound_and_the_rest_is_told(
    text: str, kind: NodeType, pattern: str, left: tuple[str, ...]
) -> None:
    matches = found(text, kind)

    assert pattern in {one.pattern.name for one in matches}
    assert matches[-1].left == left


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Adds NodeTickets to consume {TICKETS} only on Mondays", EFFECT),
        (f"Adds NodeTickets that never consumes {TICKETS}", EFFECT),
        (f"Consume {TICKETS} from every till except the first", EFFECT),
        (f"Consume {TICKETS} from the till and the box office", EFFECT),
        (f"Consume {TICKETS} from the till when it is open", EFFECT),
        (f"Implement a node that consumes {TICKETS} and raises the price of a seat", EFFECT),
        (f"Sell no seats by adding a consumer for {TICKETS}", EFFECT),
        ("Receive order events from premium customers", EFFECT),
        ("Upsert to seat_plans using (hall, row) composite key", EFFECT),
        ("Publish a ticket sold event (not a pattern)", EFFECT),
        ("Publish a ticket sold event before the seat is stored", EFFECT),
        ("Publish a ticket sold event using a rate of 5 seats", EFFECT),
        ("Insert/update/delete seats", EFFECT),
        ("Insert/print seats", EFFECT),
        ("fix(till): publish a ticket sold event", EFFECT),
        ("feat(till): add tests for ticket sold events", EFFECT),
        ("feat(till): add a rule-driven pricing engine", EFFECT),
        ("feat(till): create till adapter package [SHOP-9]", EFFECT),
        ("feat: support seat maps", EFFECT),
        ("feat(till): seat registration", EFFECT),
        ("feat(till): delete old seats", EFFECT),
        ("feat(till): validate seat_row and seat_number are present", COMPUTE),
        ("feat(till): register seat.sold event type via till.py", EFFECT),
        ("feat(till): update the till adapter", EFFECT),
        ("Add NodeTickets to nodes/__init__.py", EFFECT),
        ("seats backed by popular demand", COMPUTE),
        ("Valid state transitions: free -> sold when it is paid", REDUCER),
        ("Valid state transitions: free -> sold, sold -> free", REDUCER),
        ("seat_number is required only if the hall is large", COMPUTE),
        ("No seat_number raises an error", COMPUTE),
    ],
)
def test_what_limits_denies_or_is_a_second_act_is_no_aside(text: str, kind: NodeType) -> None:
    assert found(text, kind) == ()


@pytest.mark.parametrize("text", ["", "x" * 5_000, "(" * 600, "a_" * 300, "before " * 80])
def test_any_text_has_kernels_or_none_and_they_only_get_shorter(text: str) -> None:
    shorter = [one.text for one in kernels_of(text)]

    assert all(len(one) <= len(text) + len("Require ``") for one in shorter)


def test_what_is_said_and_not_done_stands_in_the_binding_and_is_a_finding() -> None:
    asked = f"# Sales\n\n## Requirements\n- Consume {TICKETS} from the shop's till.\n"

    made = understand(read_prd(asked).document, EFFECT)

    [requirement] = made.document.requirements
    assert requirement.pattern.endswith('; said and not done: "from the shop\'s till"')
    assert "PRD816" in {one.code for one in made.diagnostics}


def test_keys_that_are_several_leave_an_upsert_unbound() -> None:
    """One of them alone would put two rows into one."""
    assert found("Upsert rates by currency and day", EFFECT) == ()
    assert [one.pattern.name for one in found("Upsert rates by currency", EFFECT)] == [
        "upsert_entity"
    ]
