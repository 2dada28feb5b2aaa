/** The token that calls are sent with, and its one renewal for all that were refused with it. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { kindOf } from "../core/kind-of.ts";

/** Returns what is wrong with a token, without repeating it; undefined for one that a header can carry. */
export function tokenComplaint(token: unknown): string | undefined {
  if (typeof token !== "string") {
    return `${kindOf(token)}, expected a string`;
  }
  return /[^!-~]/.test(token) ? "a token that a header cannot carry (spaces, line breaks)" : undefined;
}

export interface HeldToken {
  readonly value: string;
  /** What came in its place, once a call was refused with it. There is one for each token, whether or not it succeeds. */
  renewal?: Promise<HeldToken | undefined>;
}

export class TokenStore {
  readonly #ask: (expired: string | undefined) => Promise<unknown>;
  #current: Promise<HeldToken | undefined> | undefined;
  /** The token that was refused last, while there is no other. */
  #expired: string | undefined;

  constructor(ask: (expired: string | undefined) => Promise<unknown>) {
    this.#ask = ask;
  }

  /** The token of now, or the one that is on its way. Without one, its source is asked. */
  current(): Promise<HeldToken | undefined> {
    return this.#current ?? this.#fetch("cannot get a token");
  }

  /** The token after this one. Whoever was refused with the same token shares it, and its failure. */
  renew(refused: HeldToken): Promise<HeldToken | undefined> {
    if (!refused.renewal) {
      this.#expired = refused.value;
      refused.renewal = this.#fetch("the token was refused, and its refresh failed");
    }
    return refused.renewal;
  }

  #fetch(what: string): Promise<HeldToken | undefined> {
    const fetched = this.#held(what);
    this.#current = fetched;
    const forget = () => {
      if (this.#current === fetched) {
        this.#current = undefined;
      }
    };
    fetched.then((held) => held ?? forget(), forget);
    return fetched;
  }

  async #held(what: string): Promise<HeldToken | undefined> {
    try {
      const value = await this.#ask(this.#expired);
      if (value === undefined || value === null || value === "") {
        return undefined;
      }
      const complaint = tokenComplaint(value);
      if (complaint) {
        throw new TypeError(`the source returned ${complaint}`);
      }
      this.#expired = undefined;
      return { value: value as string };
    } catch (reason) {
      const { code, rawMessage } = ConnectError.from(reason, Code.Unauthenticated);
      throw new ConnectError(code, `${what}: ${rawMessage}`, { cause: reason });
    }
  }
}
