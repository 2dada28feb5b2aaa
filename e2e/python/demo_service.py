"""The demo service in Python, equivalent to playground/demo/demo-service.ts."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from connectrpc.code import Code
from connectrpc.errors import ConnectError
from demo.v1.demo_connect import DemoService
from demo.v1.demo_pb import (
    ConverseRequest,
    ConverseResponse,
    EchoRequest,
    EchoResponse,
    FailLaterRequest,
    FailLaterResponse,
    FailRequest,
    FailResponse,
    FailureReason,
    IntroduceRequest,
    IntroduceResponse,
    LargeRequest,
    LargeResponse,
    SayRequest,
    SayResponse,
    SummarizeRequest,
    SummarizeResponse,
    TickRequest,
    TickResponse,
    WaitRequest,
    WaitResponse,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from connectrpc.request import RequestContext

    Context = RequestContext[Any, Any]

CODES = list(Code)  # in the order of their numbers, from 1
PATTERN = bytes(range(251))


class PythonDemoService(DemoService):
    """Has every behavior that a client has to handle."""

    async def say(self, request: SayRequest, _ctx: Context) -> SayResponse:
        return SayResponse(sentence=f"Python heard: {request.sentence}")

    async def introduce(self, request: IntroduceRequest, ctx: Context) -> AsyncIterator[IntroduceResponse]:
        sentences = [f"Hello {request.name}, I am Python.", "Each is a message.", "Goodbye!"]
        ctx.response_headers["demo-sentences"] = str(len(sentences))
        ctx.response_trailers["demo-mood"] = "cheerful"
        for sentence in sentences:
            yield IntroduceResponse(sentence=sentence)
            await asyncio.sleep(request.interval_ms / 1000)

    async def summarize(self, request: AsyncIterator[SummarizeRequest], ctx: Context) -> SummarizeResponse:
        counts = [len(message.sentence.split()) async for message in request]
        ctx.response_trailers["demo-longest"] = str(max(counts, default=0))
        return SummarizeResponse(sentences=len(counts), words=sum(counts))

    async def converse(self, request: AsyncIterator[ConverseRequest], _ctx: Context) -> AsyncIterator[ConverseResponse]:
        async for message in request:
            yield ConverseResponse(sentence=f"Python heard: {message.sentence}")

    async def fail(self, request: FailRequest, ctx: Context) -> FailResponse:
        raise failure(request, ctx)

    async def fail_later(self, request: FailLaterRequest, ctx: Context) -> AsyncIterator[FailLaterResponse]:
        for index in range(request.after):
            yield FailLaterResponse(index=index)
        raise failure(request.failure or FailRequest(), ctx)

    async def tick(self, request: TickRequest, _ctx: Context) -> AsyncIterator[TickResponse]:
        start = time.monotonic()
        index = 0
        while request.count == 0 or index < request.count:
            yield TickResponse(index=index, elapsed_ms=(time.monotonic() - start) * 1000)
            await asyncio.sleep(1 / request.per_second if request.per_second else 0)
            index += 1

    async def echo(self, request: EchoRequest, ctx: Context) -> EchoResponse:
        for name, value in request.headers.items():
            ctx.response_headers.add(name, value)
        for name, value in request.trailers.items():
            ctx.response_trailers.add(name, value)
        return EchoResponse(received=dict(ctx.request_headers))

    async def large(self, request: LargeRequest, _ctx: Context) -> LargeResponse:
        repeats = request.size_bytes // len(PATTERN) + 1
        return LargeResponse(payload=(PATTERN * repeats)[: request.size_bytes])

    async def wait(self, request: WaitRequest, _ctx: Context) -> WaitResponse:
        await asyncio.sleep(request.duration_ms / 1000)
        return WaitResponse(waited_ms=request.duration_ms)


def failure(request: FailRequest, ctx: Context) -> ConnectError:
    """Return the requested error, with a header."""
    code = CODES[request.code - 1]
    ctx.response_trailers["demo-failure"] = code.value
    details = [FailureReason(reason=reason, index=index) for index, reason in enumerate(request.reasons)]
    return ConnectError(code, request.message, details)
