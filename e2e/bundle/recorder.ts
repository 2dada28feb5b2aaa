/** The page with one unary call, recorded for the devtools. */
import { connectUnary, createClient, createTransport, protoBinary } from "farcall";
import { devtools } from "farcall/devtools";
import { HelloService } from "../../playground/gen/hello/v1/hello_pb.ts";

const interceptors = [devtools()];
const transport = createTransport({ baseUrl: "/", protocol: connectUnary(), codec: protoBinary(), interceptors });
const { sentence } = await createClient(HelloService, transport).say({ sentence: "hello" });
document.body.textContent = sentence;
