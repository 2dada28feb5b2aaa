/** Parses origins, for interceptors that send headers only to some of them. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { checkList } from "../core/invalid-option.ts";

/** Returns the origin of a call's URL; empty for a path outside a page. */
export function originOf({ url }: { readonly url: string }): string {
  try {
    return /^https?:/i.test(url) ? new URL(url).origin : "";
  } catch {
    return "";
  }
}

/** Returns the origins of these URLs. Throws invalid_argument for anything that is not a URL. */
export function expectOrigins(name: string, origins: readonly string[]): ReadonlySet<string> {
  checkList(name, origins, 'an origin like "https://api.example.com"', (origin) => typeof origin === "string");
  return new Set(
    origins.map((origin) => {
      const found = originOf({ url: origin });
      if (!found) {
        throw new ConnectError(Code.InvalidArgument, `${name}: ${JSON.stringify(origin)} is not a URL with an origin`);
      }
      return found;
    }),
  );
}
