/**
 * The generator of compiled message types. It takes the DescFile of protobuf-es and returns the text of a module that
 * takes the place of the `*_pb` module of protoc-gen-es. It runs where a page is built, never in the page.
 *
 * **What a module imports**: functions of `farcall/compiled`, the modules of the files that it imports (their specifiers
 * come from `importPath`), and nothing else, unless it holds messages of a file that is left to protobuf-es.
 *
 * **What it exports**: the same names as the original, see `exportNames`.
 * - `HatSchema` of a message: `{ kind: "message", typeName, holdsBytes, n, c, r, w, d? }`, a `CompiledMessage`. `n` is a
 *   constructor, `c(message, init)` copies fields into a new message, `r(message, end, group)` reads, `w(message)` writes.
 *   `create`, `fromBinary`, `mergeFromBinary` and `toBinary` of `farcall/compiled` take it in place of a DescMessage.
 * - `KindSchema` of an enum, and an extension: `{ kind: "enum" | "extension", typeName, d? }`. `Kind` is a plain object.
 * - a service: `{ kind: "service", typeName, methods, method, d? }`, whose methods have `name`, `localName`, `methodKind`,
 *   `idempotency`, `input`, `output` and `parent`.
 * - `file_acme_v1_hat`: `{ data, dependencies }`, the base64 of the FileDescriptorProto and the same export of each
 *   dependency; undefined without reflection. A dependency that is left to protobuf-es is its DescFile.
 *
 * **`d`** is a thunk that returns `[file_acme_v1_hat, ...indexes]`, with the indexes that `messageDesc`, `enumDesc`,
 * `extDesc` and `serviceDesc` take. It leads to data only: whoever reflects makes a DescFile of it with `fileDesc`.
 *
 * **Messages refer to each other** by functions (`$read_Hat`) in a file, by `HatSchema.r` across files and to tables.
 *
 * **A file that is left to protobuf-es** (`generateModule` returns `{ fallback }`, or `isCompiled` says false) keeps its
 * module. A compiled message that holds one of its messages makes `bridge(HatSchema, { create, mergeFromBinary, toBinary })`
 * from what it imports from `protobufPath`: these have to be the real functions of protobuf-es, and `HatSchema` the real
 * descriptor. For that, `fileDesc` in such a module has to get DescFiles of its compiled dependencies.
 */
export { descriptorName, exportNames } from "./export-names.ts";
export { type Generated, type GenerateOptions, generateModule } from "./generate.ts";
export type { Form } from "./scope.ts";
