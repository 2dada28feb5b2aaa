import { create, createFileRegistry, type DescService, fromBinary, setExtension, toBinary } from "@bufbuild/protobuf";
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FieldOptionsSchema,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";
import {
  FieldRulesSchema,
  field,
  file_buf_validate_validate,
  ViolationsSchema,
} from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import { Code, ConnectError, createClient, findDetails, type Interceptor } from "farcall";
import { validate } from "farcall/interceptors/validate";
import { createInMemoryTransport, service } from "farcall/server";
import { describe, expect, it } from "vitest";
import { collect } from "../../e2e/servers/collect.ts";

/** Describes a service whose requests must have a name of at least three characters. */
function namesService(): DescService {
  const options = create(FieldOptionsSchema);
  setExtension(options, field, create(FieldRulesSchema, { type: { case: "string", value: { minLen: 3n } } }));
  const names = create(FileDescriptorProtoSchema, {
    name: "names.proto",
    package: "names.v1",
    syntax: "proto3",
    messageType: [
      {
        name: "Name",
        field: [
          {
            name: "name",
            number: 1,
            type: FieldDescriptorProto_Type.STRING,
            label: FieldDescriptorProto_Label.OPTIONAL,
            // Parsed from its bytes, like a compiler's output.
            options: fromBinary(FieldOptionsSchema, toBinary(FieldOptionsSchema, options)),
          },
        ],
      },
    ],
    service: [
      {
        name: "NamesService",
        method: [
          ["Unary", false, false],
          ["ServerStream", false, true],
          ["ClientStream", true, false],
          ["BidiStream", true, true],
        ].map(([name, clientStreaming, serverStreaming]) => ({
          name: name as string,
          inputType: ".names.v1.Name",
          outputType: ".names.v1.Name",
          clientStreaming: clientStreaming as boolean,
          serverStreaming: serverStreaming as boolean,
        })),
      },
    ],
  });
  const registry = createFileRegistry(
    create(FileDescriptorSetSchema, { file: [names] }).file[0] as typeof names,
    (name) => (name === file_buf_validate_validate.proto.name ? file_buf_validate_validate.proto : undefined),
  );
  return registry.getService("names.v1.NamesService") as DescService;
}

const NamesService = namesService();

type Call = (input: unknown) => Promise<unknown> & AsyncIterable<unknown>;

function namesClient(client: Interceptor[], server: Interceptor[]) {
  const heard: unknown[] = [];
  const note = (request: unknown) => {
    heard.push((request as { name: string }).name);
    return { name: "heard" };
  };
  const implementation = {
    unary: note,
    async *serverStream(request: unknown) {
      yield note(request);
    },
    async clientStream(requests: AsyncIterable<unknown>) {
      return (await collect(requests)).map(note).at(-1);
    },
    async *bidiStream(requests: AsyncIterable<unknown>) {
      for await (const request of requests) {
        yield note(request);
      }
    },
  };
  const handler = { services: [service(NamesService, implementation as never)], interceptors: server };
  const transport = createInMemoryTransport(handler, { interceptors: client });
  return { heard, client: createClient(NamesService, transport) as unknown as Record<string, Call> };
}

const kinds: [string, (client: Record<string, Call>, names: string[]) => Promise<unknown>][] = [
  ["unary", async (client, names) => client.unary?.({ name: names.at(-1) })],
  [
    "server stream",
    (client, names) => collect(client.serverStream?.({ name: names.at(-1) }) as AsyncIterable<unknown>),
  ],
  ["client stream", async (client, names) => client.clientStream?.(names.map((name) => ({ name })))],
  [
    "bidi stream",
    (client, names) => collect(client.bidiStream?.(names.map((name) => ({ name }))) as AsyncIterable<unknown>),
  ],
];

describe.each(["a client", "a server"])("validate on %s", (side) => {
  const make = () => (side === "a client" ? namesClient([validate()], []) : namesClient([], [validate()]));

  it.each(kinds)("rejects a request that violates a rule, and names the rule in a detail: %s", async (_, call) => {
    const { heard, client } = make();
    const error = await call(client, ["Grace", "Al"]).then(
      () => expect.unreachable(),
      (reason: ConnectError) => reason,
    );
    expect(error).toBeInstanceOf(ConnectError);
    expect(error).toMatchObject({ code: Code.InvalidArgument, rawMessage: expect.stringContaining("names.v1.Name") });
    const [violations] = findDetails(error, ViolationsSchema);
    expect(violations?.violations).toMatchObject([{ ruleId: "string.min_len" }]);
    expect(heard).not.toContain("Al");
  });

  it.each(kinds)("accepts a request that violates no rule: %s", async (_, call) => {
    const { heard, client } = make();
    await call(client, ["Grace"]);
    expect(heard).toEqual(["Grace"]);
  });
});
