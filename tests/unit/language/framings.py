"""Frames that people put around what they ask for, and one content put into each of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

FRAMES: Final[Mapping[str, str]] = {
    "system shall": "The system shall {verb} {what}.",
    "system has to": "The booking system has to {verb} {what}.",
    "system will": "The application will {verb} {what}.",
    "system is able": "The system must be able to {verb} {what}.",
    "system is required": "The node is required to {verb} {what}.",
    "system is responsible": "The system is responsible for {doing} {what}.",
    "possible": "It must be possible to {verb} {what}.",
    "possible for": "It shall be possible for the clerk to {verb} {what}.",
    "made possible": "Make it possible to {verb} {what}.",
    "necessary": "It is necessary to {verb} {what}.",
    "story": "As a clerk, I want to {verb} {what} so that nobody has to wait.",
    "story with a cause": "As a clerk I would like to be able to {verb} {what}, because it helps.",
    "story of many": "As clerks, we need to {verb} {what}.",
    "story of an ability": "As an office clerk, I can {verb} {what}.",
    "story about the system": "As the clerk, I want the system to {verb} {what}.",
    "story without a verb": "As a clerk, I {verb} {what}.",
    "short story": "I'd like to {verb} {what}.",
    "users are able": "Users should be able to {verb} {what}.",
    "clerk is able": "The clerk is able to {verb} {what}.",
    "clerks can": "Clerks can {verb} {what}.",
    "clerk may": "A clerk may {verb} {what}.",
    "clerks need to": "Clerks need to be able to {verb} {what}.",
    "clerks need a way": "Clerks need a way to {verb} {what}.",
    "clerks are allowed": "The clerks must be allowed to {verb} {what}.",
    "way": "There must be a way to {verb} {what}.",
    "way for": "There should be an easy way for clerks to {verb} {what}.",
    "allows": "The system allows clerks to {verb} {what}.",
    "must allow": "The system must allow the clerk to {verb} {what}.",
    "lets": "The service lets clerks {verb} {what}.",
    "let": "Let the clerks {verb} {what}.",
    "enables": "Our app enables clerks to {verb} {what}.",
    "gives the ability": "The system gives clerks the ability to {verb} {what}.",
    "offers a way": "The system offers a way to {verb} {what}.",
    "offers an option": "The system provides an option for {doing} {what}.",
    "we need to": "We need to {verb} {what}.",
    "we want the system": "We want the system to {verb} {what}.",
    "we want it done": "We want {what} to be {done}{how}.",
    "story of a thing": "As a clerk, I want {what} to be {done}{how}.",
    "passive shall": "{What} shall be {done}{how}.",
    "passive need": "{What} need to be {done}{how}.",
    "passive required": "It is required that {what} be {done}{how}.",
    "ability": "The ability to {verb} {what} is required.",
    "doing": "{Doing} {what} must be possible.",
    "doing required": "{Doing} {what} is required.",
    "reason first": "In order to save time, the system shall {verb} {what}.",
    "reason last": "The system shall {verb} {what} in order to save time.",
    "polite": "Please {verb} {what}.",
    "also": "It must also be possible to {verb} {what}.",
    "clerks have": "Clerks have the possibility to {verb} {what}.",
    "each clerk has": "Each clerk must have the option of {doing} {what}.",
    "with the app": "With the app, clerks can {verb} {what}.",
    "being able": "Being able to {verb} {what} is essential.",
    "task": "The task of the node is to {verb} {what}.",
    "functionality": "The system must provide functionality for {doing} {what}.",
    "support": "The system provides support for {doing} {what}.",
    "used": "The node is used for {doing} {what}.",
    "we want the clerks": "We want our clerks to {verb} {what}.",
    "long story": "As a clerk at the front desk of a shop, I want to quickly {verb} {what}.",
    "story of what must be": "As an admin, it must be possible to {verb} {what}.",
    "story of the system": "As an admin, the system shall {verb} {what}.",
    "ensured": "It should be ensured that {what} be {done}{how}.",
}
PASSIVE: Final = frozenset(name for name, frame in FRAMES.items() if "{done}" in frame)
DENIED: Final = (
    "Only clerks can {verb} {what}.",
    "The system must not {verb} {what}.",
    "The system shall never {verb} {what}.",
    "The system must not allow clerks to {verb} {what}.",
    "The system no longer allows clerks to {verb} {what}.",
    "The system allows only clerks to {verb} {what}.",
    "The system lets nobody {verb} {what}.",
    "It must not be possible to {verb} {what}.",
    "It must no longer be possible to {verb} {what}.",
    "There must be no way to {verb} {what}.",
    "Clerks are not able to {verb} {what}.",
    "Clerks do not need to {verb} {what}.",
    "As a clerk, I never want to {verb} {what}.",
    "As a clerk, I don't want to {verb} {what}.",
    "{Doing} {what} is not possible.",
    "{What} must not be {done}{how}.",
    "{What} shall no longer be {done}{how}.",
    "It must be possible to {verb} {what}, and the moon has to be full.",
    "The system allows clerks to {verb} {what} and only the boss is able to approve this.",
    "A clerk who wants to {verb} {what} needs a key.",
)
"""Frames that ask for something else, or for more."""


@dataclass(frozen=True, slots=True)
class Content:
    """`create`, `creating`, `created`, `reservations` and ` with pitch and guest`."""

    verb: str
    doing: str
    done: str
    thing: str
    how: str = ""

    @property
    def plain(self) -> str:
        return f"{self.verb.capitalize()} {self.thing}{self.how}."

    def within(self, frame: str) -> str:
        """A passive has the manner behind its verb."""
        what = self.thing if "{how}" in frame else self.thing + self.how
        return frame.format(
            verb=self.verb,
            doing=self.doing,
            Doing=self.doing.capitalize(),
            done=self.done,
            what=what,
            What=what[:1].upper() + what[1:],
            how=self.how,
        )
