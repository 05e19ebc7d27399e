import pytest

from omninode_bridge.prose.recognition.words import Zone, wording_of


def test_a_note_on_a_change_loses_its_prefix_and_ticket() -> None:
    found = wording_of("feat(zoo): [ZOO-12] emit events")

    assert found.change == "feat"
    assert [word.low for word in found.words] == ["emit", "events"]


def test_what_stands_before_a_colon_or_dash_is_a_label() -> None:
    found = wording_of("Lease handling - locks expire")

    assert found.label == "Lease handling"
    assert [word.zone for word in found.words] == [Zone.LABEL] * 2 + [Zone.MAIN] * 2


@pytest.mark.parametrize(
    "text", ["Store guests (in a cache)", "Store guests so they stay in a cache"]
)
def test_brackets_and_reasons_are_asides(text: str) -> None:
    cache = next(word for word in wording_of(text).words if word.low == "cache")

    assert cache.zone is Zone.ASIDE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("emit zoo.evt.fed.v1", "topic"),
        ("write to plan.json", "path"),
        ("read a .bundle", "path"),
        ("at most 12", "number"),
        ("within 30 seconds", "length"),
        ("in [0, 1]", "bounds"),
    ],
)
def test_shapes_are_seen(text: str, kind: str) -> None:
    assert any(kind in word.kinds for word in wording_of(text).words)


@pytest.mark.parametrize("text", ["retry_policy", "RetryPolicy", "retry.policy()"])
def test_identifiers_name_things(text: str) -> None:
    assert all(word.is_code for word in wording_of(f"see {text}").words if word.low != "see")


def test_forms_are_those_of_verbs_that_no_lexicon_has() -> None:
    (word,) = wording_of("sanitised").words

    assert "sanitise" in word.forms
