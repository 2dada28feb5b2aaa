"""Reads the rest of a request before the end of its response.

Hypercorn 0.18 loses the whole HTTP/2 connection, and every other call on it, when data arrives for a stream that has
been answered: https://github.com/pgjones/hypercorn/issues/329. Connect answers before it reads where it can, as it does
to an unknown method.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hypercorn.typing import (
        ASGIFramework,
        ASGIReceiveCallable,
        ASGIReceiveEvent,
        ASGISendCallable,
        ASGISendEvent,
        Scope,
    )


def read_to_end(app: ASGIFramework) -> ASGIFramework:
    """Delay the end of each response until the request has ended."""

    async def reading(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        ended = False

        async def receive_and_note() -> ASGIReceiveEvent:
            nonlocal ended
            event = await receive()
            ended = not event.get("more_body")
            return event

        async def read_and_send(event: ASGISendEvent) -> None:
            if event["type"] == "http.response.body" and not event.get("more_body"):
                while not ended:
                    await receive_and_note()
            await send(event)

        if scope["type"] == "http":
            await app(scope, receive_and_note, read_and_send)
        else:
            await app(scope, receive, send)

    return reading
