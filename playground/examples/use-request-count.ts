/** The number of requests that the page has made to a method. */
import type { DescMethod } from "@bufbuild/protobuf";
import { useSyncExternalStore } from "react";
import { requestsTo, watchRequests } from "../model/request-counter.ts";

export function useRequestCount(method: DescMethod): number {
  return useSyncExternalStore(watchRequests, () => requestsTo(`${method.parent.typeName}/${method.name}`));
}
