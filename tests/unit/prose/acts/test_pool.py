"""What sentences ask of the things that a data model declares: pool."""

import pytest

from tests.unit.prose.effects_told import EffectsTold

TOLD = EffectsTold(
    """# Pool
## Course
- code: string, primary key, length 2..8
- title: string
- trainer: email
- starts_at: datetime
- places: int (>= 0)
- cancelled: bool, default false
- state: enum(planned, running, finished), default planned
## Requirements
- The office can create courses with code, title, trainer, starts at and places.
- A course can be cancelled.
- Trainers start a planned course.
- Trainers finish a running course.
- The office deletes courses.
"""
)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("A finished course cannot be cancelled.", "cancel_course never when finished"),
        ("Only planned courses may be deleted.", "delete_course only when planned"),
        ("A course cannot be deleted while it is running.", "delete_course never when running"),
        ("A course can only be deleted if it is finished.", "delete_course only when finished"),
        ("It is not possible to cancel a running course.", "cancel_course never when running"),
        ("Running courses must not be deleted.", "delete_course never when running"),
        ("Deleting a running course is not allowed.", "delete_course never when running"),
        (
            "Once a course is finished, it cannot be cancelled.",
            "cancel_course never from finished on",
        ),
        ("A course that is running may not be deleted.", "delete_course never when running"),
        ("No finished course may be cancelled.", "cancel_course never when finished"),
        (
            "When a course is cancelled, the event course_dropped is published.",
            "cancel_course emits course_dropped",
        ),
        ("When a course is created, a message is sent.", "create_course emits course_created"),
        (
            "Whenever the office deletes a course, others are informed by an event.",
            "delete_course emits course_deleted",
        ),
        (
            "Cancelling a course publishes the event course_dropped.",
            "cancel_course emits course_dropped",
        ),
        (
            "Every cancellation publishes the event course_dropped.",
            "cancel_course emits course_dropped",
        ),
        (
            "After a course is finished, publish the event `course_over`.",
            "finish_course emits course_over",
        ),
        (
            "As soon as a course is created, subscribers are notified by an event.",
            "create_course emits course_created",
        ),
        ("A course's code must not be used twice.", "Course is unique by code"),
        ("The same code cannot be given to two courses.", "Course is unique by code"),
        ("Codes must be unique.", "Course is unique by code"),
        ("Two courses may never share a code.", "Course is unique by code"),
        ("Course codes are unique.", "Course is unique by code"),
        (
            "A course may be cancelled, which sets cancelled to true.",
            "cancel_course: update Course sets cancelled",
        ),
        ("Trainers can view running courses.", "list_running_courses: list Course where running"),
        (
            "Courses are listed by trainer, earliest first.",
            "list_courses: list Course filtered by trainer sorted by starts_at",
        ),
        ("Get a course by its code.", "get_course: read Course by code"),
        ("The trainer of a course can be replaced.", "update_course: update Course with trainer"),
        (
            "A trainer can reschedule a course to another start.",
            "reschedule_course: update Course with starts_at",
        ),
    ],
)
def test_a_sentence_is_told(sentence: str, told: str) -> None:
    assert TOLD.pattern_of(sentence).removeprefix("told: ") == told


@pytest.mark.parametrize(
    "sentence",
    [
        "When a course is cancelled, an email is sent to the trainer.",
        "When a course laughs, an event is published.",
        "When a lesson is cancelled, an event is published.",
        "A course cannot be cancelled on Sundays.",
        "A green course cannot be cancelled.",
        "A course cannot be cancelled twice.",
        "Reopen a cancelled course.",
        "Courses are listed by trainer, soonest first.",
        "All courses of a trainer, ordered by title, can be viewed.",
    ],
)
def test_what_is_not_surely_meant_stays_unbound(sentence: str) -> None:
    """Another thing, another field, a narrower law, somebody's right, or a wish."""
    assert TOLD.pattern_of(sentence) == ""
