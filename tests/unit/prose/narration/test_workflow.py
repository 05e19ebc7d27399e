"""Sentences about steps become one workflow, or nothing that is wrong."""

import pytest

from omninode_bridge.prose.narration.story import lines_of
from omninode_bridge.prose.narration.workflow import told_workflow
from omninode_bridge.requirements.reading import read_prd
from tests.unit.prose.narration.workflows import needs, steps, told

_CHECK = "The system shall check the identity first."
_BED = "After the identity check, the system shall assign a bed."
_WRISTBAND = "Once a bed has been assigned, the wristband is printed."
_THREE = (_CHECK, _BED, _WRISTBAND)
_NEEDS = {
    "check_identity": (),
    "assign_bed": ("check_identity",),
    "print_wristband": ("assign_bed",),
}


def test_sentences_with_words_of_order_are_one_workflow() -> None:
    found = told(*_THREE)
    assert needs(found) == _NEEDS
    assert found.shown.keys() == {"R1", "R2", "R3"}
    assert not found.notes


@pytest.mark.parametrize(
    "bed",
    [
        "A bed is assigned after the identity has been checked.",
        "When the identity is checked, a bed is assigned.",
        "As soon as the identity check is done, the system must assign a bed.",
        "Then a bed is assigned.",
        "Afterwards, the nurse assigns a bed.",
        "Next, the system assigns a bed.",
        "Following the identity check, a bed shall be assigned.",
        "The nurse shall assign a bed once the identity check is completed.",
        "Assign a bed after checking the identity.",
        "Upon checking of the identity, a bed is assigned.",
        "As a nurse, I want to assign a bed after the identity check, so that nobody waits.",
        "As a nurse, I want a bed to be assigned after the identity check.",
        "Assign a bed only after the identity was checked.",
    ],
)
def test_other_words_for_one_order(bed: str) -> None:
    found = told(_CHECK, bed, _WRISTBAND)
    assert needs(found) == _NEEDS
    assert "R2" in found.shown


@pytest.mark.parametrize(
    "sentence",
    [
        "Check the identity, then assign a bed, then print the wristband.",
        "The workflow shall check the identity, then assign a bed, and then print the wristband.",
        "First check the identity, then assign a bed and then print the wristband.",
        "First, the identity is checked, then a bed is assigned, then the wristband is printed.",
    ],
)
def test_one_sentence_with_several_steps(sentence: str) -> None:
    assert needs(told(sentence)) == _NEEDS


@pytest.mark.parametrize(
    "first",
    [
        "First of all, the identity is checked.",
        "To begin with, the nurse checks the identity.",
        "As the first step, the identity shall be checked.",
        "The identity is checked.",
        "The nurse checks the identity.",
        "The identity must be checked before a bed is assigned.",
        "Before a bed is assigned, the identity is checked.",
    ],
)
def test_other_words_for_what_comes_first(first: str) -> None:
    found = told(first, _BED, _WRISTBAND)
    assert needs(found) == _NEEDS
    assert "R1" in found.shown


def test_side_by_side() -> None:
    found = told(
        _CHECK,
        "Then a bed is assigned and the wristband is printed at the same time.",
        "When both are done, the family is informed.",
    )
    assert needs(found) == {
        "check_identity": (),
        "assign_bed": ("check_identity",),
        "print_wristband": ("check_identity",),
        "inform_family": ("assign_bed", "print_wristband"),
    }


def test_beside_another_step_it_needs_what_that_needs() -> None:
    found = told(*_THREE, "In addition, order the meal in parallel to printing the wristband.")
    assert needs(found)["order_meal"] == ("assign_bed",)


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        ("If the patient is insured, inform the insurer after the identity check.", "insured"),
        ("After the identity check, inform the insurer if the patient is insured.", "insured"),
        ("Inform the insurer after the identity check when the patient is insured.", "insured"),
        ("Inform the insurer after the identity check only if the age is over 17.", "age > 17"),
        (
            "Inform the insurer of patients after the identity check if the cost exceeds 50.",
            "cost > 50",
        ),
        ("At night, inform the insurer after the identity check.", "night"),
        (
            "Unless the patient is insured, inform the insurer after the identity check.",
            "not (insured)",
        ),
        (
            "The insurer is informed for patients younger than 18 after the identity check.",
            "age < 18",
        ),
    ],
)
def test_conditions_over_declared_inputs(sentence: str, condition: str) -> None:
    found = told(*_THREE, sentence)
    step = steps(found)["inform_insurer"]
    assert step.needs == ("check_identity",)
    assert step.when is not None
    assert step.when.text == condition


@pytest.mark.parametrize(
    ("sentence", "retries", "delay"),
    [
        ("Printing the wristband is tried again three times after 5 seconds.", 3, 5000),
        ("Printing the wristband is retried up to two times.", 2, 0),
        ("The printing of the wristband may be repeated once.", 1, 0),
        ("If printing the wristband fails, try again twice, waiting 10 s first.", 2, 10_000),
        ("If printing the wristband fails, it is retried 4 times with a delay of 200 ms.", 4, 200),
        ("Retry printing the wristband up to 3 times.", 3, 0),
        ("A failed wristband printing is repeated three times with a delay of 1 s.", 3, 1000),
    ],
)  # fmt: skip
def test_retries(sentence: str, retries: int, delay: int) -> None:
    found = told(*_THREE, sentence)
    step = steps(found)["print_wristband"]
    assert (step.retries, step.retry_delay_ms) == (retries, delay)
    assert "R4" in found.shown
    asked = [note.place.line for note in found.notes if "twice as long" in note.message]
    # The question stands where the wait is told, and not where the step is.
    assert asked == ([13] if delay > 0 and retries > 1 else [])
    assert not step.retry_is_constant


@pytest.mark.parametrize(
    "wait",
    [
        "at intervals of 10 minutes",
        "every 10 minutes",
        "10 minutes apart",
        "with a pause of 10 minutes between the attempts",
        "waiting 10 minutes in between",
        "with a constant delay of 10 minutes",
        "after 10 minutes each",
    ],
)
@pytest.mark.parametrize(
    "sentence",
    [
        "Printing the wristband is retried twice WAIT.",
        "Printing the wristband is tried again two times, WAIT.",
        "If printing the wristband fails, it is retried twice, WAIT.",
    ],
)
def test_a_wait_that_is_said_of_every_attempt_is_constant(sentence: str, wait: str) -> None:
    found = told(*_THREE, sentence.replace("WAIT", wait))
    step = steps(found)["print_wristband"]
    assert (step.retries, step.retry_delay_ms, step.retry_is_constant) == (2, 600_000, True)
    assert "constant" in found.shown["R4"]
    assert not any("twice as long" in note.message for note in found.notes)


@pytest.mark.parametrize(
    "wait",
    [
        "with exponential back-off starting at 10 minutes",
        "at intervals of 10 minutes, doubling each time",
        "after 10 minutes, then twice as long each time",
    ],
)
def test_a_wait_that_is_said_to_grow_doubles(wait: str) -> None:
    found = told(*_THREE, f"Printing the wristband is retried 3 times {wait}.")
    step = steps(found)["print_wristband"]
    assert (step.retries, step.retry_delay_ms, step.retry_is_constant) == (3, 600_000, False)
    assert not any("twice as long" in note.message for note in found.notes)


def test_two_sentences_that_say_different_waits_of_one_step_contradict() -> None:
    found = told(
        *_THREE,
        "Printing the wristband is retried twice at intervals of 10 minutes.",
        "Printing the wristband is retried twice every 5 minutes.",
    )
    assert "R4" in found.shown
    assert "R5" not in found.shown


@pytest.mark.parametrize(
    ("sentence", "milliseconds"),
    [
        ("Assigning a bed must not take longer than 10 minutes.", 600_000),
        ("Assigning a bed may take up to 2 hours.", 7_200_000),
        ("Assigning a bed must finish within half an hour.", 1_800_000),
        ("The bed assignment shall time out after 45 s.", 45_000),
        ("When the nurse does not assign a bed within 3 days, the visit is off.", 259_200_000),
    ],
)
def test_time_limits(sentence: str, milliseconds: int) -> None:
    found = told(*_THREE, sentence)
    assert steps(found)["assign_bed"].timeout_ms == milliseconds
    assert "R4" in found.shown


@pytest.mark.parametrize(
    ("sentence", "failing"),
    [
        ("If printing the wristband fails, the admission continues.", "continue"),
        ("If printing the wristband fails, we go on without it.", "continue"),
        ("When printing the wristband fails, it is skipped.", "continue"),
        ("The workflow proceeds even if printing the wristband fails.", "continue"),
        ("If printing the wristband fails, the admission stops.", "stop"),
        ("If printing the wristband finally fails, undo all completed steps.", "compensate"),
        ("If printing the wristband fails, everything done so far is rolled back.", "compensate"),
    ],
)
def test_failures(sentence: str, failing: str) -> None:
    found = told(*_THREE, sentence)
    assert steps(found)["print_wristband"].on_failure == failing
    assert "R4" in found.shown


def test_what_is_given_back_is_what_was_taken() -> None:
    found = told(*_THREE, "If printing the wristband fails, the bed is given back.")
    assert steps(found)["print_wristband"].on_failure == "compensate"
    assert steps(found)["assign_bed"].compensate_with == "give_back_bed"


def test_what_undoes_what() -> None:
    found = told(*_THREE, "Assigning a bed is undone by releasing the bed.")
    assert steps(found)["assign_bed"].compensate_with == "release_bed"


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("After the surgery, the family is informed.", "no step"),
        ("If the patient is rich, call the family after the identity check.", "is declared"),
        ("If the surgery fails, the admission continues.", "no step"),
        ("If printing the wristband fails, the taxi is cancelled.", "no step"),
        ("Printing the menu is retried up to two times.", "no step"),
        ("The identity is checked after the wristband is printed.", "waits for"),
        ("If the identity check fails, the wristband is destroyed.", "not done yet"),
        ("When all are healthy, the family is informed after the identity check.", "no step"),
    ],
)  # fmt: skip
def test_what_does_not_fit_stays_unbound_and_is_told(sentence: str, reason: str) -> None:
    found = told(*_THREE, sentence)
    assert "R4" not in found.shown
    assert needs(found) == _NEEDS
    assert any(reason in note.message for note in found.notes), [one.message for one in found.notes]


def test_a_mention_of_two_steps_is_of_none() -> None:
    both = "Then inform the family and inform the insurer in parallel."
    found = told(*_THREE, both, "If informing fails, the admission continues.")
    assert "R5" not in found.shown
    assert any("may be" in note.message for note in found.notes)


def test_a_contradiction_is_told() -> None:
    once = "Printing the wristband is retried up to two times."
    again = "Printing the wristband is retried up to three times."
    found = told(*_THREE, once, again)
    assert steps(found)["print_wristband"].retries == 2
    assert "R5" not in found.shown
    assert any("said otherwise" in note.message for note in found.notes)


@pytest.mark.parametrize(
    "sentence",
    [
        "Staff shall be trained.",
        "A visit must be a success.",
        "Data must be stored in Europe.",
        "The system shall be available 99.9 % of the time.",
        "Never assign a bed before the identity check.",
        "The identity check must not be repeated.",
        "A bed is not assigned after the identity check.",
        "Nobody may print the wristband after the identity check except the nurse.",
        "Patients wait before they are called.",
        "It is not necessary to check the insurance before a bed is assigned.",
        "Usually the label is printed after the identity check.",
        "After the identity check, either the family is called or the patient is sent home.",
        "Call the family 5 minutes after the identity check.",
        "The wristband must be printed within 5 minutes after the bed is assigned.",
        "Repeat the identity check until it succeeds.",
        "Printing the wristband is retried at least three times.",
        "If the identity check fails twice, the admission stops.",
        "If printing the wristband fails, the nurse decides.",
    ],
)
def test_other_sentences_tell_nothing(sentence: str) -> None:
    found = told(*_THREE, sentence)
    assert "R4" not in found.shown
    assert needs(found) == _NEEDS


def test_a_step_whose_place_is_not_said_is_asked_for() -> None:
    found = told(*_THREE, "Open the gate before the wristband is printed.")
    assert needs(found)["print_wristband"] == ("assign_bed", "open_gate")
    assert any("After which step comes `open_gate`?" in (note.fix or "") for note in found.notes)


def test_without_words_of_order_nothing_is_told() -> None:
    found = told("The system shall check the identity.", "The system shall assign a bed.")
    assert found.document.workflow is None
    assert not found.shown


def test_behind_an_item_of_a_list_that_nobody_understands_nothing_follows() -> None:
    document = read_prd(
        "# A visit\n\n## Process\n1. The identity is checked.\n2. Then a bed is assigned.\n"
        "3. The patient feels welcome.\n4. The wristband is printed.\n"
    ).document
    found = told_workflow(document, lines_of(document))
    assert needs(found) == {"check_identity": (), "assign_bed": ("check_identity",)}
    assert len(found.refused) == 2


def test_a_list_that_is_told_replaces_its_bare_items() -> None:
    text = "First the identity is checked.\n2. Then a bed is assigned.\n3. Print the wristband.\n"
    document = read_prd(f"# A visit\n\n## Process\n1. {text}").document
    assert needs(told_workflow(document, lines_of(document))) == _NEEDS


def test_a_list_of_imperatives_stays_what_it_is() -> None:
    text = "Check the identity\n2. Assign a bed\n3. Print the wristband\n"
    document = read_prd(f"# A visit\n\n## Process\n1. {text}").document
    found = told_workflow(document, lines_of(document))
    assert found.document == document


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("The family is informed when the bed is ready.", ("assign_bed",)),
        ("Inform the family when bed and wristband are ready.", ("assign_bed", "print_wristband")),
        ("For night visits, inform the family after the identity check.", ("check_identity",)),
    ],
)  # fmt: skip
def test_what_is_ready_is_what_a_step_made(sentence: str, wanted: tuple[str, ...]) -> None:
    assert needs(told(*_THREE, sentence))["inform_family"] == wanted


def test_what_comes_before_anything_else() -> None:
    found = told("The identity is checked before anything else happens.", _BED, _WRISTBAND)
    assert needs(found) == _NEEDS
