/** A scalar as protobuf's JSON has it. */
import { ScalarType } from "@bufbuild/protobuf";
import { numberExample } from "./number-example.ts";
import { textExample } from "./text-example.ts";

export function scalarExample(type: ScalarType, name: string, index: number): string | number | boolean {
  switch (type) {
    case ScalarType.STRING:
      return textExample(name, index);
    case ScalarType.BYTES:
      return btoa(`${name.slice(0, 20).replace(/[^\x20-\x7e]/g, "?")} ${index + 1}`);
    case ScalarType.BOOL:
      return index % 2 === 0;
    case ScalarType.FLOAT:
    case ScalarType.DOUBLE:
      return numberExample(name, index, false);
    case ScalarType.INT64:
    case ScalarType.SINT64:
    case ScalarType.SFIXED64:
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return String(numberExample(name, index, true));
    default:
      return numberExample(name, index, true);
  }
}

/** A key of a map: JSON has no others than strings. */
export function keyExample(type: ScalarType, index: number): string {
  switch (type) {
    case ScalarType.STRING:
      return index === 0 ? "key" : `key-${index + 1}`;
    case ScalarType.BOOL:
      return String(index % 2 === 0);
    default:
      return String(index + 1);
  }
}
