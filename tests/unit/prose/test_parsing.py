"""What is read out of one sentence."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from omninode_bridge.language.lexicon import lexicon
from omninode_bridge.prose.parsing import parse_sentence
from omninode_bridge.prose.tokens import LONGEST, tokens


@pytest.mark.parametrize(
    ("text", "verb", "found"),
    [
        ("Retrieve user information by ID or email", "retrieve", "user information"),
        ("The system shall look up a customer by phone number", "look up", "customer"),
        ("Customers can be looked up by email", "look up", "customer"),
        ("Users are able to delete their notes", "delete", "note"),
        ("As a user, I want to search recipes so that I can cook", "search", "recipe"),
        ("The registry stores incoming events", "store", "event"),
        ("Supplier lookup by VAT number", "look up", "supplier"),
        ("Aggregation of events by key", "aggregate", "event"),
        ("Support filtering of orders", "filter", "order"),
        ("Implement compensation logic for failures", "compensate", "failure"),
        ("Soft-delete contracts", "soft delete", "contract"),
        ("Return the list of open invoices", "return", "invoice"),
        ("Invoices must be approved by a manager", "approve", "invoice"),
        ("`deregister` - Removes the customer", "remove", "customer"),
        ("Node 7", "", ""),
        ("", "", ""),
    ],
)
def test_verb_and_object(text: str, verb: str, found: str) -> None:
    sentence = parse_sentence(text)
    said = "" if sentence.object is None else " ".join(sentence.object.words)
    assert (sentence.verb, said) == (verb, found)


@pytest.mark.parametrize(
    ("text", "word", "items"),
    [
        ("Find books by ISBN, title or author", "by", ["isbn", "title", "author"]),
        ("Create users with name and e-mail", "with", ["name", "email"]),
        ("Sum the amount of sales per customer and day", "per", ["customer", "day"]),
        ("Export the rows into a file", "into", ["file"]),
        ("Rate suppliers based on price and quality", "based on", ["price", "quality"]),
    ],
)
def test_qualifiers(text: str, word: str, items: list[str]) -> None:
    [found] = [one for one in parse_sentence(text).qualifiers if one.word == word]
    assert [" ".join(one.words) for one in found.items] == items


def test_lists_in_brackets_and_behind_a_colon() -> None:
    brackets = parse_sentence("Store suppliers (name, VAT number, country)").brackets
    colon = parse_sentence("Run these steps in sequence: extract, transform, load").colon
    assert [" ".join(one.words) for one in brackets] == ["name", "vat number", "country"]
    assert [one.head for one in colon] == ["extract", "transform", "load"]


@pytest.mark.parametrize(
    ("text", "condition", "verb"),
    [
        ("When the payment fails, refund the charge", "When the payment fails", "refund"),
        ("Notify the clerk if the stock is low", "if the stock is low", "notify"),
        ("On failure, undo the reservation", "On failure", "undo"),
    ],
)
def test_a_condition_is_no_part_of_what_is_asked_for(text: str, condition: str, verb: str) -> None:
    sentence = parse_sentence(text)
    assert (sentence.condition, sentence.verb) == (condition, verb)


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Create, update and delete customers", ["create", "update", "delete"]),
        ("Reserve the goods and notify the customer", ["reserve", "notify"]),
        ("Store the name and email address", ["store"]),
        ("Create orders and invoices", ["create"]),
    ],
)
def test_every_thing_that_is_asked_for_is_a_clause(text: str, verbs: list[str]) -> None:
    assert [clause.verb for clause in parse_sentence(text).clauses] == verbs


@pytest.mark.parametrize(
    ("text", "limits", "durations"),
    [
        ("Retry at most 3 times", [("times", 3)], ()),
        ("Allow up to 100 requests per minute", [("at most", 100)], (60_000,)),
        ("Fail after 1.5 seconds", [], (1500,)),
        ("Keep rows for two days", [], (172_800_000,)),
        ("Give 5 % discount above 1,000", [("number", 5), ("at least", 1000)], ()),
        ("Measure 5 m of cable", [("number", 5)], ()),
        ("Report hourly", [], (3_600_000,)),
    ],
)
def test_numbers_and_times(
    text: str, limits: list[tuple[str, float]], durations: tuple[int, ...]
) -> None:
    sentence = parse_sentence(text)
    assert [(one.kind, float(one.value)) for one in sentence.limits] == limits
    assert sentence.durations == durations


@pytest.mark.parametrize(
    "text",
    [
        "fix(parser): create the missing customers",
        "Add unit tests for the customer",
        "Create ModelCustomer in the domain package",
        "Add load_customer() to the reader",
        "Remove the customer from reader.py",
        "Create customers, see ABC-123",
        "Add a type annotation",
    ],
)
def test_talk_about_source_code_is_recognised(text: str) -> None:
    assert parse_sentence(text).is_technical


@pytest.mark.parametrize("text", ["Create customers", "Publish `order_placed` events", "Add rows"])
def test_what_a_node_does_is_no_talk_about_code(text: str) -> None:
    assert not parse_sentence(text).is_technical


def test_a_denial_is_seen() -> None:
    assert parse_sentence("Customers must not be deleted").is_negated
    assert not parse_sentence("Customers must be deleted").is_negated


WORDS = st.sampled_from(
    [
        *("create", "customer", "by", "with", "and", "to", "of", "not", "must", "be", "support"),
        *(",", "(", ")", ":", "-", "`", '"', ".", "when", "3", "5s", "the"),
    ]
)


@settings(max_examples=150, deadline=None)
@example("AREA: CREATE%0%0")
@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join)))
def test_any_text_is_read_the_same_way_twice_and_every_span_lies_in_it(text: str) -> None:
    sentence = parse_sentence(text)
    assert sentence == parse_sentence(text)
    phrases = [phrase for clause in sentence.clauses for phrase in clause.objects]
    phrases += [phrase for one in sentence.qualifiers for phrase in one.items]
    read = sentence.text
    for phrase in phrases:
        assert 0 <= phrase.start < phrase.end <= len(read)
        assert phrase.text == read[phrase.start : phrase.end]


@pytest.mark.parametrize(
    "unit", ["a" * 9, "(", "and ", ", ", "a_", "by ", "create ", "\u202e", "-", "1,", "Ab"]
)
def test_hostile_texts_are_cut_to_what_a_sentence_may_be(unit: str) -> None:
    text = unit * 100_000
    sentence = parse_sentence(text)
    assert sentence.text is text
    assert sum(len(token.text) for token in tokens(text)) <= LONGEST


def test_a_form_of_no_known_verb_breaks_nothing() -> None:
    table = lexicon()

    assert table.irregular
    assert set(table.irregular.values()) <= set(table.verbs)
    assert parse_sentence("The mail is tried, then sent.").text == "The mail is tried, then sent."


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("shop.orders.placed", ("orders", "placed", "event")),
        ("shop.orders.placed.v1", ("orders", "placed", "event")),
        ("parcel.moved.v2", ("parcel", "moved", "event")),
        ("parcel-moved.v2", ("parcel", "moved", "event")),
        ("parcel.moved", ("parcel", "moved")),
        ("prices.v2", ("prices", "v2")),
        ("v2", ("v2",)),
    ],
)
def test_a_versioned_name_is_that_of_an_event(name: str, words: tuple[str, ...]) -> None:
    (clause,) = parse_sentence(f"Publish {name}").clauses
    assert [one.words for one in clause.objects] == [words]
