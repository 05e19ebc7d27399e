"""Where the folders of jobs lie."""

from pathlib import Path

from resources.toolchain.worker.memory import folder_in_memory


def test_a_file_system_with_room_is_taken(tmp_path: Path) -> None:
    assert folder_in_memory(tmp_path, room=1) == tmp_path


def test_without_room_or_without_any_jobs_lie_where_temporary_files_do(tmp_path: Path) -> None:
    assert folder_in_memory(tmp_path, room=1 << 60) is None
    assert folder_in_memory(tmp_path / "none", room=1) is None
