/** Notes which component makes a call, for the devtools: in development, and only while they ask for it. */
import * as React from "react";

const hookKey = Symbol.for("farcall.devtools");

/**
 * @param options of a query, mutation or stream
 * @param hook what the component calls: the lines begin with whoever called it
 * @returns the very options, unless somebody wants to know
 */
export function withComponent<T extends object | undefined>(options: T, hook: (...args: never[]) => unknown): T {
  if (process.env.NODE_ENV === "production") {
    return options;
  }
  const devtools = (globalThis as { [hookKey]?: { notesSites?: boolean } })[hookKey];
  if (!devtools?.notesSites) {
    return options;
  }
  const site = new Error();
  Error.captureStackTrace?.(site, hook);
  // The component itself stands in the one, those that it was drawn by in the other.
  const owners = React.captureOwnerStack?.() ?? "";
  const component = () => `${site.stack}\n${owners}`;
  return { ...options, call: { ...(options as { call?: object } | undefined)?.call, component } } as T;
}
