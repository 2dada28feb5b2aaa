/** A page with one unary call, binary, that shows the response as JSON. */
import { toJsonString } from "@bufbuild/protobuf";
import { connectUnary, createClient, createTransport, protoBinary } from "farcall";
import { HelloService, SayResponseSchema } from "../../playground/gen/hello/v1/hello_pb.ts";

const transport = createTransport({ baseUrl: "/", protocol: connectUnary(), codec: protoBinary() });
const response = await createClient(HelloService, transport).say({ sentence: "hello" });
document.body.textContent = toJsonString(SayResponseSchema, response);
