/** The mock server for a schema that is known from a descriptor set alone. */
import { readFileSync } from "node:fs";
import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { createConnectTransport } from "farcall";
import { expect, test } from "vitest";
import { exampleOf } from "../../playground/model/example-of.ts";
import { mockFetch } from "../../playground/model/mock-server.ts";
import { buildDescriptorSet } from "../devtools/descriptor-set.ts";
import { callMethod } from "./call-method.ts";

test("every method of a descriptor set answers", async () => {
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(buildDescriptorSet())));
  const services = [...registry].filter((type) => type.kind === "service");
  expect(services.map(({ typeName }) => typeName).sort()).toContain("demo.v1.DemoService");
  const transport = createConnectTransport({ baseUrl: "http://mock.test", fetch: mockFetch(services, registry) });
  for (const method of services.flatMap(({ methods }) => methods)) {
    const requests = [exampleOf(method.input, registry)];
    const answers = await callMethod(transport, method, registry, requests, { headers: { "mock-count": "1" } });
    expect(answers, method.name).toHaveLength(1);
  }
});
