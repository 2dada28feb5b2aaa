/** A component with a stream, without anything that renders it. */
import { useStream } from "farcall/react";
import { DemoService } from "../../playground/gen/demo/v1/demo_pb.ts";

export function Ticks() {
  return useStream(DemoService.method.tick, {}).count;
}
console.log(Ticks);
