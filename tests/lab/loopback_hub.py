"""A hub on loopback: what the Hugging Face Hub answers to its own client, and how it can fail."""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"
REPOSITORY = "plume/barthez-essai"
_LARGE = (".safetensors", ".bin", ".model")
_RANGE = re.compile(r"bytes=(\d+)-")


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    range: str
    authorization: str


@dataclass
class LoopbackHub:
    """One repository, and what goes wrong there."""

    files: dict[str, bytes]
    licence: str = "apache-2.0"
    task: str = "summarization"
    gated: bool = False
    commit: str = COMMIT
    ranges: bool = True
    listed: dict[str, int] = field(default_factory=dict)
    """Name -> the size that the hub claims."""
    breaks: dict[str, int] = field(default_factory=dict)
    """Name -> after how many bytes the next download of it breaks."""
    elsewhere: str = ""
    """Another host, where large files stand; empty: this one."""
    open: Event = field(default_factory=Event)
    """Until it is set, who asks for weights waits."""
    asked: list[Asked] = field(default_factory=list)
    address: str = ""

    def __post_init__(self) -> None:
        self.open.set()

    def about(self) -> dict:
        """What `/api/models/…?blobs=true` tells."""
        return {
            "id": REPOSITORY,
            "sha": self.commit,
            "pipeline_tag": self.task,
            "gated": "manual" if self.gated else False,
            "cardData": {"license": self.licence, "language": "fr"},
            "tags": [f"license:{self.licence}", "fr"],
            "siblings": [self._sibling(name, body) for name, body in self.files.items()],
        }

    def _sibling(self, name: str, body: bytes) -> dict:
        size = self.listed.get(name, len(body))
        told = {"rfilename": name, "size": size, "blobId": git_blob(body)}
        if name.endswith(_LARGE):
            told["lfs"] = {"sha256": hashlib.sha256(body).hexdigest(), "size": size, "pointerSize": 134}
        return told

    def downloads(self, name: str) -> list[Asked]:
        """The requests for a file's bytes."""
        return [one for one in self.asked if one.method == "GET" and one.path.endswith(f"/{name}")]


def git_blob(body: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(body) + body).hexdigest()


@contextmanager
def serving(hub: LoopbackHub) -> Iterator[LoopbackHub]:
    """Answer on loopback while the block runs."""

    class Handler(_Answers):
        answered = hub

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    hub.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Answers(BaseHTTPRequestHandler):
    """Small files stand on the hub itself; large ones behind a redirect, where ranges may be asked for."""

    protocol_version = "HTTP/1.1"
    answered: LoopbackHub

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        hub, path = self.answered, unquote(urlsplit(self.path).path)
        told = (self.headers.get("Range", ""), self.headers.get("Authorization", ""))
        hub.asked.append(Asked(self.command, path, *told))
        if path.startswith("/api/models/"):
            self._about(path.removeprefix("/api/models/"))
        elif path.startswith(f"/{REPOSITORY}/resolve/{COMMIT}/"):
            self._resolve(path.rsplit("/", 1)[1])
        elif path.startswith("/cdn/"):
            hub.open.wait()
            self._bytes(path.rsplit("/", 1)[1])
        else:
            self._refuse(404, "EntryNotFound", "Entry not found")

    def _about(self, name: str) -> None:
        repository, _, revision = name.partition("/revision/")
        if repository != REPOSITORY:
            self._refuse(404, "RepoNotFound", "Repository not found")
        elif revision not in {"", "main", COMMIT}:
            self._refuse(404, "RevisionNotFound", "Invalid rev id")
        else:
            body = json.dumps(self.answered.about()).encode()
            self._send(200, body, {"Content-Type": "application/json"})

    def _resolve(self, name: str) -> None:
        hub = self.answered
        if hub.gated and not self.headers.get("Authorization"):
            self._refuse(401, "GatedRepo", "Access to this model is restricted")
        elif name not in hub.files:
            self._refuse(404, "EntryNotFound", "Entry not found")
        elif name.endswith(_LARGE):
            digest = hashlib.sha256(hub.files[name]).hexdigest()
            linked = {"X-Linked-Etag": f'"{digest}"', "X-Linked-Size": str(len(hub.files[name]))}
            self._send(
                302, b"", {"Location": f"{hub.elsewhere}/cdn/{name}", "X-Repo-Commit": COMMIT, **linked}
            )
        else:
            self._bytes(name)

    def _bytes(self, name: str) -> None:
        hub = self.answered
        body = hub.files[name]
        headers = {"ETag": f'"{git_blob(body)}"', "X-Repo-Commit": COMMIT}
        asked = _RANGE.fullmatch(self.headers.get("Range", ""))
        start = int(asked[1]) if asked and hub.ranges else 0
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
        self._send(206 if start else 200, body[start:], headers, whole=hub.breaks.pop(name, None))

    def _refuse(self, status: int, code: str, told: str) -> None:
        self._send(status, b"", {"X-Error-Code": code, "X-Error-Message": told})

    def _send(self, status: int, body: bytes, headers: dict[str, str], whole: int | None = None) -> None:
        """Answer; of the body only `whole` bytes leave before the connection breaks, where that is given."""
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[:whole])
        self.close_connection = self.close_connection or whole is not None

    def log_message(self, *_arguments: object) -> None:
        """The tests say what was asked."""
