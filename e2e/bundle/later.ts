/** The page with one unary call and a lazily loaded part, as in pages with more than one view. */
import { connectUnary, createClient, createTransport, protoBinary } from "farcall";
import { HelloService } from "../../playground/gen/hello/v1/hello_pb.ts";

const transport = createTransport({ baseUrl: "/", protocol: connectUnary(), codec: protoBinary() });
const { sentence } = await createClient(HelloService, transport).say({ sentence: "hello" });
document.body.textContent = sentence;
document.onclick = () => import("./bare.ts");
