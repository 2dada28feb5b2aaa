/** Passes on the messages of a stream in their order, each batch as soon as all of it is decoded. */
import type { Message } from "@bufbuild/protobuf";
import { Pace } from "../../react/devtools/model/pace.ts";
import { finishDecoding, isDecoded } from "./patient-codec.ts";

export interface DecodeQueueOptions {
  signal: AbortSignal;
  /** @param atMs when they arrived */
  onDecoded: (messages: readonly Message[], atMs: number) => void;
  /** A message cannot be decoded. No others follow. */
  onError: (error: unknown) => void;
}

export class DecodeQueue {
  readonly #options: DecodeQueueOptions;
  #last = Promise.resolve();
  #waiting = 0;

  constructor(options: DecodeQueueOptions) {
    this.#options = options;
  }

  /** Resolves when all messages so far have been passed on. */
  get settled(): Promise<void> {
    return this.#last;
  }

  push(messages: readonly Message[], atMs: number): void {
    const { signal, onDecoded, onError } = this.#options;
    if (this.#waiting === 0 && messages.every(isDecoded)) {
      onDecoded(messages, atMs);
      return;
    }
    this.#waiting++;
    this.#last = this.#last.then(async () => {
      const pace = new Pace(signal);
      const decoded: Message[] = [];
      for (const message of messages) {
        const finished = finishDecoding(message, pace);
        decoded.push(finished instanceof Promise ? await finished : finished);
        if (pace.isDue) {
          await pace.rest();
        }
      }
      onDecoded(decoded, atMs);
      this.#waiting--;
    });
    this.#last.catch(onError);
  }
}
