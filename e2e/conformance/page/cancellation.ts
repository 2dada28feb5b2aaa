/** When a case wants its call to be canceled. */
import type { ClientCompatRequest } from "./protos.ts";

export class Cancellation {
  readonly #controller = new AbortController();
  readonly #timing: NonNullable<ClientCompatRequest["cancel"]>["cancelTiming"] | undefined;

  constructor({ cancel }: ClientCompatRequest) {
    // Without a timing: at once after the requests, as the suite says.
    const atOnce = { case: "afterCloseSendMs", value: 0 } as const;
    this.#timing = cancel && (cancel.cancelTiming.case ? cancel.cancelTiming : atOnce);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** All requests are given to the call, and are about to be declared complete. */
  beforeCloseSend(): void {
    if (this.#timing?.case === "beforeCloseSend") {
      this.#controller.abort();
    }
  }

  /** The call knows that no more requests will come. */
  afterCloseSend(): void {
    if (this.#timing?.case === "afterCloseSendMs") {
      setTimeout(() => this.#controller.abort(), this.#timing.value);
    }
  }

  afterResponse(count: number): void {
    if (this.#timing?.case === "afterNumResponses" && this.#timing.value === count) {
      this.#controller.abort();
    }
  }
}
