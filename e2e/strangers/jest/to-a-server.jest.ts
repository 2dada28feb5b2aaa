/** Every kind of call to a server, with Node's fetch. */
import { describe } from "@jest/globals";
import type { Setting } from "../calls/world.ts";
import { testCases } from "./test-cases.ts";

describe("to a server", () => testCases("everyCall", JSON.parse(process.env.FARCALL_STRANGERS ?? "{}") as Setting));
