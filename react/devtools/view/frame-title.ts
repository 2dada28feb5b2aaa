/** Returns the title of a frame. */
import type { ListedFrame } from "../model/frame-list.ts";

export function frameTitle({ frame, side, index, source }: ListedFrame): string {
  const name = side === "request" ? "Request" : "Response";
  switch (frame.kind) {
    case "end":
      return "End of stream";
    case "trailers":
      return "Trailers";
    case "cut":
      return `${name}: not kept`;
    case "rest":
      return `${name}: incomplete message`;
    default:
      return source.frames.length > 1 ? `${name} ${index + 1}` : name;
  }
}
