/** The authorization header, as a form: for the schemes that most servers use. */
import { fillReferences, noValues, type Values } from "./fill-in.ts";
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

/**
 * Returns the value of the header; undefined if there is none to send.
 * @param values are filled into what is encoded here; other variables are filled in with all headers
 */
export function formatAuth(auth: Auth, values: Values = noValues): string | undefined {
  switch (auth.kind) {
    case "none":
      return undefined;
    case "bearer":
      return auth.token.trim() && `Bearer ${auth.token.trim()}`;
    case "basic": {
      const [user, password] = [fillReferences(auth.user, values), fillReferences(auth.password, values)];
      if (user.missing.length + password.missing.length > 0) {
        return `Basic ${auth.user}:${auth.password}`; // not sent: its variables are missing
      }
      // UTF-8, as RFC 7617 suggests and servers expect.
      return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(`${user.text}:${password.text}`)))}`;
    }
  }
}

/** Adds the authorization to the headers, unless they have one of their own. */
export function withAuth(rows: readonly HeaderRow[], auth: Auth, values: Values): readonly HeaderRow[] {
  const value = formatAuth(auth, values);
  const isGiven = rows.some(({ name }) => name.trim().toLowerCase() === "authorization");
  return value && !isGiven ? [...rows, createHeaderRow("authorization", value)] : rows;
}
