"""What sentences ask of the things that a data model declares: clinic."""

import pytest

from tests.unit.prose.effects_told import EffectsTold

TOLD = EffectsTold(
    """# Clinic
## Appointment
- id: uuid (primary key)
- patient_number: string
- doctor: string
- day: date
- minutes: int (5 to 120), default 15
- kind: enum(checkup, home_visit, false_alarm), default checkup
- notes: text?
- arrived: bool (default false)
- version: int (default 1)
## Doctor
- id: uuid (primary key)
- name: string
- licence: string, unique
- active: bool (default true)
## Requirements
- The nurse books appointments with patient number, doctor and day.
- The nurse can edit an appointment.
"""
)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "False alarms may be deleted.",
            "delete_appointment: delete Appointment only when false alarm",
        ),
        (
            "The nurse may delete false alarms.",
            "delete_appointment: delete Appointment only when false alarm",
        ),
        (
            "List all home visits.",
            "list_home_visit_appointments: list Appointment where home visit",
        ),
        (
            "Doctors are hired with name and licence.",
            "hire_doctor: create Doctor with name, licence",
        ),
        (
            "The office enters a doctor with name and licence number.",
            "enter_doctor: create Doctor with name, licence",
        ),
        (
            "The office enters a doctor with name and licence.",
            "enter_doctor: create Doctor with name, licence",
        ),
        ("Find a doctor by licence.", "find_doctor: read Doctor by licence"),
        ("Find a doctor by name.", "list_doctors: list Doctor filtered by name"),
        (
            "The nurse records the notes of an appointment.",
            "record_notes: update Appointment with notes",
        ),
        ("Deactivate a doctor.", "deactivate_doctor: update Doctor sets not active"),
        (
            "The office lists active doctors sorted by name.",
            "list_active_doctors: list Doctor sorted by name where active",
        ),
        (
            "See all appointments of a patient, sorted by day.",
            "list_appointments: list Appointment filtered by patient_number sorted by day",
        ),
        (
            "The nurse can see all appointments of a doctor on a day.",
            "list_appointments: list Appointment filtered by doctor, day",
        ),
        (
            "An appointment can be cancelled, but the record is kept.",
            "cancel_appointment: delete Appointment",
        ),
        (
            "Changes based on an outdated version of an appointment are refused.",
            "update_appointment names the version",
        ),
        ("Every change must name the current version.", "update_appointment names the version"),
        ("An edit needs the latest version.", "update_appointment names the version"),
        ("Appointments are moved to another day.", "move_appointment: update Appointment with day"),
        (
            "The nurse removes an appointment without losing its data.",
            "remove_appointment: delete Appointment",
        ),
        (
            "Delete appointments. Deleted appointments stay in the archive.",
            "delete_appointment: delete Appointment; delete_appointment hides",
        ),
        (
            "An appointment shall be removed by its id.",
            "remove_appointment: delete Appointment by id",
        ),
    ],
)
def test_a_sentence_is_told(sentence: str, told: str) -> None:
    assert TOLD.pattern_of(sentence).removeprefix("told: ") == told


@pytest.mark.parametrize(
    "sentence",
    [
        "A booking based on an outdated version is refused.",
        "Deleted appointments stay in the archive.",
        "Register home visits.",
        "Delete urgent appointments.",
        "Delete the appointments of a doctor.",
        "Delete an appointment by doctor.",
        "A doctor may be deleted only if no appointment is open.",
    ],
)
def test_what_is_not_surely_meant_stays_unbound(sentence: str) -> None:
    """Another thing, another field, a narrower law, somebody's right, or a wish."""
    assert TOLD.pattern_of(sentence) == ""
