"""The first line of what `omninode generate` says when a node was made."""

import pytest

from pipelines.cli.summary import summary_lines


def told(bound: int, untested: int, unbound: int) -> list[str]:
    known = {"text": "a thing", "reason": "", "question": ""}
    result = {
        "status": "completed",
        "node_name": "lamp",
        "node_type": "reducer",
        "quality_score": 1.0,
        "output_path": "somewhere",
        "requirements": {
            "bound": [
                {**known, "id": f"R{at}", "tests": [] if at < untested else ["test_a"]}
                for at in range(bound)
            ],
            "unbound": [{**known, "id": f"U{at}"} for at in range(unbound)],
        },
    }
    return [*summary_lines(result, recorded=False)]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((2, 0, 11), "2 of 13 requirements are done"),
        ((13, 0, 0), "13 of 13 requirements are done"),
        ((15, 1, 0), "14 of 15 requirements are done"),
        ((1, 0, 0), "1 of 1 requirement is done"),
    ],
)
def test_what_is_done_stands_in_front_of_the_score(counts: tuple[int, int, int], said: str) -> None:
    assert told(*counts)[0] == f"lamp · reducer · {said} · quality 1.0"


def test_what_no_test_shows_is_named() -> None:
    [line] = [one for one in told(3, 1, 0) if "no test" in one]

    assert line.strip() == ('no test    R0 "a thing": something realises it, and no test shows it')
