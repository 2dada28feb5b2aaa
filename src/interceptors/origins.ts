/** To which origins something may be sent. */
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import { checkList } from "../core/invalid-option.ts";

/** The origin of a call's URL; empty for a path where there is no page. */
export function originOf({ url }: { readonly url: string }): string {
  try {
    return /^https?:/i.test(url) ? new URL(url).origin : "";
  } catch {
    return "";
  }
}

/** Throws invalid_argument for what is no URL. "https://api.example.com/v1" stands for its origin. */
export function expectOrigins(name: string, origins: readonly string[]): ReadonlySet<string> {
  checkList(name, origins, 'an origin like "https://api.example.com"', (origin) => typeof origin === "string");
  return new Set(
    origins.map((origin) => {
      const found = originOf({ url: origin });
      if (!found) {
        throw new ConnectError(Code.InvalidArgument, `${name}: ${JSON.stringify(origin)} is no URL with an origin`);
      }
      return found;
    }),
  );
}
