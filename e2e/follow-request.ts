/** Where a connection of the Follow stream begins, read from the bytes of its request. */
import { fromBinary } from "@bufbuild/protobuf";
import { FollowRequestSchema } from "../playground/gen/demo/v1/demo_pb.ts";

/** The number after which the messages go on; 0 for a stream from its beginning. The body is one envelope. */
export function afterOf(body: Uint8Array | null | undefined): bigint {
  return fromBinary(FollowRequestSchema, new Uint8Array(body?.subarray(5) ?? [])).after;
}
