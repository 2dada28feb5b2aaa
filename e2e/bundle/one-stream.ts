/** A page with one server stream, binary, over Connect. */
import { connect, createClient, createTransport, protoBinary } from "farcall";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";

const transport = createTransport({ baseUrl: "/", protocol: connect(), codec: protoBinary() });
for await (const { sentence } of createClient(DemoService, transport).introduce({ name: "Ada" })) {
  document.body.append(sentence);
}
