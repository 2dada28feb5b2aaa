/** A fake page for the panel, with made-up calls: for cases that real pages never have, or only after a long time. */
import { create, type DescFile, type DescMessage, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { base64Encode } from "@bufbuild/protobuf/wire";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import type { AttemptRow, CallDetails, Command, Row, Schema, Side } from "farcall/devtools";
import type { Link } from "farcall/react/devtools";

export interface FakeCall {
  row: Partial<Row>;
  details?: Partial<CallDetails>;
  /** Complete messages, each put into an envelope if the body has envelopes. */
  request?: Uint8Array[];
  response?: Uint8Array[];
  enveloped?: boolean;
  encoding?: string;
  codec?: string;
  schema?: Schema | null;
}

interface KeptCall {
  row: Row;
  details: CallDetails;
  bodies: Record<Side, Uint8Array[]>;
  schema: Schema | null;
}

export class FakePage implements Link {
  epoch = "first";
  now = 0;
  seq = 0;
  transports = 1;
  paused = false;
  commands: Command[] = [];
  asked = 0;
  /** The failure of each query, while it is set. */
  failure: Error | undefined;
  readonly calls = new Map<string, KeptCall>();
  gone: string[] = [];
  #ids = 0;

  add({
    row,
    details,
    request = [],
    response = [],
    enveloped = row.kind !== "unary",
    encoding,
    codec = "proto",
    schema,
  }: FakeCall): string {
    const id = String(++this.#ids);
    const start = row.start ?? this.now;
    const bodies = { request: bodyOf(request, enveloped), response: bodyOf(response, enveloped) };
    const attempt: AttemptRow = {
      at: start + 1,
      headersAt: start + 3,
      firstAt: start + 4,
      lastAt: start + 9,
      end: start + 9,
      status: 200,
      sent: sum(bodies.request),
      received: sum(bodies.response),
      requests: request.length,
      responses: response.length,
    };
    const whole: Row = {
      id,
      seq: ++this.seq,
      service: "demo.v1.DemoService",
      method: "Say",
      kind: "unary",
      protocol: "connect",
      codec,
      url: "http://localhost/demo.v1.DemoService/Say",
      httpMethod: "POST",
      start,
      end: start + 10,
      attempts: [attempt],
      ...row,
    };
    this.now = Math.max(this.now, whole.end ?? 0);
    const body = (side: Side) => ({
      chunks: bodies[side].length,
      bytes: sum(bodies[side]),
      codec,
      enveloped,
      ...(encoding && { encoding }),
    });
    this.calls.set(id, {
      row: whole,
      bodies,
      schema: schema ?? null,
      details: {
        id,
        seq: whole.seq,
        responseHeaders: [["content-type", "application/proto"]],
        responseTrailers: [],
        attempts: [
          {
            url: whole.url,
            httpMethod: whole.httpMethod,
            requestHeaders: [
              ["content-type", "application/proto"],
              ["authorization", null],
            ],
            responseHeaders: [["content-type", "application/proto"]],
            status: 200,
            request: body("request"),
            response: body("response"),
          },
        ],
        ...details,
      },
    });
    return id;
  }

  /** Adds messages to an open stream. */
  push(id: string, messages: Uint8Array[]): void {
    const call = this.calls.get(id);
    const attempt = call?.row.attempts[0];
    const details = call?.details.attempts[0]?.response;
    if (!call || !attempt || !details) {
      throw new Error(`No call ${id}`);
    }
    const chunk = join(bodyOf(messages, true));
    call.bodies.response.push(chunk);
    attempt.responses += messages.length;
    attempt.received += chunk.byteLength;
    attempt.lastAt = this.now;
    details.chunks++;
    details.bytes += chunk.byteLength;
    this.touch(id);
  }

  touch(id: string, change: Partial<Row> = {}): void {
    const call = this.calls.get(id);
    if (call) {
      Object.assign(call.row, change, { seq: ++this.seq });
      call.details.seq = this.seq;
      this.calls.delete(id);
      this.calls.set(id, call);
    }
  }

  /** Loads another document: ids and numbers start over. */
  reload(): void {
    this.epoch = `${this.epoch}+`;
    this.calls.clear();
    this.seq = 0;
    this.#ids = 0;
  }

  async ask(member: Parameters<Link["ask"]>[0], args: readonly (string | number)[]): Promise<string | undefined> {
    this.asked++;
    if (this.failure) {
      throw this.failure;
    }
    const [first, ...rest] = args;
    const call = this.calls.get(String(first));
    switch (member) {
      case "drain":
        return this.#drain(Number(first));
      case "details":
        return JSON.stringify(call?.details ?? null);
      case "schema":
        return JSON.stringify(call?.schema ?? null);
      case "chunks":
        return this.#chunks(call, rest[1] as Side, Number(rest[2]), Number(rest[3]));
      case "command":
        return this.#command(JSON.parse(String(first)));
    }
  }

  #drain(after: number): string {
    const changed = [...this.calls.values()].filter(({ row }) => row.seq > after).map(({ row }) => row);
    const calls = changed.slice(0, 4000);
    const { gone } = this;
    this.gone = [];
    return JSON.stringify({
      epoch: this.epoch,
      timeOrigin: 1_800_000_000_000,
      now: this.now,
      seq: calls.at(-1)?.seq ?? this.seq,
      more: calls.length < changed.length,
      kept: this.calls.size,
      dropped: 0,
      faults: 0,
      transports: this.transports,
      paused: this.paused,
      redacted: true,
      overrides: [],
      calls,
      gone,
    });
  }

  #chunks(call: KeptCall | undefined, side: Side, from: number, maxBytes: number): string {
    const all = call?.bodies[side] ?? [];
    const chunks: [number, string][] = [];
    let bytes = 0;
    let next = from;
    for (; next < all.length && (bytes === 0 || bytes < maxBytes); next++) {
      const chunk = all[next] ?? new Uint8Array(0);
      bytes += chunk.byteLength;
      chunks.push([(call?.row.start ?? 0) + 4 + next / 100, base64Encode(chunk)]);
    }
    const offset = sum(all.slice(0, from));
    return JSON.stringify({ chunks, first: from, offset, next, total: all.length, cut: false, carriedOver: 0 });
  }

  #command(command: Command): string {
    this.commands.push(command);
    if (command.do === "clear") {
      this.calls.clear();
    } else if (command.do === "pause" || command.do === "resume") {
      this.paused = command.do === "pause";
    }
    return JSON.stringify({ ok: true, id: command.id });
  }
}

export function encoded<D extends DescMessage>(desc: D, message: MessageInitShape<D>): Uint8Array {
  return toBinary(desc, create(desc, message));
}

/** Returns a page's description of generated message types. */
export function schemaOf(input: DescMessage, output: DescMessage): Schema {
  const files = new Map<string, DescFile>();
  const visit = (file: DescFile) => {
    if (!files.has(file.name)) {
      file.dependencies.forEach(visit);
      files.set(file.name, file);
    }
  };
  visit(input.file);
  visit(output.file);
  return {
    input: input.typeName,
    output: output.typeName,
    files: [...files.values()].map(({ proto }) => base64Encode(toBinary(FileDescriptorProtoSchema, proto))),
  };
}

function bodyOf(messages: Uint8Array[], enveloped: boolean): Uint8Array[] {
  return enveloped ? messages.map((message) => join([header(message.byteLength), message])) : messages;
}

function header(length: number): Uint8Array {
  const bytes = new Uint8Array(5);
  new DataView(bytes.buffer).setUint32(1, length);
  return bytes;
}

function join(parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(sum(parts));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}

function sum(parts: Uint8Array[]): number {
  return parts.reduce((total, { byteLength }) => total + byteLength, 0);
}
