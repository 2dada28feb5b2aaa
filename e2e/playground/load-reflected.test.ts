/** What a server says about itself is kept like a descriptor set. */
import { createFileRegistry, type FileRegistry } from "@bufbuild/protobuf";
import { createConnectTransport, type Transport } from "farcall";
import { expect, test } from "vitest";
import { file_demo_v1_demo } from "../../playground/gen/demo/v1/demo_pb.ts";
import { file_demo_v1_notes } from "../../playground/gen/demo/v1/notes_pb.ts";
import { loadReflected } from "../../playground/model/load-reflected.ts";
import { schemaOfRecord } from "../../playground/model/schema.ts";
import { defaultSettings, type Settings } from "../../playground/model/settings.ts";

const settings = { ...defaultSettings, baseUrl: "https://api.example.com/" };
const { signal } = new AbortController();
const registry: FileRegistry = createFileRegistry(
  createFileRegistry(file_demo_v1_demo.proto, () => undefined),
  createFileRegistry(file_demo_v1_notes.proto, () => undefined),
);

const makeTransport = ({ baseUrl }: Settings): Transport => createConnectTransport({ baseUrl });

test("the services that the server lists become the schema", async () => {
  const record = await loadReflected(settings, {
    makeTransport,
    reflect: async ({ headers }) => ({
      registry,
      services: ["demo.v1.NotesService"],
      problems: [`asked with ${headers}`],
    }),
    headers: [["authorization", "Bearer x"]],
    signal,
  });
  const schema = schemaOfRecord(structuredClone(record)); // as IndexedDB returns it
  expect(schema.name).toBe("api.example.com");
  expect(schema.services.map(({ typeName }) => typeName)).toEqual(["demo.v1.NotesService"]);
  expect(schema.registry.getMessage("demo.v1.SayRequest")).toBeDefined();
  expect(schema.problems).toEqual(["asked with authorization,Bearer x"]);
});

test("an invalid base URL is reported like an error of the server", async () => {
  const odd = { ...settings, baseUrl: "htp:/x" };
  const loading = loadReflected(odd, { makeTransport, reflect: () => Promise.reject(), headers: [], signal });
  await expect(loading).rejects.toThrow(/"htp:\/x"/);
});
