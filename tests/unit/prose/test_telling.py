"""Sentences that nearly fit: a word or a number in them changes what they ask for."""

import pytest

from omninode_bridge.node_type import NodeType
from omninode_bridge.prose.catalogue import patterns_of
from omninode_bridge.prose.filling import Known
from omninode_bridge.prose.matching import Matching, match
from omninode_bridge.prose.parsing import parse_sentence
from omninode_bridge.prose.pattern import Pattern

STEPS = ("fetch", "publication", "charge", "shipment", "cleaning")
SENTENCES = {
    NodeType.COMPUTE: (
        "Sort the orders by date descending and by price ascending.",
        "Validate that the quantity is at least 1 and a multiple of 5.",
        "Split a text into chunks of at least 3 words.",
        "Filter out cancelled orders by status.",
        "Filter invoices with an amount between 10 and 20.",
        "Ensure that name or address is present.",
        "Compute a schedule every 2 months.",
        "Compute a schedule on the first Monday of each month.",
        "Rank the top 10 percent of products by price.",
        "Validate that the quantity is at least 1 dozen.",
        "Convert 5 kg to pounds.",
        "Classify parcels as small, medium, large at 2 kg and 500 g.",
        "Compute the net price as the difference of gross price and discount in percent.",
        "Calculate the average price of the top 5 products.",
        "Deduplicate contacts by email, keeping the latest.",
        "Deduplicate contacts by email ignoring case.",
        "Rank runners by points, highest first.",
        "Merge the customers from three sources.",
        "Detect outliers in the measurements by the interquartile range.",
        "Detect outliers in the measurements beyond 2.5.",
        "Turn the text into title case.",
        "Sum the prices of the articles, but only the paid ones.",
        "Score applicants by income, age and education, income counting twice.",
        "Filter open tickets by team.",
    ),
    NodeType.EFFECT: (
        "Call the tariff API with the postcode and no retries.",
        "Delete all products.",
        "Cache the tariff for 1 hour and 30 minutes.",
        "Cache the tariff for half an hour.",
        "Cache the tariff forever.",
        "List rooms by name, at most 20 per page.",
        "Restore deleted guests within 30 days.",
        "Update the price of a product by 10 percent.",
        "Notify the guest by email and SMS.",
        "Notify the guest by phone.",
        "Create members with name and a unique email.",
        "At most 3 bookings per guest per day are allowed.",
        "Publish an event room_booked to the topic rooms.v2.",
        "List rooms with a capacity of more than 10.",
        "Update a member except the name.",
        "Create bookings with order id twice.",
    ),
    NodeType.REDUCER: (
        "Count page views per month.",
        "Count distinct visitors per page in the last hour.",
        "Ignore repeated sales within 10 minutes.",
        "Count sales per hour of the day.",
        "Keep the top 3 products per day.",
        "Sum payments over the last 7 days.",
        "Compute the moving average of the last 10 temperatures by sensor.",
        "Ignore repeated sales by receipt number and shop.",
        "Sum the square of the amount of payments.",
        "Sum the quantity minus the returns of each sale.",
        "Sum the amount of refunds and payments by shop.",
        "Sum the amount of sales by shop, ignoring refunds.",
        "Sum the amount of sales, excluding gift cards.",
        "Count orders above 100 EUR by shop.",
        "Count failed logins per user.",
        "Count visits except those of bots.",
        "Count active users per day.",
        "Track the standard deviation of the temperature by sensor.",
    ),
    NodeType.ORCHESTRATOR: (
        "Undo the fetch when the publication succeeds.",
        "Undo the fetch when the publication is completed.",
        "Undo the reservation when the charge or the shipment fails.",
        "The manager may approve the publication after the cleaning.",
        "Pack the goods and print the label in parallel, or ship the order.",
        "Continue with the workflow only if the cleaning fails.",
        "The whole workflow must finish within 1 hour.",
        "Retry the fetch 3 times with a linear back-off of 5 seconds.",
        "Ship the order only if the country is Germany.",
        "Two managers approve the publication.",
        "A manager or an auditor approves the publication.",
    ),
}
TAKEN = {
    NodeType.COMPUTE: ("Sort orders by date, newest first", "Remove duplicate contacts by email"),
    NodeType.EFFECT: ("Create members with first name and last name", "Delete a product by ID"),
    NodeType.REDUCER: ("Count entries per hour", "Sum the amount of payments by zone"),
    NodeType.ORCHESTRATOR: ("Undo the fetch when the publication fails",),
}


def matching(node_type: NodeType, text: str) -> list[Matching]:
    """Of the patterns that stand alone, and of those that refine what others made."""
    sentence, known = parse_sentence(text), Known(steps=STEPS)
    halves: tuple[list[Pattern], list[Pattern]] = ([], [])
    for pattern in patterns_of(node_type):
        halves[pattern.refines].append(pattern)
    return [match(sentence, half, known) for half in halves]


def cases(table: dict[NodeType, tuple[str, ...]]) -> list[tuple[NodeType, str]]:
    return [(node_type, text) for node_type, texts in table.items() for text in texts]


@pytest.mark.parametrize(("node_type", "text"), cases(SENTENCES))
def test_what_a_pattern_does_not_know_leaves_the_sentence_unbound(
    node_type: NodeType, text: str
) -> None:
    assert [found.matches for found in matching(node_type, text)] == [(), ()]


@pytest.mark.parametrize(("node_type", "text"), cases(TAKEN))
def test_what_it_knows_is_taken(node_type: NodeType, text: str) -> None:
    assert any(found.matches for found in matching(node_type, text))


def test_the_words_are_named() -> None:
    found, _ = matching(NodeType.REDUCER, "Count failed logins per user")
    assert (found.partly, found.strange) == (("count_events",), ("failed",))
