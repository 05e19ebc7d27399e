"""What documents tell of: things with their fields, what goes in, and what comes out."""

from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Told:
    """A field. Limits are as people count: `low` and `high` include themselves unless `over`."""

    name: str
    type: str
    low: str = ""
    high: str = ""
    over: bool = False
    short: int = 0
    long: int = 0
    unique: bool = False
    optional: bool = False
    default: str = ""

    @property
    def words(self) -> str:
        return self.name.replace("_", " ")

    @property
    def choices(self) -> list[str]:
        return self.type[5:-1].split(", ") if self.type.startswith("enum(") else []

    @property
    def has_length(self) -> bool:
        return bool(self.short or self.long)


@dataclass(frozen=True, slots=True)
class Thing:
    name: str
    fields: tuple[Told, ...]

    @property
    def words(self) -> str:
        return "".join(f" {c.lower()}" if c.isupper() else c for c in self.name).strip()


@dataclass(frozen=True, slots=True)
class Model:
    title: str
    type: str
    things: tuple[Thing, ...] = ()
    inputs: tuple[Told, ...] = ()
    outputs: tuple[Told, ...] = ()
    wishes: tuple[str, ...] = field(default=())


def _id() -> Told:
    return Told("id", "uuid")


MODELS: Final = (
    Model(
        "Help desk",
        "effect",
        (
            Thing(
                "Ticket",
                (
                    Told("number", "string", short=6, long=6, unique=True),
                    Told("title", "string", long=80),
                    Told("description", "string", optional=True),
                    Told("priority", "enum(low, normal, high)", default="normal"),
                    Told("reported_on", "date"),
                    Told("closed_at", "datetime", optional=True),
                ),
            ),
            Thing(
                "Agent",
                (
                    Told("name", "string", short=2, long=40),
                    Told("email", "email", unique=True),
                    Told("active", "bool", default="true"),
                ),
            ),
        ),
        wishes=("Agents can open a ticket.",),
    ),
    Model(
        "Vineyard",
        "effect",
        (
            Thing(
                "Barrel",
                (
                    Told("code", "string", short=3, long=20, unique=True),
                    Told("litres", "decimal", low="0", over=True),
                    Told("vintage", "int", low="1900", high="2100"),
                    Told("grape", "enum(riesling, merlot, pinot)"),
                    Told("value", "money", low="0"),
                    Told("organic", "bool"),
                ),
            ),
        ),
        wishes=("The cellar master can add a barrel.",),
    ),
    Model(
        "Parking fee",
        "compute",
        inputs=(
            Told("minutes", "int", low="0", high="10080"),
            Told("resident", "bool", default="false"),
            Told("vehicle", "enum(car, van, motorcycle)"),
        ),
        outputs=(Told("fee", "money"), Told("discount", "decimal")),
        wishes=("The fee is 2.50.", "The discount is 0."),
    ),
    Model(
        "Catering quote",
        "compute",
        (
            Thing(
                "Dish",
                (
                    Told("name", "string", short=1, long=60),
                    Told("portions", "int", low="1", high="500"),
                    Told("price", "money", low="0"),
                    Told("vegan", "bool", default="false"),
                ),
            ),
        ),
        inputs=(
            Told("dishes", "list[Dish]"),
            Told("guests", "int", low="1"),
            Told("event_date", "date"),
            Told("voucher", "string", optional=True),
        ),
        outputs=(Told("total", "money"), Told("guest_share", "money")),
        wishes=("The total is 100.", "The guest share is 2."),
    ),
    Model(
        "Weather stations",
        "reducer",
        (
            Thing(
                "Reading",
                (
                    Told("reading_id", "uuid", unique=True),
                    Told("station", "string", long=30),
                    Told("temperature", "decimal", low="-60", high="60"),
                    Told("gusts", "int", low="0"),
                    Told("taken_at", "datetime"),
                    Told("raining", "bool", default="false"),
                ),
            ),
        ),
        wishes=("Count the readings per station.",),
    ),
    Model(
        "Clinic",
        "effect",
        (
            Thing(
                "Patient",
                (
                    Told("name", "string", short=1, long=100),
                    Told("birth_date", "date"),
                    Told("weight", "decimal", low="0.5", high="400", optional=True),
                    Told("blood_group", "enum(A, B, AB, 0)", optional=True),
                    Told("visits", "int", low="0", default="0"),
                ),
            ),
            Thing(
                "LabSample",
                (
                    Told("label", "string", short=8, long=8, unique=True),
                    Told("material", "enum(blood, saliva)", default="blood"),
                    Told("website", "url", optional=True),
                    Told("volume", "decimal", high="50"),
                ),
            ),
        ),
        wishes=("The nurse can add a patient.",),
    ),
    Model(
        "Film premiere",
        "orchestrator",
        inputs=(
            Told("film", "string", long=80),
            Told("seats", "int", low="1", high="900"),
            Told("budget", "money", low="0"),
            Told("abroad", "bool"),
            Told("contact", "email", optional=True),
        ),
        wishes=("First book the hall, then invite the guests.",),
    ),
    Model(
        "Drone flight check",
        "compute",
        inputs=(
            Told("pilot_age", "int", low="16", high="99"),
            Told("mass", "decimal", low="0", high="25", over=True),
            Told("zone", "enum(rural, urban, airport)", default="rural"),
            Told("night", "bool"),
            Told("remark", "string", long=200, optional=True),
        ),
        outputs=(Told("allowed", "bool"), Told("reason", "string")),
        wishes=("The flight is allowed.", "The reason is empty."),
    ),
)
