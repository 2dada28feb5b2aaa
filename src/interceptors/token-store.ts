/** Keeps the current token, and renews it once for all calls that were rejected with it. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { kindOf } from "../core/kind-of.ts";

/** Returns what is wrong with a token, without quoting it; undefined if a header can carry it. */
export function tokenComplaint(token: unknown): string | undefined {
  if (typeof token !== "string") {
    return `${kindOf(token)}, expected a string`;
  }
  return /[^!-~]/.test(token) ? "a token that a header cannot carry (spaces, line breaks)" : undefined;
}

export interface HeldToken {
  readonly value: string;
  /** The token that replaces it once a call was rejected with it. Requested once per token, successfully or not. */
  renewal?: Promise<HeldToken | undefined>;
}

export class TokenStore {
  readonly #ask: (expired: string | undefined) => Promise<unknown>;
  #current: Promise<HeldToken | undefined> | undefined;
  /** The token that was rejected last, until there is a new one. */
  #expired: string | undefined;

  constructor(ask: (expired: string | undefined) => Promise<unknown>) {
    this.#ask = ask;
  }

  /** Returns the current or pending token; requests one if there is none. */
  current(): Promise<HeldToken | undefined> {
    return this.#current ?? this.#fetch("cannot get a token");
  }

  /** Returns the token that replaces this one. All calls rejected with the same token share it, and its failure. */
  renew(refused: HeldToken): Promise<HeldToken | undefined> {
    if (!refused.renewal) {
      this.#expired = refused.value;
      refused.renewal = this.#fetch("the token was rejected, and its refresh failed");
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
