import { type JsonValue, toJson } from "@bufbuild/protobuf";
import { type Visit, VisitSchema } from "@/gen/app/v1/visit_pb";

export function visitToJson(visit: Visit): JsonValue {
  return toJson(VisitSchema, visit);
}
