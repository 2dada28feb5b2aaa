/** The same call by hand: a page with only fetch and protobuf-es. The rest of a bundle is ours. */
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { HelloService, SayRequestSchema, SayResponseSchema } from "../../playground/gen/hello/v1/hello_pb.ts";

const response = await fetch(`/${HelloService.typeName}/${HelloService.method.say.name}`, {
  method: "POST",
  headers: { "content-type": "application/proto", "connect-protocol-version": "1" },
  body: toBinary(SayRequestSchema, create(SayRequestSchema, { sentence: "hello" })) as Uint8Array<ArrayBuffer>,
});
document.body.textContent = fromBinary(SayResponseSchema, new Uint8Array(await response.arrayBuffer())).sentence;
