import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { corsAllowedHeaders, corsExposedHeaders } from "./cors-lists.ts";

const guide = readFileSync(`${import.meta.dirname}/../../docs/cors.md`, "utf8");

it.each([
  ["allowed", corsAllowedHeaders],
  ["exposed", corsExposedHeaders],
])("the guide lists the same %s headers for Envoy and nginx", (_, names) => {
  expect(guide.split(names.join(", "))).toHaveLength(3);
});
