/** Response headers and trailers, for callers who need them in addition to the message a call returns. */
import { type CallObserver, captureCalls } from "./capture.ts";
import { Metadata } from "./metadata.ts";
import type { RequestContext } from "./request-context.ts";

/** The result of {@link ResponseMetadata.capture}. */
export interface Captured<T> {
  /** The function's return value: usually the promise of a response, or a stream. */
  result: T;
  metadata: ResponseMetadata;
}

/**
 * Receives the headers and trailers of a call; filled when the call ends, even if it fails.
 *
 * @example
 * const metadata = new ResponseMetadata();
 * const hat = await client.makeHat({ inches: 10 }, { metadata });
 * metadata.trailers.get("cost");
 */
export class ResponseMetadata implements CallObserver {
  #context: RequestContext | undefined;

  /** Response headers; empty until they have arrived. */
  get headers(): Metadata {
    return this.#context?.responseHeaders ?? new Metadata();
  }

  /** Response trailers; empty until the response has ended. */
  get trailers(): Metadata {
    return this.#context?.responseTrailers ?? new Metadata();
  }

  /** @internal */
  observe(context: RequestContext): void {
    this.#context = context;
  }

  /**
   * Captures the metadata of a call that `run` starts, without changing the call itself.
   *
   * Browsers have no ambient context that survives an await: only calls that `run` starts synchronously are captured;
   * if there are several, the last one wins.
   *
   * @example
   * const { result, metadata } = ResponseMetadata.capture(() => client.makeHat({ inches: 10 }));
   * const hat = await result;
   */
  static capture<T>(run: () => T): Captured<T> {
    const metadata = new ResponseMetadata();
    return { result: captureCalls(metadata, run), metadata };
  }
}
