/** A page with only one unary call, binary, over Connect: docs/compiled-codecs.md has its size. */
import { HelloService } from "@acme/hello/hello/v1/hello_pb.js";
import { connectUnary, createClient, createTransport, protoBinary } from "farcall";

const transport = createTransport({ baseUrl: "/", protocol: connectUnary(), codec: protoBinary() });
const response = createClient(HelloService, transport).say({ sentence: "hello" });
response.then(({ sentence }) => {
  document.body.textContent = sentence;
});
