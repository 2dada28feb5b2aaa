/** Runs cases in workers, one at a time in each. */
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import {
  type ClientCompatRequest,
  ClientCompatRequestSchema,
  type ClientResponseResult,
  ClientResponseResultSchema,
} from "./protos.ts";

type Answer = { result: Uint8Array } | { error: string };

/** Maximum number of workers: more would only wait for each other, because each is a thread blocked by its call. */
const most = 32;

export class WorkerPool {
  readonly #idle: Worker[] = [];
  readonly #waiting: ((worker: Worker) => void)[] = [];
  #count = 0;

  async run(request: ClientCompatRequest): Promise<ClientResponseResult> {
    const worker = await this.#take();
    const answer = await new Promise<Answer>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(toBinary(ClientCompatRequestSchema, request));
    });
    this.#give(worker);
    if ("error" in answer) {
      throw new Error(answer.error);
    }
    return fromBinary(ClientResponseResultSchema, answer.result);
  }

  async #take(): Promise<Worker> {
    const idle = this.#idle.pop();
    if (idle) {
      return idle;
    }
    if (this.#count < most) {
      this.#count++;
      return new Worker(new URL("./sync-worker.ts", import.meta.url), { type: "module" });
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #give(worker: Worker): void {
    const next = this.#waiting.shift();
    if (next) {
      next(worker);
    } else {
      this.#idle.push(worker);
    }
  }
}
