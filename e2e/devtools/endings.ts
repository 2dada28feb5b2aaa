/** Every possible outcome of a call, and how the panel must show it. */
import type { JsonValue } from "@bufbuild/protobuf";
import { freePort } from "../browsers/free-port.mjs";
import type { Addresses } from "../servers/addresses.ts";
import { base64, scriptUrl } from "../servers/script.ts";
import type { App, AppCall } from "./pages/app.ts";

export interface Ending {
  /** "a call that ..." */
  name: string;
  method: Parameters<App["call"]>[0];
  input: JsonValue;
  how?: (addresses: Addresses) => Promise<AppCall> | AppCall;
  /** In the column "Status". */
  status: string;
  /** The tab to check. */
  tab: "Messages" | "Error" | "End";
  /** What the details must contain. */
  says: RegExp[];
}

const html = "<!doctype html><html><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>";

export const endings: readonly Ending[] = [
  {
    name: "succeeds",
    method: "say",
    input: { sentence: "one" },
    status: "ok",
    tab: "Messages",
    says: [/You said: one/],
  },
  {
    name: "fails with details",
    method: "fail",
    input: { code: 5, message: "no such hat", reasons: ["never knitted"] },
    status: "not_found",
    tab: "Error",
    says: [/no such hat/, /demo\.v1\.FailureReason/, /never knitted/, /server/i],
  },
  {
    name: "fails with details over gRPC-Web",
    method: "fail",
    input: { code: 8, message: "out of wool", reasons: ["sold out"] },
    how: () => ({ protocol: "grpc-web" }),
    status: "resource_exhausted",
    tab: "Error",
    says: [/out of wool/, /demo\.v1\.FailureReason/, /sold out/, /server/i],
  },
  {
    name: "fails after messages",
    method: "failLater",
    input: { after: 3, failure: { code: 14, message: "sheep on strike" } },
    status: "unavailable",
    tab: "Error",
    says: [/sheep on strike/, /server/i],
  },
  {
    name: "is left by its reader",
    method: "tick",
    input: { perSecond: 100 },
    how: () => ({ leaveAfter: 3 }),
    status: "left",
    tab: "End",
    says: [/left/i],
  },
  {
    name: "runs out of time",
    method: "wait",
    input: { durationMs: 60_000 },
    how: () => ({ timeoutMs: 200 }),
    status: "deadline_exceeded",
    tab: "Error",
    says: [/deadline/i, /200/],
  },
  {
    name: "reaches no server",
    method: "say",
    input: { sentence: "anybody?" },
    how: async () => ({ baseUrl: `http://localhost:${await freePort()}` }),
    status: "unavailable",
    tab: "Error",
    says: [/network/i],
  },
  {
    name: "is answered with HTML by a proxy",
    method: "say",
    input: { sentence: "hello?" },
    how: ({ scripted }) => ({
      baseUrl: scriptUrl(scripted, {
        status: 502,
        headers: { "content-type": "text/html" },
        chunks: [base64(new TextEncoder().encode(html))],
      }),
    }),
    status: "unavailable",
    tab: "Error",
    says: [/502/, /html/i, /proxy/i],
  },
  {
    name: "has a status that CORS hides",
    method: "say",
    input: { sentence: "are you allowed?" },
    how: ({ scripted }) => ({
      protocol: "grpc-web",
      baseUrl: scriptUrl(scripted, {
        headers: { "content-type": "application/grpc-web+proto", "grpc-status": "7", "grpc-message": "not for you" },
        expose: "content-type",
      }),
    }),
    status: "unknown",
    tab: "Error",
    says: [/expose/i, /grpc-status/i],
  },
];
