/** Keeps long work from blocking the page: it stops regularly for as long as the page needs. */

const sliceMs = 10;

export class Pace {
  readonly #signal: AbortSignal | undefined;
  #until = performance.now() + sliceMs;

  /** @param signal nobody wants the work anymore once it is aborted */
  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  /** The work has taken long enough: time for {@link rest}. */
  get isDue(): boolean {
    return performance.now() >= this.#until;
  }

  /** Resolves when the page has had its turn. Rejects with the reason of the signal once that is aborted. */
  async rest(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
    this.throwIfAborted();
    this.#until = performance.now() + sliceMs;
  }

  /** Throws the reason of the signal if that is aborted. */
  throwIfAborted(): void {
    this.#signal?.throwIfAborted();
  }
}

/** Takes all steps, with rests in between. */
export async function inSlices<T>(steps: Iterable<T>, pace: Pace, onStep?: (step: T) => void): Promise<void> {
  for (const step of steps) {
    onStep?.(step);
    if (pace.isDue) {
      await pace.rest();
    }
  }
}

export interface TextInSlicesOptions {
  signal?: AbortSignal | undefined;
  mostChars?: number;
}

/**
 * Joins the parts of a text, in slices of time. Rejects with the reason of the signal once that is aborted.
 *
 * @returns undefined if it is longer than `mostChars`
 */
export async function textInSlices(
  parts: Iterable<string>,
  { signal, mostChars = Number.POSITIVE_INFINITY }: TextInSlicesOptions = {},
): Promise<string | undefined> {
  const pace = new Pace(signal);
  const texts: string[] = [];
  let chars = 0;
  for (const part of parts) {
    texts.push(part);
    chars += part.length;
    if (chars > mostChars) {
      return undefined;
    }
    if (pace.isDue) {
      await pace.rest();
    }
  }
  return texts.join("");
}
