"""What of a sentence's words can be learned from."""

from collections.abc import Mapping

from omninode_bridge.prose.recognition.features import SHARE, features
from omninode_bridge.prose.recognition.words import wording_of


def of(text: str) -> Mapping[str, float]:
    return features(wording_of(text))


def test_the_place_of_a_word_counts_and_the_outer_form() -> None:
    found = of("Ferry tickets: sells two tickets (of one boat)")

    assert {"label:ticket", "early:ticket", "aside:boat", "labelled=True", "change="} <= set(found)


def test_words_of_one_class_share_what_is_learned() -> None:
    assert {"@publish", "<event"} <= set(of("Emits messages")) & set(of("Broadcasts an event"))


def test_what_is_done_to_what_is_seen_where_a_verb_does_it() -> None:
    does = "@publish<event"

    assert does in of("Publishes an event")
    assert does in of("Adds a node that emits one message for each boat")
    assert does in of("Looks up the boat and announces an event")
    assert does not in of("An event of the publish queue")
    assert does not in of("publish_module reads an event")


def test_a_node_that_does_something_leads_with_what_it_does() -> None:
    assert "first:publish" in of("Effect node that publishes tides")
    assert "first:publish" not in of("A tide in a long row of words that publishes")


def test_the_plain_words_of_a_long_sentence_count_no_more_together() -> None:
    short, long = of("Moors the boat"), of("Moors the boat " + "beside another ship " * 20)

    assert short["boat"] > long["boat"]
    assert short["boat"] <= SHARE


def test_function_words_say_nothing_by_themselves_but_some_do() -> None:
    found = of("If the boat is late, wait until it has come")

    assert {"if", "until"} <= set(found)
    assert "the" not in found


def test_a_report_of_the_past_is_marked() -> None:
    assert "past" in of("Jobs were stuck in the queue")
    assert "past" not in of("Jobs wait in the queue")
