"""Files appear whole or not at all, under names from a whitelist, and nowhere but below the folder they are meant for.

What a crash leaves behind is a temporary file that nobody holds: `sweep` takes it away, and no file in use.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from itertools import count
from pathlib import Path, PurePosixPath
from typing import IO

from akn_convert.errors import AknConvertError, UsageError

try:
    import fcntl
except ImportError:  # Windows: an open file cannot be deleted there, which is all that the lock is for
    fcntl = None  # type: ignore[assignment]

TEMPORARY = ".akn-convert-"
# Signs that stand in file names on every system and mean nothing to a shell's globbing; letters and digits of any
# script are kept too.
SIGNS = frozenset(" ._-+,=@()")
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
LONGEST = 200  # bytes; file systems end at 255, and suffixes and the temporary name want room


class Unwritable(AknConvertError, OSError):
    """An output cannot be written: a full or read-only disk, a missing right, a link where a folder should be."""


# --- writing ------------------------------------------------------------------------------------------------------


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path`, replacing what was there: a reader sees the old file or the new one, never a part.

    Folders are made as needed. A symbolic link at `path` is replaced, not followed. Raises Unwritable, and then
    leaves no temporary file.
    """
    with whole(path) as file:
        file.write(data)


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to, which takes its place at `path` when the block ends without an exception, else vanishes."""
    file = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with held(path.parent, "tmp") as file:
            yield file
            _place(file, path)
    except BaseException as error:
        if file is not None:
            Path(file.name).unlink(missing_ok=True)
        if isinstance(error, OSError) and not isinstance(error, AknConvertError):
            raise Unwritable(f"cannot write {path}: {error.strerror or error}") from error
        raise


def _place(file: IO[bytes], path: Path) -> None:
    """Bring a temporary file to the disk, then give it its name."""
    file.flush()
    os.fsync(file.fileno())
    if not fcntl:  # Windows moves no open file
        file.close()
    os.replace(file.name, path)


def held(folder: Path, suffix: str) -> IO[bytes]:
    """A new file in `folder`, open for writing and held by this process: `sweep` leaves it alone until it is closed."""
    for number in count():
        path = folder / f"{TEMPORARY}{os.getpid()}-{number}.{suffix}"
        try:
            file = path.open("xb")
        except FileExistsError:
            continue
        try:
            hold(file)
        except BaseException:
            file.close()
            path.unlink(missing_ok=True)
            raise
        if _is_named(file, path):
            return file
        file.close()
    raise AssertionError("count() has no end")


def hold(file: IO[bytes]) -> None:
    """Take the lock that tells `sweep` that a file is in use; it ends with the file's closing or the process."""
    if fcntl:
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
        except OSError as error:
            # Some network file systems have no locks: there a file is simply not protected from another run's sweep.
            if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS):
                raise


def _is_named(file: IO[bytes], path: Path) -> bool:
    """Whether an open file still has its name: another run may have swept it before it was held."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), os.stat(path))
    except FileNotFoundError:
        return False


def sweep(folder: Path) -> int:
    """Remove the temporary files that killed runs left below a folder; how many. Files in use stay."""
    found = [
        Path(place, name)
        for place, _, names in os.walk(folder)
        for name in names
        if name.startswith(TEMPORARY) and name.endswith(".tmp")
    ]
    return sum(remove_unheld(path) for path in found)


def remove_unheld(path: Path) -> bool:
    """Remove a file unless a process holds it; whether it went."""
    try:
        with path.open("rb") as file:
            if fcntl:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
    except OSError:
        return False
    return True


# --- names and places ---------------------------------------------------------------------------------------------


def safe_name(name: str) -> str:
    """A file name built from a whitelist: letters and digits of any script and a few signs; the rest becomes "_".

    >>> safe_name("S/PV.8180 (zh).xml")
    'S_PV.8180 (zh).xml'
    >>> safe_name("../../etc/passwd"), safe_name("nul.xml"), safe_name("")
    ('_.._etc_passwd', '_nul.xml', '_')
    """
    clean = "".join(c if c.isalnum() or c in SIGNS or _is_mark(c) else "_" for c in name)
    if not clean.strip(". ") or clean.partition(".")[0].strip().casefold() in RESERVED:
        clean = "_" + clean.strip(". ")
    if clean.startswith("."):
        clean = "_" + clean.lstrip(".")
    return _shortened(clean.rstrip(". "))


def _is_mark(char: str) -> bool:
    """Whether a character is a combining mark, without which names in many scripts are misspelt."""
    import unicodedata

    return unicodedata.category(char) in ("Mn", "Mc")


def _shortened(name: str) -> str:
    """A name of at most LONGEST bytes; a hash of the whole takes the place of the middle of a longer one."""
    data = name.encode("utf-8")
    if len(data) <= LONGEST:
        return name
    _, dot, suffix = name.rpartition(".")
    tail = dot + suffix if len(suffix) < 20 else ""
    head = data[: LONGEST - 18 - len(tail.encode("utf-8"))].decode("utf-8", "ignore")
    return f"{head}-{blake2b(data, digest_size=8).hexdigest()}{tail}"


def safe_path(name: str) -> PurePosixPath:
    """A relative path of safe names; "", "." and ".." among its parts are left out.

    >>> str(safe_path("2018/../02/S PV:8180.xml"))
    '2018/02/S PV_8180.xml'
    """
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return PurePosixPath(*map(safe_name, parts)) if parts else PurePosixPath("_")


def below(folder: Path, relative: PurePosixPath) -> Path:
    """The place of `relative` under `folder`, through real folders only.

    Raises UsageError where it would lead out, and Unwritable where a part of the way is a symbolic link.
    """
    if relative.is_absolute() or ".." in relative.parts:
        raise UsageError(f"{str(relative)!r} leads out of the output folder")
    place = folder
    for part in relative.parts[:-1]:
        place = place / part
        if place.is_symlink():
            raise Unwritable(f"cannot write below {place}: it is a symbolic link")
    return folder.joinpath(*relative.parts)


# --- reading ------------------------------------------------------------------------------------------------------


def irregular(path: Path) -> str | None:
    """Why a path cannot be read as a document, in a clerk's words; None where it is a regular file."""
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        return error.strerror or str(error)
    kinds = {stat.S_ISDIR: "a folder", stat.S_ISFIFO: "a pipe", stat.S_ISSOCK: "a socket"}
    if stat.S_ISREG(mode):
        return None
    return f"it is {next((word for test, word in kinds.items() if test(mode)), 'a device')}, not a file"


def documents_below(folder: Path, ignored: Path | None = None) -> Iterator[Path]:
    """The regular files below a folder, sorted by path; links are not followed, hidden names and `ignored` left out."""
    return map(Path, paths_below(os.fspath(folder), None if ignored is None else os.fspath(ignored)))


def paths_below(folder: str, ignored: str | None = None) -> Iterator[str]:
    """The same as strings, which are made many times faster than paths; each is what `Path` would say."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise UsageError(f"cannot list {folder}: {error.strerror}") from error
    for entry in entries:
        path = entry.name if folder == "." else entry.path
        if entry.name.startswith(".") or path == ignored:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from paths_below(path, ignored)
        elif entry.is_file(follow_symlinks=False):
            yield path
