/** A page with a unary call, a stream, a message that holds those of other packages, and JSON, which is loaded later. */
import { DemoService } from "@acme/demo/demo/v1/demo_pb.js";
import { create, fromBinary, isMessage, toBinary } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { connect, createClient, createTransport, protoBinary } from "farcall";
import { Mood } from "@/gen/app/v1/guest_pb";
import { VisitSchema } from "@/gen/app/v1/visit_pb";

const transport = createTransport({ baseUrl: "/", protocol: connect(), codec: protoBinary() });
const demo = createClient(DemoService, transport);
const { sentence } = await demo.say({ sentence: "hello" });
const introduction = [];
for await (const message of demo.introduce({ name: "Ada" })) {
  introduction.push(message);
}
const visit = create(VisitSchema, {
  guest: { name: "Ada", mood: Mood.CHEERFUL },
  greeting: { sentence },
  introduction,
  time: timestampFromMs(1500),
});
const received = fromBinary(VisitSchema, toBinary(VisitSchema, visit));
const { visitToJson } = await import("./visit-to-json");
const shown = [Mood[Mood.CHEERFUL], isMessage(received, VisitSchema), visitToJson(received)];
(document.querySelector("output") as HTMLOutputElement).textContent = JSON.stringify(shown);
