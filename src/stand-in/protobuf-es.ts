/** The functions of protobuf-es itself, for compiled messages that hold messages of a file that is left to it. */
export { create, mergeFromBinary, toBinary } from "@bufbuild/protobuf";
