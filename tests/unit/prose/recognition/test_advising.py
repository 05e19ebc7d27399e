from omninode_bridge.prose.catalogue import load_catalogue, pattern_named
from omninode_bridge.prose.recognition.advising import advice_on


def test_it_says_what_is_meant_and_asks_for_what_is_missing() -> None:
    advice = advice_on("feat(ferry): add retry with exponential back-off to the ticket client")

    assert advice is not None
    assert (
        'it seems to ask for "Try a failed step again, waiting longer each time"' in advice.reason
    )
    assert "pattern retry_with_backoff of orchestrator nodes, because of `retry`" in advice.reason
    assert "Which steps? How often is it tried again?" in advice.question
    assert pattern_named("retry_with_backoff").matches[0] in advice.question


def test_what_is_said_is_not_asked_again() -> None:
    advice = advice_on("Cache the tide tables for 10 minutes, please, as the harbour does")

    assert advice is not None
    assert advice.pattern == "cache_with_expiry"
    assert advice.questions == ()


def test_what_no_pattern_does_is_called_so() -> None:
    advice = advice_on("Unchanged plans are skipped by content hash")

    assert advice is not None
    assert advice.pattern == ""
    assert "comparing hashes" in advice.reason
    assert advice.reason.endswith("and no pattern does that")
    assert "structured section" in advice.question


def test_nothing_is_said_of_what_asks_for_nothing_known() -> None:
    assert advice_on("The harbour is nice") is None


def test_questions_name_nothing_twice() -> None:
    texts = [text for one in load_catalogue() for text in one.matches]
    asked = [advice.question for text in texts if (advice := advice_on(f"{text} or so"))]

    assert asked
    assert not [one for one in asked if "the it " in one or "{{" in one or " a it" in one]
