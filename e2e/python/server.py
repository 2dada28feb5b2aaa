"""Serves the demo service over HTTP/1.1, and over HTTP/2 with TLS: `python server.py CERTIFICATE KEY`.

Prints the two ports as soon as they answer, and stops when its standard input ends.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import threading

from connectrpc.compression.brotli import BrotliCompression
from connectrpc.compression.gzip import GzipCompression
from connectrpc.compression.zstd import ZstdCompression
from demo.v1.demo_connect import DemoServiceASGIApplication
from hypercorn.asyncio import serve
from hypercorn.config import Config

from cors import open_cors
from demo_service import PythonDemoService
from read_to_end import read_to_end


async def main(certificate: str, key: str) -> None:
    """Serve until standard input ends."""
    compressions = [GzipCompression(), BrotliCompression(), ZstdCompression()]
    app = DemoServiceASGIApplication(PythonDemoService(), compressions=compressions)
    http1, http2 = listener(), listener()
    config = Config()
    config.certfile, config.keyfile = certificate, key
    config.insecure_bind, config.bind = f"fd://{http1.fileno()}", f"fd://{http2.fileno()}"
    config.loglevel = "WARNING"
    config.graceful_timeout = 1
    # Avoids races between a request and the closing of an idle connection, which are not tested here.
    config.keep_alive_timeout = 600
    config.keep_alive_max_requests = 1_000_000
    ports = {"http1": http1.getsockname()[1], "http2": http2.getsockname()[1]}
    print(json.dumps(ports), flush=True)
    await serve(read_to_end(open_cors(app)), config, shutdown_trigger=end_of_input().wait)


def listener() -> socket.socket:
    """Return a socket on a free port; clients that connect before the server runs have to wait, but are served."""
    return socket.create_server(("127.0.0.1", 0))


def end_of_input() -> asyncio.Event:
    """Return an event that is set when standard input ends, also because the parent process has exited."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()

    def read() -> None:
        sys.stdin.read()
        loop.call_soon_threadsafe(ended.set)

    threading.Thread(target=read, daemon=True).start()
    return ended


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
