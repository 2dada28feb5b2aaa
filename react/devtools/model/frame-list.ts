/** The frames of both sides of a call, in chronological order. */
import type { Side } from "farcall/devtools";
import type { Frame } from "./frames.ts";
import type { FrameSource } from "./opened-call.ts";

export interface ListedFrame {
  readonly frame: Frame;
  readonly side: Side;
  readonly source: FrameSource;
  /** Among the frames of its side, from 0. */
  readonly index: number;
}

export interface FrameList {
  readonly length: number;
  at(index: number): ListedFrame | undefined;
}

export function frameList(request: FrameSource | undefined, response: FrameSource | undefined): FrameList {
  const sent = request ? withRest(request) : [];
  const received = response ? withRest(response) : [];
  const lastSent = sent.at(-1)?.at ?? 0;
  const firstReceived = received[0]?.at ?? Number.POSITIVE_INFINITY;
  const entry = (side: Side, index: number): ListedFrame | undefined => {
    const source = side === "request" ? request : response;
    const frame = (side === "request" ? sent : received)[index];
    return source && frame && { frame, side, source, index };
  };
  if (lastSent <= firstReceived) {
    // The case of nearly all calls, which needs no sorting, however many frames there are.
    return {
      length: sent.length + received.length,
      at: (index) => (index < sent.length ? entry("request", index) : entry("response", index - sent.length)),
    };
  }
  const order = merged(sent, received);
  return {
    length: order.length,
    at: (index) => (order[index] ? entry(order[index].side, order[index].index) : undefined),
  };
}

function withRest({ frames, rest }: FrameSource): readonly Frame[] {
  return rest ? [...frames, rest] : frames;
}

function merged(sent: readonly Frame[], received: readonly Frame[]): { side: Side; index: number }[] {
  const order: { side: Side; index: number }[] = [];
  let next = 0;
  for (const [index, { at }] of received.entries()) {
    for (let frame = sent[next]; frame && frame.at <= at; frame = sent[next]) {
      order.push({ side: "request", index: next++ });
    }
    order.push({ side: "response", index });
  }
  while (next < sent.length) {
    order.push({ side: "request", index: next++ });
  }
  return order;
}
