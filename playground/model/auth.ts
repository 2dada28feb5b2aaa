/** The authorization header, as a form: for the schemes that most servers use. */
import { createHeaderRow, type HeaderRow } from "./header-rows.ts";

export type Auth =
  | { readonly kind: "none" }
  | { readonly kind: "bearer"; readonly token: string }
  | { readonly kind: "basic"; readonly user: string; readonly password: string };

export const noAuth: Auth = { kind: "none" };

/** Reads what storage has, which may be anything. */
export function parseAuth(stored: unknown): Auth | undefined {
  const { kind, token, user, password } = (stored ?? {}) as Record<string, unknown>;
  if (kind === "bearer" && typeof token === "string") {
    return { kind, token };
  }
  if (kind === "basic" && typeof user === "string" && typeof password === "string") {
    return { kind, user, password };
  }
  return undefined;
}

/** Returns the value of the header; undefined if there is none to send. */
export function formatAuth(auth: Auth): string | undefined {
  switch (auth.kind) {
    case "none":
      return undefined;
    case "bearer":
      return auth.token.trim() && `Bearer ${auth.token.trim()}`;
    case "basic":
      // UTF-8, as RFC 7617 suggests and servers expect.
      return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${auth.user}:${auth.password}`)))}`;
  }
}

/** Adds the authorization to the headers, unless they have one of their own. */
export function withAuth(rows: readonly HeaderRow[], auth: Auth): readonly HeaderRow[] {
  const value = formatAuth(auth);
  const isGiven = rows.some(({ name }) => name.trim().toLowerCase() === "authorization");
  return value && !isGiven ? [...rows, createHeaderRow("authorization", value)] : rows;
}
