/** A page that makes calls of each kind that a browser can, and shows what came back: built with and without the plugin. */
import {
  clone,
  create,
  createRegistry,
  equals,
  fromBinary,
  isFieldSet,
  isMessage,
  type Message,
  toBinary,
  toJson,
} from "@bufbuild/protobuf";
import { anyPack, anyUnpack, timestampDate, timestampFromMs, ValueSchema } from "@bufbuild/protobuf/wkt";
import { ConnectError, connect, createClient, createTransport, findDetails, protoBinary, protoJson } from "farcall";
import { descOf } from "farcall/compiled";
import {
  DemoService,
  EchoRequestSchema,
  FailureReasonSchema,
  SayResponseSchema,
} from "../../playground/gen/demo/v1/demo_pb.ts";

const shown: unknown[] = [];
for (const codec of [protoBinary(), protoJson()]) {
  const demo = createClient(DemoService, createTransport({ baseUrl: "/", protocol: connect(), codec }));
  const response = await demo.say({ sentence: "Hello, schöne Welt" });
  shown.push(response, isMessage(response, SayResponseSchema), toJson(SayResponseSchema, response));
  for await (const { sentence } of demo.introduce({ name: "Ada", intervalMs: 1 })) {
    shown.push(sentence);
  }
  for await (const { index } of demo.tick({ perSecond: 1000, count: 3n })) {
    shown.push(String(index));
  }
  try {
    await demo.fail({ code: 5, message: "no such hat", reasons: ["too small", "too red"] });
  } catch (error) {
    const { code, message } = ConnectError.from(error);
    shown.push(code, message, findDetails(ConnectError.from(error), FailureReasonSchema));
  }
}

const echo = create(EchoRequestSchema, { headers: { a: "1" }, trailers: { b: "2" } });
const any = anyPack(EchoRequestSchema, echo);
const value = create(ValueSchema, { kind: { case: "numberValue", value: 1.5 } });
const [field] = EchoRequestSchema.fields;
shown.push(
  fromBinary(EchoRequestSchema, toBinary(EchoRequestSchema, echo)),
  equals(EchoRequestSchema, echo, clone(EchoRequestSchema, echo)),
  anyUnpack(any, createRegistry(EchoRequestSchema)) as Message,
  toJson(ValueSchema, value),
  timestampDate(timestampFromMs(1500)).toISOString(),
  [field?.name, EchoRequestSchema.file.name, DemoService.method.say.name],
  isFieldSet(echo, EchoRequestSchema.field.headers),
  descOf(DemoService).methods.map(({ name }) => name),
  toBinary(descOf(EchoRequestSchema), echo),
);

const output = document.createElement("output");
output.textContent = JSON.stringify(shown, null, 1);
document.body.append(output);
