/** Reads where a connection of the Follow stream resumes, from the bytes of its request. */
import { fromBinary } from "@bufbuild/protobuf";
import { FollowRequestSchema } from "../playground/gen/demo/v1/demo_pb.ts";

/** Returns the number after which messages continue; 0 for a new stream. The body is one envelope. */
export function afterOf(body: Uint8Array | null | undefined): bigint {
  return fromBinary(FollowRequestSchema, new Uint8Array(body?.subarray(5) ?? [])).after;
}
