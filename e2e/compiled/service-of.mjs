/** A service of many messages, as .proto file: for how the bytes of a page grow. */

/** Field types as APIs have them, taken in turn. */
const types = [
  "string",
  "int64",
  "repeated string",
  "bool",
  "double",
  "bytes",
  "int32",
  "map<string, string>",
  "Kind",
  "google.protobuf.Timestamp",
  "M0",
  "repeated M1",
  "optional string",
];
const words = "name owner created_at price currency amount shelf color size brand supplier note address city".split(
  " ",
);

/**
 * Messages with three to ten fields, and half as many methods, of which a fifth are streams.
 *
 * @param {number} count
 */
export function serviceOf(count) {
  const messages = Array.from({ length: count }, (_, i) => {
    const fields = Array.from({ length: 3 + (i % 8) }, (_, j) => {
      const [type, word] = [types[(i + j * 5) % types.length], words[(i * 7 + j) % words.length]];
      return `  ${type} ${word}_${j} = ${j + 1};`;
    });
    return [`message M${i} {`, ...fields, "}"].join("\n");
  });
  const methods = Array.from({ length: count / 2 }, (_, i) => {
    const stream = i % 5 === 4 ? "stream " : "";
    return `  rpc Call${i}(M${2 * i}) returns (${stream}M${2 * i + 1});`;
  });
  return `syntax = "proto3";
package acme.many.v1;
import "google/protobuf/timestamp.proto";
enum Kind { KIND_UNSPECIFIED = 0; KIND_SMALL = 1; KIND_LARGE = 2; }
${messages.join("\n")}
service ManyService {
${methods.join("\n")}
}
`;
}
