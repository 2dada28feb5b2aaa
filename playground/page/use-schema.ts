/** The schema of the selected target: read from where it is kept, opened from a file, or loaded from the server. */
import { ConnectError } from "farcall";
import { useContext, useEffect, useMemo, useRef, useState } from "react";
import { plural } from "../../react/devtools/model/format.ts";
import { newId } from "../../react/devtools/model/new-id.ts";
import { loadReflected, type ReflectOptions, type ReflectServices } from "../model/load-reflected.ts";
import { openSchemaFile } from "../model/open-schema-file.ts";
import { countMethods, findMethod, type Schema, type SchemaRecord, schemaOfRecord } from "../model/schema.ts";
import { createSchemaStore } from "../model/schema-store.ts";
import type { Settings } from "../model/settings.ts";
import type { MakeTransport } from "../model/settings-transport.ts";
import type { SchemaSource } from "../model/target.ts";
import { StoragePrefix } from "./storage-prefix.ts";
import type { Targets } from "./use-targets.ts";

/** What happens to the schema of a target at the moment, or happened last. */
export type SchemaActivity =
  | { readonly kind: "loading"; readonly label: string; readonly cancel: () => void }
  | { readonly kind: "failed"; readonly title: string; readonly message: string }
  | { readonly kind: "done"; readonly message: string; readonly isSaved: boolean };

export interface SchemaControl {
  /** Undefined until it has been read, and if that fails. */
  readonly schema: Schema | undefined;
  readonly source: SchemaSource;
  /** Whether the schema has a method. */
  readonly hasMethodOpen: (methodId: string) => boolean;
  /** Reads another schema, and returns whether that has a method. */
  readonly hasMethod: (source: SchemaSource, methodId: string) => Promise<boolean>;
  readonly activity: SchemaActivity | undefined;
  readonly dismiss: () => void;
  readonly openFile: (file: File) => Promise<void>;
  /** Undefined if the page cannot ask servers. */
  readonly loadFromServer: (() => Promise<void>) | undefined;
  readonly chooseBuiltIn: () => void;
}

export interface SchemaOptions {
  targets: Targets;
  builtIn: Schema;
  reflect: ReflectServices | undefined;
  makeTransport: MakeTransport;
  /**
   * The settings and the headers of the form, variables filled in: reflection sends the headers along. Throws a
   * ConnectError that names what is missing.
   */
  filledForm: () => { settings: Settings; headers: ReflectOptions["headers"] };
}

export function useSchema({ targets, builtIn, reflect, makeTransport, filledForm }: SchemaOptions): SchemaControl {
  const prefix = useContext(StoragePrefix);
  const store = useMemo(() => createSchemaStore(prefix), [prefix]);
  const { selected } = targets;
  const source = selected.schema;
  const kept = source.kind === "built-in" ? undefined : source.id;
  const [schemas, setSchemas] = useState<ReadonlyMap<string, Schema>>(new Map());
  const [activities, setActivities] = useState<ReadonlyMap<string, SchemaActivity>>(new Map());
  const running = useRef(new Map<string, AbortController>());
  const schema = kept === undefined ? builtIn : schemas.get(kept);

  const show = (targetId: string, activity: SchemaActivity | undefined) =>
    setActivities((all) => {
      const others = [...all].filter(([id]) => id !== targetId);
      return new Map(activity ? [...others, [targetId, activity]] : others);
    });
  const remember = (id: string, read: Schema) => setSchemas((all) => new Map(all).set(id, read));

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when nothing refers to the others anymore
  useEffect(() => {
    const ids = targets.all.flatMap((target) => (target.schema.kind === "built-in" ? [] : [target.schema.id]));
    void store.keepOnly(new Set(ids));
  }, [store]);

  const isKnown = schema !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever an unknown schema is selected
  useEffect(() => {
    if (kept === undefined || isKnown) {
      return;
    }
    readKept(store.get(kept)).then(
      (read) => remember(kept, read),
      (error) => show(selected.id, failed("The services of this target are gone", error)),
    );
  }, [kept, isKnown, selected.id]);

  /** Makes what is read the schema of the selected target, which may no longer be selected by then. */
  async function run(job: Job): Promise<void> {
    const { id } = selected;
    running.current.get(id)?.abort();
    const controller = new AbortController();
    running.current.set(id, controller);
    const isCurrent = () => running.current.get(id) === controller && !controller.signal.aborted;
    const cancel = () => {
      controller.abort();
      show(id, undefined);
    };
    show(id, { kind: "loading", label: job.label, cancel });
    try {
      const record = await job.read(controller.signal);
      const read = schemaOfRecord(record);
      if (!isCurrent()) {
        return;
      }
      const key = newId();
      remember(key, read);
      const isSaved = await store.put(key, record);
      targets.changeSchema(id, job.sourceOf(key, record));
      show(id, { kind: "done", message: summary(read, isSaved), isSaved });
    } catch (error) {
      if (isCurrent()) {
        show(id, failed(job.failure, error));
      }
    }
  }

  return {
    schema,
    source,
    hasMethodOpen: (methodId) => schema !== undefined && findMethod(schema, methodId) !== undefined,
    async hasMethod(other, methodId) {
      if (other.kind === "built-in") {
        return findMethod(builtIn, methodId) !== undefined;
      }
      const read = schemas.get(other.id) ?? (await readKept(store.get(other.id)).catch(() => undefined));
      const isFound = read !== undefined && findMethod(read, methodId) !== undefined;
      if (isFound) {
        remember(other.id, read);
      }
      return isFound;
    },
    activity: activities.get(selected.id),
    dismiss: () => show(selected.id, undefined),
    openFile: (file) =>
      run({
        label: `Reading ${file.name} …`,
        failure: `${file.name} cannot be used`,
        read: () => openSchemaFile(file),
        sourceOf: (id, { name }) => ({ kind: "file", id, name }),
      }),
    loadFromServer:
      reflect &&
      (() =>
        run({
          label: "Asking the server for its services …",
          failure: "The server did not describe itself",
          read: async (signal) => {
            const { settings, headers } = filledForm();
            return loadReflected(settings, { reflect, makeTransport, headers, signal });
          },
          sourceOf: (id) => ({ kind: "server", id }),
        })),
    chooseBuiltIn() {
      running.current.get(selected.id)?.abort();
      show(selected.id, undefined);
      targets.changeSchema(selected.id, { kind: "built-in" });
    },
  };
}

interface Job {
  label: string;
  /** The title of its error. */
  failure: string;
  read: (signal: AbortSignal) => Promise<SchemaRecord>;
  sourceOf: (id: string, record: SchemaRecord) => SchemaSource;
}

async function readKept(stored: Promise<SchemaRecord | undefined>): Promise<Schema> {
  const record = await stored;
  if (!record) {
    throw new Error("This browser no longer has their descriptors. Open the descriptor set again.");
  }
  return schemaOfRecord(record);
}

function failed(title: string, error: unknown): SchemaActivity {
  const message =
    error instanceof ConnectError ? error.rawMessage : error instanceof Error ? error.message : String(error);
  return { kind: "failed", title, message };
}

function summary({ name, services }: Schema, isSaved: boolean): string {
  const count = `${plural(services.length, "service")}, ${plural(countMethods(services), "method")}`;
  return isSaved
    ? `${name}: ${count}.`
    : `${name}: ${count}. This browser cannot keep them: they are gone after a reload.`;
}
