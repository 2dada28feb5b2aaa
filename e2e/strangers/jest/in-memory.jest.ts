/** Every kind of call in memory, as described in docs/react.md and docs/server.md. */
import { describe } from "@jest/globals";
import { testCases } from "./test-cases.ts";

describe("in memory", () => {
  testCases("everyCall", { demo: "memory" });
  testCases("throughTheCache", { demo: "memory" });
});
