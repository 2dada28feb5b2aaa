/** The same page with the preset transport, which includes gzip for calls to its own origin. */
import { createClient, createConnectTransport } from "farcall";
import { HelloService } from "../../playground/gen/hello/v1/hello_pb.ts";

const { sentence } = await createClient(HelloService, createConnectTransport({ baseUrl: "/" })).say({
  sentence: "hello",
});
document.body.textContent = sentence;
