/** A component with a stream, and nothing that shows it. */
import { useStream } from "farcall/react";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";

export function Ticks() {
  return useStream(DemoService.method.tick, {}).count;
}
console.log(Ticks);
