"""A package's files as they were generated, kept beside them, to tell what a person changed."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

GENERATED: Final = ".omninode/generated.zip"
# Zip files have dates; the same files shall give the same bytes.
_DATE: Final = (1980, 1, 1, 0, 0, 0)
_MOST_BYTES: Final = 32 << 20


def packed(files: Mapping[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            archive.writestr(zipfile.ZipInfo(path, _DATE), files[path], zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """Raises `ValueError` for what is no such archive, or one too large to be ours."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > _MOST_BYTES:
                raise ValueError("it is too large")
            return {member.filename: archive.read(member) for member in members}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise ValueError(f"it is no archive: {error}") from error


def changed_since(generated: Mapping[str, bytes], now: Mapping[str, bytes]) -> tuple[str, ...]:
    """Paths that differ or are gone."""
    return tuple(path for path in sorted(generated) if now.get(path) != generated[path])
