/** Cancels calls at the time that a case specifies. */
import type { ClientCompatRequest } from "./protos.ts";

export class Cancellation {
  readonly #controller = new AbortController();
  readonly #timing: NonNullable<ClientCompatRequest["cancel"]>["cancelTiming"] | undefined;

  constructor({ cancel }: ClientCompatRequest) {
    // Without a timing: immediately after the requests, as the suite specifies.
    const atOnce = { case: "afterCloseSendMs", value: 0 } as const;
    this.#timing = cancel && (cancel.cancelTiming.case ? cancel.cancelTiming : atOnce);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Called when all requests have been passed to the call, just before they are declared complete. */
  beforeCloseSend(): void {
    if (this.#timing?.case === "beforeCloseSend") {
      this.#controller.abort();
    }
  }

  /** Called when the call knows that no more requests will come. */
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
