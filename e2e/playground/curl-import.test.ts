/** A pasted curl command becomes a call, whoever wrote it. */
import { create, toBinary, toJsonString } from "@bufbuild/protobuf";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { IntroduceRequestSchema, SayRequestSchema } from "../../playground/gen/demo/v1/demo_pb.ts";
import { curlDraft } from "../../playground/model/curl/curl-draft.ts";
import { isCurl, parseCurl } from "../../playground/model/curl/parse-curl.ts";
import { demoSchema } from "../../playground/model/demo-schema.ts";
import { noEnvironments } from "../../playground/model/environments.ts";
import { valuesOf } from "../../playground/model/fill-in.ts";
import { formSource } from "../../playground/model/form-source.ts";
import { createHeaderRow } from "../../playground/model/header-rows.ts";
import { findMethod } from "../../playground/model/schema.ts";
import { defaultSettings } from "../../playground/model/settings.ts";
import { createTransportMaker } from "../../playground/model/settings-transport.ts";
import { formatCurl } from "../../react/devtools/model/copy/curl.ts";
import { callFormats } from "../../react/devtools/model/copy/formats.ts";
import { writeBase64 } from "../../react/devtools/model/read-base64.ts";

// The page's modules create its recorder, and files share their globals.
afterAll(() => void Reflect.deleteProperty(globalThis, Symbol.for("farcall.devtools")));

const find = (id: string) => findMethod(demoSchema, id);
const imported = (text: string) => curlDraft(text, find);

const odd = fc.string({
  unit: fc.oneof(
    fc.constantFrom("'", '"', "$", "`", "\\", "\n", "!", "#", ";", "|", "&", "@", "^", "é", "🐑", " "),
    fc.string({ minLength: 1, maxLength: 1 }),
  ),
});
const text = odd.map((value) => value.replaceAll("\0", "").replaceAll("\r\n", "\n"));
const headerName = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
const headerValue = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);
const body = fc.oneof(
  fc.constant(undefined),
  text.map((value) => ({ text: value })),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => ({ base64: writeBase64(bytes) })),
);

test("what is formatted as curl is parsed as the same request", () => {
  fc.assert(
    fc.property(
      fc.webUrl({ withQueryParameters: true }),
      fc.array(fc.tuple(headerName, headerValue)),
      body,
      (url, headers, sent) => {
        const parsed = parseCurl(formatCurl({ url, method: sent ? "POST" : "GET", headers, body: sent }));
        expect(parsed).toMatchObject({ url, headers, method: sent ? "POST" : "GET", notes: [] });
        const bytes =
          sent &&
          ("text" in sent
            ? new TextEncoder().encode(sent.text)
            : Uint8Array.from(atob(sent.base64), (char) => char.charCodeAt(0)));
        expect(parsed.body && [...parsed.body]).toEqual(bytes && [...bytes]);
      },
    ),
  );
});

const forms = fc.record({
  method: fc.constantFrom("Say", "Introduce", "Summarize", "Converse"),
  sentence: fc.string({ unit: "grapheme" }),
  protocol: fc.constantFrom("connect" as const, "grpc-web" as const),
  codec: fc.constantFrom("binary" as const, "json" as const),
  timeout: fc.constantFrom("", "1500"),
  useGet: fc.boolean(),
  label: fc.constantFrom("curl" as const, "curl, binary" as const),
});

test("a call copied as curl is imported as the same call", async () => {
  await fc.assert(
    fc.asyncProperty(forms, async ({ method: name, sentence, label, ...choices }) => {
      const method = find(`demo.v1.DemoService/${name}`);
      expect(method).toBeDefined();
      if (!method) {
        return;
      }
      const message = name === "Introduce" ? { name: sentence, intervalMs: 3 } : { sentence };
      const request = method.sendsMany ? [message, message] : message;
      const source = formSource(
        {
          method,
          request: JSON.stringify(request),
          headers: [createHeaderRow("demo-x", "it's")],
          settings: { ...defaultSettings, ...choices, baseUrl: "https://api.example.com/prefix/" },
          values: valuesOf(noEnvironments),
          makeTransport: createTransportMaker({}),
        },
        { withSecrets: false, pageUrl: "http://localhost" },
      );
      const command = callFormats[label](source);
      expect(isCurl(command)).toBe(true);
      const { draft, notes } = await imported(command);
      expect(notes).toEqual([]);
      expect(draft).toMatchObject({
        methodId: method.id,
        headers: [["demo-x", "it's"]],
        settings: { baseUrl: "https://api.example.com/prefix", protocol: choices.protocol, timeout: choices.timeout },
      });
      expect(draft.settings.useGet ?? false).toBe(choices.useGet && name === "Say" && choices.protocol === "connect");
      const implicit = (value: object) => Object.fromEntries(Object.entries(value).filter(([, part]) => part !== ""));
      const plain = method.sendsMany ? [implicit(message), implicit(message)] : implicit(message);
      expect(JSON.parse(draft.request ?? "")).toEqual(plain);
    }),
    { numRuns: 60 },
  );
});

test("a request that Chrome copies as cURL is understood, and what the browser sets itself is left out", async () => {
  const { draft, notes } = await imported(`curl 'https://api.example.com/demo.v1.DemoService/Say' \\
  -H 'accept: */*' \\
  -H 'accept-language: en-US,en;q=0.9' \\
  -H 'authorization: Bearer abc' \\
  -H 'connect-protocol-version: 1' \\
  -H 'connect-timeout-ms: 2500' \\
  -H 'content-type: application/json' \\
  -b 'session=1' \\
  -H 'origin: https://app.example.com' \\
  -H 'sec-ch-ua: "Chromium";v="156"' \\
  --data-raw $'{"sentence":"it\\'s\\u0021 \\ud83d\\udc11"}' \\
  --compressed ;
curl 'https://other.example.com/'`);
  expect(draft).toEqual({
    methodId: "demo.v1.DemoService/Say",
    settings: {
      baseUrl: "https://api.example.com",
      protocol: "connect",
      codec: "json",
      timeout: "2500",
      useGet: false,
    },
    headers: [["authorization", "Bearer abc"]],
    request: JSON.stringify({ sentence: "it's! 🐑" }, null, 2),
  });
  expect(notes).toEqual([
    "Only the first command was read.",
    "A page cannot set cookie, origin: the browser sends its own.",
  ]);
});

test("bytes that a browser copied as characters are decoded", async () => {
  const bytes = toBinary(IntroduceRequestSchema, create(IntroduceRequestSchema, { name: "Zoë", intervalMs: 300 }));
  const envelope = [0, 0, 0, 0, bytes.byteLength, ...bytes];
  const escaped = envelope.map((byte) => `\\u${byte.toString(16).padStart(4, "0")}`).join("");
  const { draft, notes } = await imported(
    `curl https://x.example/demo.v1.DemoService/Introduce -H 'content-type: application/grpc-web+proto' -H 'x-grpc-web: 1' --data-raw $'${escaped}'`,
  );
  expect(notes).toEqual([]);
  expect(draft.settings).toMatchObject({ protocol: "grpc-web", codec: "binary" });
  expect(JSON.parse(draft.request ?? "")).toEqual({ name: "Zoë", intervalMs: 300 });
});

test("a GET carries its message in the URL, as JSON or as bytes", async () => {
  const message = create(SayRequestSchema, { sentence: "a?b>c" });
  const base64 = writeBase64(toBinary(SayRequestSchema, message))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
  for (const query of [
    `encoding=json&message=${encodeURIComponent(toJsonString(SayRequestSchema, message))}`,
    `encoding=proto&base64=1&message=${base64}`,
  ]) {
    const { draft, notes } = await imported(`curl "https://x.example/api/demo.v1.DemoService/Say?connect=v1&${query}"`);
    expect(JSON.parse(draft.request ?? "")).toEqual({ sentence: "a?b>c" });
    expect(draft.settings.baseUrl).toBe("https://x.example/api");
    expect(draft.settings).toMatchObject({ protocol: "connect", useGet: true });
    expect(notes).toEqual([]);
  }
});

test("a GET of a method that may have side effects becomes a POST, and says why", async () => {
  const { draft, notes } = await imported(
    "curl 'https://x.example/demo.v1.DemoService/Echo?encoding=json&message=%7B%7D'",
  );
  expect(draft.settings).not.toHaveProperty("useGet");
  expect(notes).toEqual([
    "The message came from the URL of a GET. The form sends a POST, because demo.v1.DemoService/Echo is not declared " +
      "free of side effects (idempotency_level = NO_SIDE_EFFECTS).",
  ]);
});

describe("what is not understood is named", () => {
  test.each([
    ["a flag", "curl --frobnicate https://x.example/demo.v1.DemoService/Say", /--frobnicate is not a flag/],
    [
      "what a browser cannot do",
      "curl -sk https://x.example/demo.v1.DemoService/Say",
      /-k has no counterpart in a browser/,
    ],
    [
      "a file",
      "curl -d @body.json https://x.example/demo.v1.DemoService/Say",
      /-d @body\.json reads the body from a file/,
    ],
    [
      "a variable",
      'curl -H "authorization: Bearer $TOKEN" https://x.example/demo.v1.DemoService/Say',
      /^\$TOKEN was kept as text/,
    ],
    ["a path", "curl https://x.example/health", /\/health does not end in \/package\.Service\/Method/],
    [
      "a method without a schema",
      "curl -d '{}' https://x.example/acme.v1.Hats/Knit",
      /no schema of acme\.v1\.Hats\/Knit/,
    ],
    [
      "a message of another type",
      `curl --json '[' https://x.example/demo.v1.DemoService/Say`,
      /could not be read as demo\.v1\.SayRequest: not valid JSON/,
    ],
    [
      "gRPC",
      "curl -H 'content-type: application/grpc' https://x.example/demo.v1.DemoService/Say",
      /speaks gRPC, which no browser can/,
    ],
  ])("%s", async (_, command, note) => {
    const { notes } = await imported(command);
    expect(notes.some((sentence) => note.test(sentence))).toBe(true);
  });

  test.each([
    ["curl 'https://x.example", /The quote ' in line 1 is not closed/],
    ["wget https://x.example", /not a curl command/],
    ["curl -s", /has no URL/],
    ["curl -H", /-H has no value/],
    ["curl ftp://x.example/a", /not one that a page can call/],
    ['curl ^"https://x.example^" ^\n  -H ^"a: b^"', /choose "Copy as cURL \(bash\)"/],
    ['curl "https://x.example" ^\r\n  -H "a: b"', /choose "Copy as cURL \(bash\)"/],
  ])("%s", async (command, problem) => {
    await expect(imported(command)).rejects.toThrow(problem);
  });
});

test("a caret at the end of a line of the message is not taken for Windows", () => {
  expect(new TextDecoder().decode(parseCurl("curl https://x.example --data-raw 'a ^\nb ^\"c'").body)).toBe(
    'a ^\nb ^"c',
  );
});

test("flags can be joined, repeated and abbreviated as curl allows", () => {
  const request = parseCurl("curl -sSXPUT -Ha:1 -H 'b;' -ualice:pass -m2.5 -da=1 -d b=2 -- localhost:8080/x");
  expect(request).toEqual({
    url: "localhost:8080/x",
    method: "PUT",
    headers: [
      ["a", "1"],
      ["b", ""],
      ["authorization", "Basic YWxpY2U6cGFzcw=="],
    ],
    body: new TextEncoder().encode("a=1&b=2"),
    timeoutMs: 2500,
    notes: [],
  });
});
