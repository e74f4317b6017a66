"""A server on loopback that speaks OpenAI's protocol, and answers what it is given."""

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


def completion(content):
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


def proposed(*found):
    return completion(json.dumps({"candidats": found}))


@dataclass
class Server:
    """Answers each question alike, and keeps it."""

    body: bytes = b""
    status: int = 200
    headers: dict = field(default_factory=dict)
    open: Event = field(default_factory=Event)
    asked: list = field(default_factory=list)
    address: str = ""


@contextmanager
def serving(server):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append((self.path, self.headers.get("Authorization"), question))
            server.open.wait(5)
            self.send_response(server.status)
            for name, value in {**server.headers, "Content-Length": str(len(server.body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(server.body)

        def log_message(self, *_arguments):
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listening.daemon_threads = True
    thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    server.address = f"http://127.0.0.1:{listening.server_address[1]}"
    server.open.set()
    try:
        yield server
    finally:
        server.open.set()
        listening.shutdown()
        listening.server_close()
        thread.join()
