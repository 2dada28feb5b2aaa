/** The explanations of failed calls: what ended them, and what to do. */
import type { CallDetails, Row } from "farcall/devtools";
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

function rowOf(row: Partial<Row>): Row {
  return {
    id: "1",
    seq: 1,
    service: "s",
    method: "m",
    kind: "unary",
    protocol: "connect",
    url: "https://api.example.com/s/m",
    httpMethod: "POST",
    start: 0,
    end: 9,
    attempts: [{ at: 1, sent: 1, received: 0, requests: 1, responses: 0 }],
    ...row,
  };
}

const text = (row: Partial<Row>, details?: CallDetails, origin?: string) => {
  const explained = explain(rowOf(row), details, origin);
  return explained && [explained.who, ...explained.next].join(" ");
};

test("a successful call needs no explanation", () => {
  expect(text({})).toBeUndefined();
});

test("no response from another origin mentions CORS, and a server that is not running", () => {
  const said = text({ code: "unavailable", why: "network" }, undefined, "https://app.example.com");
  expect(said).toContain("access-control-allow-origin");
  expect(said).toContain("curl -i https://api.example.com");
  expect(text({ code: "unavailable", why: "network" }, undefined, "https://api.example.com")).not.toContain(
    "access-control",
  );
});

test("an HTML page is named as such, with the meaning of its status", () => {
  const attempt = { responseHeaders: [["content-type", "text/html"]], status: 502 } as never;
  const said = text(
    {
      code: "unavailable",
      why: "http",
      attempts: [{ at: 1, status: 502, sent: 1, received: 9, requests: 1, responses: 0 }],
    },
    { attempts: [attempt] } as never,
  );
  expect(said).toContain("HTTP 502 (text/html)");
  expect(said).toContain("an HTML page");
  expect(said).toContain("is it running?");
});

test("HTTP 505 mentions HTTP/2", () => {
  expect(
    text({
      code: "unknown",
      why: "http",
      attempts: [{ at: 1, status: 505, sent: 0, received: 0, requests: 0, responses: 0 }],
    }),
  ).toContain("HTTP/2");
});

test("a deadline says how far the call had got", () => {
  expect(text({ code: "deadline_exceeded", why: "deadline", timeoutMs: 100 })).toMatch(/100 ms.*had not responded/);
  expect(text({ code: "deadline_exceeded", why: "deadline", attempts: [] })).toContain("Nothing was ever sent");
  expect(
    text({
      code: "deadline_exceeded",
      why: "deadline",
      attempts: [{ at: 1, headersAt: 21, sent: 0, received: 9, requests: 1, responses: 2 }],
    }),
  ).toContain("Headers came after 20 ms, and 2 messages");
});

test.each(["caller", "left", "deadline", "network", "http", "protocol", "server", "client"] as const)(
  "%s has a sentence of its own",
  (why) => {
    expect(text({ code: "unknown", why })?.length).toBeGreaterThan(20);
  },
);
