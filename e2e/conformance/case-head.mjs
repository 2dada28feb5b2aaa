/**
 * Reads the few fields that the driver needs of cases and results; the page reads the rest. Parses the wire format itself,
 * so that no generated code has to run in Node.
 *
 * @see https://github.com/connectrpc/conformance/blob/v1.0.5/proto/connectrpc/conformance/v1/client_compat.proto
 */
import { BinaryReader } from "@bufbuild/protobuf/wire";

/**
 * @param {Uint8Array} request a ClientCompatRequest
 * @returns {{ name: string, server: string, isHttp1: boolean }}
 */
export function readCaseHead(request) {
  const reader = new BinaryReader(request);
  let [name, host, port, httpVersion] = ["", "", 0, 0];
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === 1) {
      name = reader.string();
    } else if (field === 2) {
      httpVersion = reader.int32();
    } else if (field === 6) {
      host = reader.string();
    } else if (field === 7) {
      port = reader.uint32();
    } else {
      reader.skip(wireType, field);
    }
  }
  return { name, server: `${host}:${port}`, isHttp1: httpVersion === 1 };
}

/**
 * Returns the name of the case that a result belongs to, which is the first field.
 *
 * @param {Uint8Array} response a ClientCompatResponse
 */
export function readAnsweredName(response) {
  const reader = new BinaryReader(response);
  const [field] = reader.tag();
  if (field !== 1) {
    throw new Error("the page sent an answer without the name of its case");
  }
  return reader.string();
}
