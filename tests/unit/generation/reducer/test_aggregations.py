"""What generated aggregations answer."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.generation.reducer.emitted import Json, aggregation_document, reducer

FIELDS = """
shop | string? |
amount | money |
qty | int | >= 0
weight | float |
at | datetime |
"""
ALL = aggregation_document(
    "All functions",
    """
    sales | count | | shop | |
    known | count | shop | | |
    revenue | sum | amount | shop | |
    pieces | sum | qty | | |
    mass | sum | weight | | |
    mean_amount | avg | amount | | |
    mean_qty | avg | qty | | |
    mean_weight | avg | weight | | |
    least | min | qty | | |
    latest_time | max | at | | |
    shops | distinct | shop | | |
    median | median | amount | | |
    high | p90 | qty | | |
    best | top-2 | shop | | |
    opening | first | amount | shop | 1h |
    closing | last | amount | | 1d |
    large | count | | | | amount > 10 and qty != 3
    """,
    FIELDS,
)


def sale(shop: str | None, amount: str, qty: int, at: str, weight: float = 0.1) -> Json:
    return {"shop": shop, "amount": amount, "qty": qty, "at": at, "weight": weight}


DAY = [
    sale("b", "10.00", 3, "2026-01-01T10:59:59Z"),
    sale("a", "0.005", 1, "2026-01-01T10:00:00Z"),
    sale(None, "20.00", 2, "2026-01-01T12:30:00+02:00"),
    sale("b", "30.01", 3, "2026-01-01T11:00:00Z"),
    sale("a", "30.00", 2, "2026-01-01T10:00:00Z"),
]


def aggregates(events: list[Json]) -> Json:
    return reducer(ALL).answer(events)["aggregates"]


@pytest.mark.parametrize(
    ("metric", "rows"),
    [
        (
            "sales",
            [
                {"shop": None, "value": 1},
                {"shop": "a", "value": 2},
                {"shop": "b", "value": 2},
            ],
        ),
        ("known", [{"value": 4}]),
        (
            "revenue",
            [
                {"shop": None, "value": "20.00"},
                {"shop": "a", "value": "30.01"},
                {"shop": "b", "value": "40.01"},
            ],
        ),
        ("pieces", [{"value": 11}]),
        ("mass", [{"value": 0.5}]),
        ("mean_amount", [{"value": "18.00"}]),
        ("mean_qty", [{"value": "2.2"}]),
        ("mean_weight", [{"value": 0.1}]),
        ("least", [{"value": 1}]),
        ("latest_time", [{"value": "2026-01-01T11:00:00Z"}]),
        ("shops", [{"value": 2}]),
        ("median", [{"value": "20.00"}]),
        ("high", [{"value": 3}]),
        ("best", [{"value": [{"value": "a", "count": 2}, {"value": "b", "count": 2}]}]),
        (
            "opening",
            [
                {"shop": None, "window_start": "2026-01-01T10:00:00Z", "value": "20.00"},
                {"shop": "a", "window_start": "2026-01-01T10:00:00Z", "value": "0.01"},
                {"shop": "b", "window_start": "2026-01-01T10:00:00Z", "value": "10.00"},
                {"shop": "b", "window_start": "2026-01-01T11:00:00Z", "value": "30.01"},
            ],
        ),
        ("closing", [{"window_start": "2026-01-01T00:00:00Z", "value": "30.01"}]),
        ("large", [{"value": 2}]),
    ],
)
def test_each_function(metric: str, rows: Json) -> None:
    assert aggregates(DAY)[metric] == rows


def test_without_events_every_metric_is_empty() -> None:
    assert set(map(str, aggregates([]).values())) == {"[]"}


def test_an_invalid_event_is_rejected_without_a_name() -> None:
    answer = reducer(ALL).answer([DAY[0] | {"qty": -1}, DAY[0] | {"at": "2026-01-01T10:00:00"}])
    assert answer["rejected"] == [
        {"index": 0, "event": None, "reason": "invalid:qty"},
        {"index": 1, "event": None, "reason": "invalid:at"},
    ]


def test_of_equal_times_first_is_the_smaller_and_last_the_larger_value() -> None:
    events = [sale("a", amount, 1, "2026-01-01T00:00:00Z") for amount in ("2", "3", "1")]
    found = aggregates(events)
    assert found["opening"][0]["value"] == "1.00"
    assert found["closing"][0]["value"] == "3.00"


def test_sums_of_floats_are_exact() -> None:
    weights = [1e16, 1.0, -1e16, 1e-9] * 3
    events = [sale("a", "1", 1, "2026-01-01T00:00:00Z", weight) for weight in weights]
    assert aggregates(events)["mass"] == [{"value": 3.000000003}]


def test_money_is_summed_exactly_and_a_sum_of_more_than_28_digits_is_refused() -> None:
    big = "9999999999999999999999999.99"
    events = [sale("a", amount, 1, "2026-01-01T00:00:00Z") for amount in [big] * 9 + ["0.01"]]
    assert aggregates(events)["revenue"][0]["value"] == "89999999999999999999999999.92"
    assert reducer(ALL).refused({"state": None, "events": events * 20})


def test_a_sum_of_floats_that_no_float_holds_is_refused() -> None:
    events = [sale("a", "1", 1, "2026-01-01T00:00:00Z", 1.7e308)] * 2
    assert reducer(ALL).refused({"state": None, "events": events})


def test_windows_before_the_epoch_and_at_the_beginning_of_time() -> None:
    events = [
        sale("a", "1", 1, "1969-12-31T23:30:00Z"),
        sale("a", "1", 1, "0001-01-01T00:30:00Z"),
    ]
    starts = [row["window_start"] for row in aggregates(events)["opening"]]
    assert starts == ["0001-01-01T00:00:00Z", "1969-12-31T23:00:00Z"]


def test_a_where_that_has_no_value_rejects_the_event() -> None:
    text = aggregation_document(
        "Fallible", "odd | count | | | | 10 / qty > 1\nall_sales | count | | | |", FIELDS
    )
    events = [DAY[0] | {"qty": 0}, DAY[0] | {"qty": 2}, DAY[0] | {"qty": 10}]
    answer = reducer(text).answer(events)
    assert answer["rejected"] == [{"index": 0, "event": None, "reason": "guard"}]
    assert answer["aggregates"] == {"odd": [{"value": 1}], "all_sales": [{"value": 2}]}


KEYED = aggregation_document(
    "Keyed sales",
    "revenue | sum | amount | shop | |\nmiddle | p50 | amount | | |",
    "ref | uuid | unique\nalso | int? | unique\nshop | string |\namount | money |",
)


def keyed(number: int, amount: int, also: int | None = None) -> Json:
    ref = f"00000000-0000-4000-8000-{number:012d}"
    return {"ref": ref, "also": also, "shop": "a" if number % 2 else "b", "amount": amount}


def test_a_key_seen_before_changes_nothing_even_in_a_later_call() -> None:
    node = reducer(KEYED)
    first = node.answer([keyed(1, 5), keyed(1, 5), keyed(2, 7, 1), keyed(3, 9, 1)])
    assert [one["reason"] for one in first["rejected"]] == ["duplicate", "duplicate"]
    later = node.answer([keyed(1, 5)], first["state"])
    assert (later["state"], later["aggregates"]) == (first["state"], first["aggregates"])


def test_an_event_that_two_snapshots_have_seen_is_merged_once() -> None:
    node = reducer(KEYED)
    left = node.answer([keyed(1, 5), keyed(2, 7)])["state"]
    right = node.answer([keyed(2, 7), keyed(3, 9)])["state"]
    whole = node.answer([keyed(1, 5), keyed(2, 7), keyed(3, 9)])["state"]
    assert node.merge(left, right) == node.merge(right, left) == whole


events_of_all = st.builds(
    sale,
    st.sampled_from(["a", "b", None]),
    st.sampled_from(["0.01", "2.5", "10", "99.995"]),
    st.integers(0, 4),
    st.sampled_from(["2026-01-01T10:59:59Z", "2026-01-01T11:00:00Z", "2026-01-02T00:00:00Z"]),
    st.floats(-1e6, 1e6),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(events_of_all, max_size=12), st.data())
def test_splits_orders_and_merges_give_the_same(events: list[Json], data: st.DataObject) -> None:
    node = reducer(ALL)
    whole = node.answer(events)
    cut = data.draw(st.integers(0, len(events)))
    first = node.answer(events[:cut])
    assert node.answer(events[cut:], first["state"])["state"] == whole["state"]
    shuffled = data.draw(st.permutations(events))
    assert node.answer(shuffled)["aggregates"] == whole["aggregates"]
    second = node.answer(events[cut:])
    assert node.merge(first["state"], second["state"]) == whole["state"]
    assert node.merge(second["state"], first["state"]) == whole["state"]


def test_percentiles_of_too_many_values_are_those_of_three_digits() -> None:
    text = aggregation_document("Many values", "high | p99 | n | | |", "n | int |")
    node = reducer(text)
    values = [number * 7 for number in range(1, 60_001)]
    whole = node.answer([{"n": value} for value in values])
    # The exact one is 415 800; it is kept to three digits.
    assert whole["aggregates"]["high"] == [{"value": 416_000}]
    left = node.answer([{"n": value} for value in values[:30_000]])["state"]
    right = node.answer([{"n": value} for value in values[30_000:]])["state"]
    assert node.merge(left, right) == node.merge(right, left) == whole["state"]


def test_a_snapshot_without_a_count_for_each_value_is_refused() -> None:
    state = reducer(KEYED).answer([keyed(1, 5)])["state"]
    broken = json.loads(json.dumps(state))
    broken["aggregates"]["metrics"]["middle"][0]["counts"] = []
    assert reducer(KEYED).refused({"state": broken, "events": []})
