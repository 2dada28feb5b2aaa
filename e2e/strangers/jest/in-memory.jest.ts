/** Every kind of call in memory, as docs/react.md and docs/server.md say. */
import { describe } from "@jest/globals";
import { testCases } from "./test-cases.ts";

describe("in memory", () => {
  testCases("everyCall", { demo: "memory" });
  testCases("throughTheCache", { demo: "memory" });
});
