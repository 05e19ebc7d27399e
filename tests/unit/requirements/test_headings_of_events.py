"""Below headings of events and messages stand topics, or sentences that ask for something."""

import pytest

from omninode_bridge.requirements.reading import read_prd


@pytest.mark.parametrize("title", ["Look-ups and events", "Published events", "Messages"])
def test_sentences_below_a_heading_of_events_ask_for_something(title: str) -> None:
    said = ["A lamp can be looked up by its mark.", 'When a lamp is lit, "lamp_lit" is published.']
    listed = "".join(f"- {one}\n" for one in said)
    document = read_prd(f"# Lamps\n\n## {title}\n\n{listed}").document
    assert [one.text for one in document.requirements] == said
    assert document.topics == ()


def test_topics_below_such_a_heading_stay_topics() -> None:
    text = "# Lamps\n\n## Messages\n\n- lamps.lit (out)\n- lamps.ordered: consumed\n"
    document = read_prd(text).document
    assert [one.name for one in document.topics] == ["lamps.lit", "lamps.ordered"]
