/** A page with the gRPC-Web preset, for a response that is compressed message by message. */
import { createClient, createGrpcWebTransport } from "farcall";
import { HelloService } from "../../playground/gen/hello/v1/hello_pb.ts";

const client = createClient(HelloService, createGrpcWebTransport({ baseUrl: "/" }));
document.body.textContent = await client.say({ sentence: "hello" }).then(
  ({ sentence }) => sentence,
  (error: Error) => error.message,
);
