/** A page with only one unary call, binary, over Connect: the size in the README is measured with it. */
import { connectUnary, createClient, createTransport, protoBinary } from "farcall";
import { HelloService } from "../../playground/gen/hello/v1/hello_pb.ts";

const transport = createTransport({ baseUrl: "/", protocol: connectUnary(), codec: protoBinary() });
const { sentence } = await createClient(HelloService, transport).say({ sentence: "hello" });
document.body.textContent = sentence;
