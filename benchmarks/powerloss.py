"""Simulated power loss: recorded system calls of a writer, replayed into the disks it could have left behind.

What was not synced when the power went is dropped, kept in part, or torn at sectors of 512 bytes: the bytes
of each file, and the creations, renames and removals of each folder. A file's name counts as safe only after
its folder was synced, which is stricter than ext4.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CALLS = (
    "openat,open,creat,write,pwrite64,writev,pwritev,ftruncate,fsync,fdatasync,"
    "rename,renameat,renameat2,unlink,unlinkat,link,linkat"
)
SECTOR = 512
MODES = ("dropped", "kept by chance", "torn")


@dataclass(frozen=True)
class Op:
    """One recorded call: `kind` is write, truncate, sync, create, rename, unlink, link or said."""

    kind: str
    path: str = ""
    to: str = ""
    offset: int = 0
    data: bytes = b""


def record(command: list[str], folder: Path, trace: Path, environ: dict[str, str]) -> list[Op]:
    """Run a command under strace and return what it did below `folder`, and what it wrote to its output."""
    tracer = ["strace", "-f", "-xx", "-y", "-s", "4000000", "-e", f"trace={CALLS}", "-o", str(trace)]
    subprocess.run([*tracer, *command], check=True, env=environ, stdout=subprocess.DEVNULL, timeout=580)
    with trace.open() as lines:
        return list(_ops(lines, str(folder)))


def _ops(lines: Iterator[str], folder: str) -> Iterator[Op]:
    unfinished: dict[str, str] = {}
    ends: dict[str, int] = {}
    for line in lines:
        pid, _, call = line.strip().partition(" ")
        call = call.strip()
        if call.endswith("<unfinished ...>"):
            unfinished[pid] = call.removesuffix("<unfinished ...>")
            continue
        resumed = re.match(r"<\.\.\. \w+ resumed>(.*)", call)
        if resumed:
            call = unfinished.pop(pid, "") + resumed[1]
        yield from _op(call, folder, ends)


def _op(call: str, folder: str, ends: dict[str, int]) -> Iterator[Op]:
    match = re.match(r"(\w+)\((.*)\)\s+= (-?\d+)", call)
    if not match or match[3].startswith("-"):
        return
    name, arguments, _result = match.groups()
    texts = [
        bytes.fromhex(text.replace("\\x", "")) for text in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', arguments)
    ]
    handle = re.match(r"(\d+)<([^>]*)>", arguments)
    path = _decoded(handle[2]) if handle else ""
    paths = [text.decode("utf-8", "replace") for text in texts]
    if name in {"open", "openat", "creat"}:
        if "O_CREAT" in arguments and paths and paths[0].startswith(folder):
            yield Op("create", paths[0])
            ends.setdefault(paths[0], 0)
            if "O_TRUNC" in arguments:
                yield Op("truncate", paths[0])
                ends[paths[0]] = 0
    elif name in {"rename", "renameat", "renameat2"} and paths[0].startswith(folder):
        yield Op("rename", paths[0], paths[1])
        ends[paths[1]] = ends.pop(paths[0], 0)
    elif name in {"unlink", "unlinkat"} and paths[0].startswith(folder):
        yield Op("unlink", paths[0])
    elif name in {"link", "linkat"} and paths[0].startswith(folder):
        yield Op("link", paths[0], paths[1])
    elif name == "write" and handle and handle[1] == "1":
        yield Op("said", data=texts[0])
    elif path.startswith(folder):
        yield from _on_handle(name, path, arguments, texts, ends)


def _on_handle(
    name: str, path: str, arguments: str, texts: list[bytes], ends: dict[str, int]
) -> Iterator[Op]:
    if name == "pwrite64":
        yield Op("write", path, offset=int(arguments.rsplit(",", 1)[1]), data=texts[0])
    elif name in {"write", "writev"}:
        data = b"".join(texts)
        yield Op("write", path, offset=ends.get(path, 0), data=data)
        ends[path] = ends.get(path, 0) + len(data)
    elif name == "ftruncate":
        yield Op("truncate", path, offset=int(arguments.rsplit(",", 1)[1]))
    elif name in {"fsync", "fdatasync"}:
        yield Op("sync", path)


def _decoded(text: str) -> str:
    if "\\x" in text:
        return bytes.fromhex(text.replace("\\x", "")).decode("utf-8", "replace")
    return text


@dataclass
class _Inode:
    safe: bytearray = field(default_factory=bytearray)
    waiting: list[Op] = field(default_factory=list)


@dataclass
class Disk:
    """A disk as it is written to: what is safe, and what would be lost with the power."""

    names: dict[str, _Inode] = field(default_factory=dict)
    safe_names: dict[str, _Inode] = field(default_factory=dict)
    waiting: list[tuple[Op, _Inode]] = field(default_factory=list)

    @classmethod
    def of(cls, base: Path, folder: str) -> Disk:
        """All that lies below `base`, safe, under the names it had below `folder`."""
        disk = cls()
        for file in base.rglob("*"):
            if file.is_file() and not file.name.endswith("-shm"):
                node = _Inode(bytearray(file.read_bytes()))
                disk.names[f"{folder}/{file.relative_to(base)}"] = node
        disk.safe_names = dict(disk.names)
        return disk

    def do(self, op: Op) -> None:
        """Take one call in."""
        if op.kind == "sync":
            self._sync(op.path)
        elif op.kind in {"write", "truncate"}:
            if op.path in self.names:
                self.names[op.path].waiting.append(op)
        elif op.kind == "create":
            if op.path not in self.names:
                self.names[op.path] = _Inode()
                self.waiting.append((op, self.names[op.path]))
        elif op.kind != "said" and op.path in self.names:
            node = self.names[op.path]
            _rename(self.names, op, node)
            self.waiting.append((op, node))

    def _sync(self, path: str) -> None:
        if path in self.names:
            node = self.names[path]
            for op in node.waiting:
                _write(node.safe, op, len(op.data))
            node.waiting.clear()
            return
        still = []
        for op, node in self.waiting:
            if path in {_parent(op.path), _parent(op.to) if op.to else _parent(op.path)}:
                _rename(self.safe_names, op, node)
            else:
                still.append((op, node))
        self.waiting = still

    def after_power_loss(self, mode: str, chance: random.Random) -> dict[str, bytes]:
        """The files that could be there when the power comes back."""
        names = dict(self.safe_names)
        for op, node in self.waiting:
            if mode != "dropped" and chance.random() < 0.5:
                _rename(names, op, node)
        found: dict[int, bytes] = {}
        for node in names.values():
            if id(node) not in found:
                found[id(node)] = _content(node, mode, chance)
        return {path: found[id(node)] for path, node in names.items() if not path.endswith("-shm")}


def _content(node: _Inode, mode: str, chance: random.Random) -> bytes:
    content = bytearray(node.safe)
    for op in node.waiting:
        if mode == "dropped" or chance.random() < 0.4:
            continue
        kept = len(op.data)
        if mode == "torn" and kept:
            kept = chance.randrange(0, kept + 1) // SECTOR * SECTOR
        _write(content, op, kept)
    return bytes(content)


def _write(content: bytearray, op: Op, kept: int) -> None:
    if op.kind == "truncate":
        del content[op.offset :]
        content.extend(bytes(op.offset - len(content)))
        return
    content.extend(bytes(max(0, op.offset - len(content))))
    content[op.offset : op.offset + kept] = op.data[:kept]


def _rename(names: dict[str, _Inode], op: Op, node: _Inode) -> None:
    if op.kind == "create":
        names.setdefault(op.path, node)
    elif op.kind == "link":
        names[op.to] = node
    elif op.kind == "rename":
        names.pop(op.path, None)
        names[op.to] = node
    elif op.kind == "unlink":
        names.pop(op.path, None)


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def lay_out(files: dict[str, bytes], folder: str, target: Path) -> None:
    """Put a disk's files below `target`."""
    shutil.rmtree(target, ignore_errors=True)
    for path, content in files.items():
        file = target / Path(path).relative_to(folder)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
