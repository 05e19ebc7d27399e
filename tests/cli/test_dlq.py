"""Dead letters on the command line, over a log in a dictionary."""

import json
from base64 import b64decode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from omninode_bridge.events.dead_letters import dead_letter
from omninode_bridge.events.decoding import Unreadable
from omninode_bridge.events.delivery import unmarked
from omninode_bridge.events.topics import ANALYZE_DEAD_LETTERS, ANALYZE_REQUESTS, MIXIN_REQUESTS
from omninode_bridge.ports import Message
from pipelines.cli import connections
from pipelines.cli.dlq import dlq
from pipelines.cli.edge import ExitCode, run
from resources.kafka.dead_letters import Redrive, dead_letter_entries
from resources.workspace.documents import FolderDocuments
from tests.fakes.documents import FakeDocuments
from tests.fakes.event_log import FakeEventLog
from tests.fakes.inbox import FakeInbox

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
VALUE = b"\x00no JSON\xff"
HEADERS = (("trace", b"\x01\xfe"), ("trace", b""))
PATIENCE_S = 60.0

type Json = Any  # what the command printed


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeEventLog:
    found, inbox = FakeEventLog(), FakeInbox()

    @contextmanager
    def opened() -> Iterator[FakeEventLog]:
        yield found

    @contextmanager
    def taken() -> Iterator[FakeInbox]:
        yield inbox

    monkeypatch.setattr(connections, "event_log", opened)
    monkeypatch.setattr(connections, "inbox", taken)
    monkeypatch.setenv("OMNINODE_HOME", str(tmp_path))
    return found


def put_aside(
    log: FakeEventLog, message: Message, *, digest: str | None = None, who: UUID | None = None
) -> None:
    problem = Unreadable("Not JSON", who)
    letter = dead_letter(message, problem, now=NOW, consumer="s", digest=digest)
    log.publish(letter.topic, letter.value, key=letter.key, headers=letter.headers)


def fail_again(log: FakeEventLog) -> None:
    """As the sensor does with what it reads last."""
    put_aside(log, log.published(ANALYZE_REQUESTS)[-1])


@pytest.fixture
def letter(log: FakeEventLog) -> FakeEventLog:
    put_aside(log, Message(ANALYZE_REQUESTS, 0, 7, VALUE, b"k\xff", HEADERS))
    return log


def listed(capsys: pytest.CaptureFixture[str], *more: str) -> Json:
    assert run(dlq, ["list", "--format", "json", *more]) == ExitCode.OK
    return json.loads(capsys.readouterr().out)


def test_a_letter_is_sent_again_once_and_as_it_was(
    letter: FakeEventLog, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [each["state"] for each in listed(capsys)] == ["waiting"]

    for _ in range(2):
        assert run(dlq, ["redrive", "--all"]) == ExitCode.OK

    [sent] = letter.published(ANALYZE_REQUESTS)
    assert (sent.value, sent.key, unmarked(sent.headers)) == (VALUE, b"k\xff", (HEADERS, 1))
    assert "No letter that is waiting" in capsys.readouterr().out
    assert [each["state"] for each in listed(capsys)] == ["redriven"]


def test_a_message_that_was_put_aside_twice_is_one_letter(
    letter: FakeEventLog, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who died before noting that it had done so does it again."""
    put_aside(letter, Message(ANALYZE_REQUESTS, 0, 7, VALUE, b"k\xff", HEADERS))
    put_aside(letter, Message(ANALYZE_REQUESTS, 0, 8, VALUE, b"k\xff", HEADERS))

    assert len(listed(capsys)) == 2
    assert run(dlq, ["redrive", "--all"]) == ExitCode.OK
    assert len(letter.published(ANALYZE_REQUESTS)) == 2
    capsys.readouterr()
    assert [each["state"] for each in listed(capsys)] == ["redriven"] * 2


def test_what_fails_each_time_is_parked(
    letter: FakeEventLog, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        assert run(dlq, ["redrive", "--filter", "state=waiting"]) == ExitCode.OK
        fail_again(letter)
    assert run(dlq, ["redrive", "--all"]) == ExitCode.OK

    assert len(letter.published(ANALYZE_REQUESTS)) == 3
    capsys.readouterr()
    assert [each["state"] for each in listed(capsys)] == [*["redriven"] * 3, "parked"]
    assert [each["tries"] for each in listed(capsys, "--filter", "state=parked")] == [3]

    assert run(dlq, ["redrive", "--all"]) == ExitCode.OK
    assert "1 that match are parked" in capsys.readouterr().err
    assert run(dlq, ["redrive", "--parked", "--filter", "state=parked"]) == ExitCode.OK
    assert len(letter.published(ANALYZE_REQUESTS)) == 4
    fail_again(letter)
    assert run(dlq, ["redrive", "--all"]) == ExitCode.OK
    assert len(letter.published(ANALYZE_REQUESTS)) == 4
    capsys.readouterr()
    assert [each["state"] for each in listed(capsys)] == [*["redriven"] * 4, "parked"]


@pytest.mark.parametrize(
    ("condition", "meant"),
    [
        ("key=ORDER-7", ["order"]),
        ("key=", ["none"]),
        ("request=4d10", ["order"]),
        ("older=1h", ["order", "none"]),
        ("newer=1h", []),
        ("error=invalid_request", ["order", "none"]),
        ("error=invalid", []),
        ("topic=ANALYZE", ["order", "none"]),
        ("reason=nothing of that", []),
    ],
)
def test_letters_are_found_by_what_people_know(
    log: FakeEventLog, capsys: pytest.CaptureFixture[str], condition: str, meant: list[str]
) -> None:
    who = UUID("1b4e28ba-2fa1-4d10-883f-0016d3cca427")
    put_aside(log, Message(ANALYZE_REQUESTS, 0, 1, b"order", b"\xfforder-7"), who=who)
    put_aside(log, Message(ANALYZE_REQUESTS, 0, 2, b"none"))
    sizes = {len(name): name for name in ("order", "none")}
    found = listed(capsys, "--filter", condition)
    assert [sizes[each["bytes"]] for each in found] == meant


def test_large_messages_are_read_again_when_they_are_sent(
    log: FakeEventLog, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    large = bytes(range(256)) * 4096
    put_aside(log, Message(ANALYZE_REQUESTS, 0, 1, large, b"", HEADERS * 2))
    with connections.event_log() as found:
        [entry] = dead_letter_entries(found)
    assert (len(entry.message.value), entry.size) == (0, len(large))
    assert run(dlq, ["show", "dlq_analyze_v1-0-0", "--format", "raw"]) == ExitCode.OK
    assert capfdbinary.readouterr().out == large
    assert run(dlq, ["redrive", "--all"]) == ExitCode.OK
    [sent] = log.published(ANALYZE_REQUESTS)
    assert (sent.value, sent.key, unmarked(sent.headers)[0]) == (large, b"", HEADERS * 2)


def test_a_letter_that_is_no_longer_kept_is_said(
    log: FakeEventLog, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put_aside(log, Message(ANALYZE_REQUESTS, 0, 1, b"x" * 100_000))
    with connections.event_log() as found:
        entries = dead_letter_entries(found)
    log.restart()
    monkeypatch.setattr("resources.kafka.dead_letters.dead_letter_entries", lambda *_: entries)
    assert run(dlq, ["redrive", "--all"]) == ExitCode.FAILED
    assert "is gone" in capsys.readouterr().err


def test_of_two_who_send_at_once_each_letter_is_sent_by_one(letter: FakeEventLog) -> None:
    with connections.inbox() as inbox, ThreadPoolExecutor(1) as pool:
        with inbox.alone("dlq redrive"):
            other = pool.submit(run, dlq, ["redrive", "--all"])
            with pytest.raises(TimeoutError):
                other.result(0.2)
            for entry in dead_letter_entries(letter):
                Redrive(letter, inbox, FakeDocuments()).send(entry, now=NOW)
        assert other.result(PATIENCE_S) == ExitCode.OK
    assert len(letter.published(ANALYZE_REQUESTS)) == 1


def test_only_what_was_meant_is_sent_and_a_dry_run_sends_nothing(
    letter: FakeEventLog, capsys: pytest.CaptureFixture[str]
) -> None:
    put_aside(letter, Message(MIXIN_REQUESTS, 1, 2, b"other"))
    arguments = ["redrive", "--filter", "topic=mixin"]
    assert run(dlq, [*arguments, "--dry-run"]) == ExitCode.OK
    assert letter.published(MIXIN_REQUESTS) == []
    assert run(dlq, arguments) == ExitCode.OK
    assert [each.value for each in letter.published(MIXIN_REQUESTS)] == [b"other"]
    assert letter.published(ANALYZE_REQUESTS) == []
    assert "dlq_mixin_v1-0-0 sent to" in capsys.readouterr().out


def test_a_value_that_lies_in_the_workspace_comes_back(log: FakeEventLog, tmp_path: Path) -> None:
    digest = FolderDocuments(tmp_path / "documents").put(b"large")
    put_aside(log, Message(ANALYZE_REQUESTS, 0, 1, b"large"), digest=digest)
    assert run(dlq, ["redrive", "--all"]) == ExitCode.OK
    assert [each.value for each in log.published(ANALYZE_REQUESTS)] == [b"large"]


def test_a_value_that_is_gone_is_said_and_the_others_are_sent(
    log: FakeEventLog, capsys: pytest.CaptureFixture[str]
) -> None:
    put_aside(log, Message(ANALYZE_REQUESTS, 0, 1, b"large"), digest="0" * 64)
    put_aside(log, Message(ANALYZE_REQUESTS, 0, 2, b"small"))
    assert run(dlq, ["redrive", "--all"]) == ExitCode.FAILED
    assert [each.value for each in log.published(ANALYZE_REQUESTS)] == [b"small"]
    said = capsys.readouterr().err
    assert "dlq_analyze_v1-0-0 could not be sent" in said
    assert "No document" in said
    assert [each["state"] for each in listed(capsys)] == ["waiting", "redriven"]


def test_a_letter_is_shown_whole(
    letter: FakeEventLog, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert letter.end(ANALYZE_DEAD_LETTERS) == {0: 1}
    name = "dlq_analyze_v1-0-0"
    assert run(dlq, ["show", name]) == ExitCode.OK
    out = capfdbinary.readouterr().out.decode()
    assert "reason    Not JSON" in out
    assert "from      omninode_codegen_request_analyze_v1-0-7" in out
    assert r"key       k\xff" in out
    assert out.count("header trace ") == 2
    assert run(dlq, ["show", name, "--format", "raw"]) == ExitCode.OK
    assert capfdbinary.readouterr().out == VALUE
    assert run(dlq, ["show", name, "--format", "json"]) == ExitCode.OK
    shown = json.loads(capfdbinary.readouterr().out)
    assert b64decode(shown["value_base64"]) == VALUE
    assert shown["letter"]["source_offset"] == 7


def test_a_letter_of_another_program_is_shown_and_never_sent(
    log: FakeEventLog, capsys: pytest.CaptureFixture[str]
) -> None:
    log.publish(ANALYZE_DEAD_LETTERS, b"boom")
    assert run(dlq, ["show", "dlq_analyze_v1-0-0"]) == ExitCode.OK
    assert "boom" in capsys.readouterr().out
    assert run(dlq, ["redrive", "--all"]) == ExitCode.OK
    assert log.published(ANALYZE_REQUESTS) == []


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["redrive"], "Say which"),
        (["redrive", "--all", "--filter", "id=1"], "Say which"),
        (["redrive", "--filter", "colour=red"], "no condition"),
        (["show", "nothing"], "No dead letter"),
    ],
)
def test_what_cannot_be_done_is_said(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(dlq, arguments) == ExitCode.USAGE
    assert said in capsys.readouterr().err
