import { QueryClient } from "@tanstack/query-core";
import { persistQueryClientRestore, persistQueryClientSave } from "@tanstack/query-persist-client-core";
import { createSyncStoragePersister } from "@tanstack/query-sync-storage-persister";
import { createConnectTransport } from "farcall";
import { createRpcQuery, rpcSerialization } from "farcall/query";
import { expect, inject, it, onTestFinished } from "vitest";
import { DemoService } from "../playground/gen/demo/v1/demo_pb.ts";
import { NotesService } from "../playground/gen/demo/v1/notes_pb.ts";

it("a cache in local storage has the same messages after a reload", async () => {
  const key = `farcall-${crypto.randomUUID()}`;
  onTestFinished(() => localStorage.removeItem(key));
  const { serialize, deserialize } = rpcSerialization({ registry: [NotesService, DemoService] });
  const persister = createSyncStoragePersister({ storage: localStorage, key, throttleTime: 0, serialize, deserialize });
  const transport = createConnectTransport({ baseUrl: inject("addresses").demo });
  const rpc = createRpcQuery({ transport, transportKey: "demo" });
  const notes = rpc.queryOptions(NotesService.method.listNotes, { notebook: key, pageSize: 2 });

  const before = new QueryClient();
  const fetched = await before.fetchQuery(notes);
  await persistQueryClientSave({ queryClient: before, persister });
  await expect.poll(() => localStorage.getItem(key)).toContain("ListNotes");

  const after = new QueryClient();
  await persistQueryClientRestore({ queryClient: after, persister });
  const restored = after.getQueryData(notes.queryKey);
  expect(restored).toEqual(fetched);
  expect(typeof restored?.notes[0]?.id).toBe("bigint");
  expect(restored?.notes[0]?.color).toBeInstanceOf(Uint8Array);
});
