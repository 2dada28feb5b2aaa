import { expect, it } from "vitest";
import { codeFromHttpStatus } from "./http-code.ts";

it.each([
  [400, "internal"],
  [401, "unauthenticated"],
  [403, "permission_denied"],
  [404, "unimplemented"],
  [429, "unavailable"],
  [502, "unavailable"],
  [503, "unavailable"],
  [504, "unavailable"],
])("HTTP %i means %s", (status, code) => {
  expect(codeFromHttpStatus(status)).toBe(code);
});

it.each([200, 204, 302, 405, 408, 409, 412, 413, 415, 418, 431, 499, 500, 501, 505, 800])(
  "HTTP %i means nothing in particular",
  (status) => {
    expect(codeFromHttpStatus(status)).toBe("unknown");
  },
);
