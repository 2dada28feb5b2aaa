/** Replaced by a name when a page is built, so that a file with custom options does not pull in protobuf-es. */
export { file_google_protobuf_descriptor } from "@bufbuild/protobuf/wkt";
