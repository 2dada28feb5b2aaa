"""CORS for an application that has none: every origin may call and read everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hypercorn.typing import ASGIFramework, ASGIReceiveCallable, ASGISendCallable, ASGISendEvent, Scope

    HeaderList = list[tuple[bytes, bytes]]


def open_cors(app: ASGIFramework) -> ASGIFramework:
    """Answer preflights, and expose all headers of each response by name."""

    async def with_cors(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        async def send_with_cors(event: ASGISendEvent) -> None:
            if event["type"] == "http.response.start":
                headers = list(event["headers"])
                event["headers"] = headers + answers(name for name, _ in headers)
            await send(event)

        if scope["type"] == "http" and scope["method"] == "OPTIONS":
            headers = preflight(scope["headers"])
            await send({"type": "http.response.start", "status": 204, "headers": headers, "trailers": False})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        else:
            await app(scope, receive, send_with_cors)

    return with_cors


def answers(exposed: Iterable[bytes]) -> HeaderList:
    """Return the headers that let a page read a response; the ASGI server adds its Server header."""
    return [
        (b"access-control-allow-origin", b"*"),
        (b"access-control-expose-headers", b", ".join(sorted({*exposed, b"server"}))),
    ]


def preflight(request_headers: Iterable[tuple[bytes, bytes]]) -> HeaderList:
    """Return the headers that allow what a preflight requests."""
    asked = dict(request_headers).get(b"access-control-request-headers", b"")
    return [
        (b"access-control-allow-origin", b"*"),
        (b"access-control-allow-methods", b"GET, POST"),
        (b"access-control-allow-headers", asked),
        (b"access-control-max-age", b"600"),
    ]
