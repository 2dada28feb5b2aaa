/** The functions of scalar types, by the numbers of google.protobuf.FieldDescriptorProto.Type. */
import * as reader from "../reader.ts";
import * as writer from "../writer.ts";

export type ScalarReader = () => unknown;
export type ScalarWriter = (tag: number, value: never) => void;

type Row = readonly [wireType: number, read: ScalarReader, write: ScalarWriter, zero: unknown];

const none = /*@__PURE__*/ new Uint8Array(0);
const int32: Row = [0, reader.readInt32, writer.writeInt32, 0];
const nothing: Row = [2, () => undefined, () => {}, undefined];

const rows: Record<number, Row> = {
  1: [1, reader.readDouble, writer.writeDouble, 0],
  2: [5, reader.readFloat, writer.writeFloat, 0],
  3: [0, reader.readInt64, writer.writeInt64, 0n],
  4: [0, reader.readUint64, writer.writeUint64, 0n],
  5: int32,
  6: [1, reader.readFixed64, writer.writeFixed64, 0n],
  7: [5, reader.readFixed32, writer.writeFixed32, 0],
  8: [0, reader.readBool, writer.writeBool, false],
  9: [2, reader.readString, writer.writeString, ""],
  12: [2, reader.readBytes, writer.writeBytes, none],
  13: [0, reader.readUint32, writer.writeUint32, 0],
  14: int32,
  15: [5, reader.readSfixed32, writer.writeSfixed32, 0],
  16: [1, reader.readSfixed64, writer.writeSfixed64, 0n],
  17: [0, reader.readSint32, writer.writeSint32, 0],
  18: [0, reader.readSint64, writer.writeSint64, 0n],
};

const rowOf = (type: number): Row => rows[type] ?? nothing;

export function wireTypeOf(type: number): number {
  return rowOf(type)[0];
}

export function readerOf(type: number, isLax: boolean, isText: boolean): ScalarReader {
  const read = rowOf(type)[1];
  return isText ? () => String(read()) : isLax && type === 9 ? reader.readLaxString : read;
}

export function writerOf(type: number): ScalarWriter {
  return rowOf(type)[2];
}

export function zeroOf(type: number, isText: boolean): unknown {
  return isText ? "0" : rowOf(type)[3];
}
