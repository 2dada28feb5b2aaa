/**
 * The part of a HAR entry that calls are read from: what the Network panel of a browser saves, and what `onRequestFinished`
 * gives to an extension.
 *
 * @see http://www.softwareishard.com/blog/har-12-spec/#entries
 */
export interface HarEntry {
  readonly startedDateTime: string;
  /** Milliseconds, all phases together. */
  readonly time: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly HarField[];
    readonly postData?: HarText;
  };
  readonly response: {
    /** 0 where no response came. */
    readonly status: number;
    readonly statusText?: string;
    readonly headers: readonly HarField[];
    readonly content?: HarText;
    /** Chromium's: of the body as it went over the wire. */
    readonly bodySize?: number;
    /** Chromium's alone: with it `bodySize` is what it says. */
    readonly _transferSize?: number | null;
    /** Chromium's: what went wrong, `net::ERR_ABORTED` for one. */
    readonly _error?: string | null;
  };
  readonly timings?: { readonly receive?: number };
  /** Chromium's: where in the source it was made. */
  readonly _initiator?: { readonly stack?: HarStack };
}

export interface HarField {
  readonly name: string;
  readonly value: string;
}

export interface HarText {
  readonly text?: string;
  readonly encoding?: string;
  readonly size?: number;
}

/** `lineNumber` and `columnNumber` count from 0. */
export interface HarStack {
  readonly callFrames?: readonly {
    readonly functionName: string;
    readonly url: string;
    readonly lineNumber: number;
    readonly columnNumber: number;
  }[];
  readonly parent?: HarStack;
}

/** Reads a field by its name in lower case. Lines of one name are joined as HTTP joins them. */
export function fieldReader(fields: readonly HarField[]): (name: string) => string | undefined {
  return (name) => {
    const values = fields.filter((field) => field.name.toLowerCase() === name).map(({ value }) => value);
    return values.length > 0 ? values.join(", ") : undefined;
  };
}
