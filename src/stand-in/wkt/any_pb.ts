/** Replaced by compiled messages when a page is built. */
export * from "@bufbuild/protobuf/wkt/google/protobuf/any_pb.js";
