/** A target: a server that the user calls, with the settings and the schema for it. */
import { newId } from "../../react/devtools/model/new-id.ts";
import { defaultSettings, parseSettings, type Settings } from "./settings.ts";

/** Where the services of a target are described. Descriptors are kept in the schema store, under `id`. */
export type SchemaSource =
  /** What the page brings along: in the playground, the demo services. */
  | { readonly kind: "built-in" }
  /** A descriptor set that the user opened. */
  | { readonly kind: "file"; readonly id: string; readonly name: string }
  /** What the server said about itself, by reflection. */
  | { readonly kind: "server"; readonly id: string };

export interface Target {
  readonly id: string;
  /** Empty if the user gave none: see {@link targetName}. */
  readonly name: string;
  readonly settings: Settings;
  readonly schema: SchemaSource;
  /** The method picked last, "demo.v1.DemoService/Say"; empty for none. */
  readonly methodId: string;
}

export function createTarget(properties: Partial<Omit<Target, "id">> = {}): Target {
  return {
    id: newId(),
    name: "",
    settings: defaultSettings,
    schema: { kind: "built-in" },
    methodId: "",
    ...properties,
  };
}

/** Reads a target from storage, which may contain anything; undefined if it is not a target at all. */
export function parseTarget(value: unknown): Target | undefined {
  if (typeof value !== "object" || value === null) {
    return undefined;
  }
  const { id, name, settings, schema, methodId } = value as Partial<Record<keyof Target, unknown>>;
  if (typeof id !== "string" || id === "") {
    return undefined;
  }
  return {
    id,
    name: typeof name === "string" ? name : "",
    settings: parseSettings(settings),
    schema: parseSchemaSource(schema),
    methodId: typeof methodId === "string" ? methodId : "",
  };
}

function parseSchemaSource(value: unknown): SchemaSource {
  const { kind, id, name } = (value ?? {}) as Partial<Record<"kind" | "id" | "name", unknown>>;
  if (typeof id === "string" && id !== "") {
    if (kind === "file") {
      return { kind, id, name: typeof name === "string" ? name : "" };
    }
    if (kind === "server") {
      return { kind, id };
    }
  }
  return { kind: "built-in" };
}

/** The name that the user gave, else what answers. */
export function targetName({ name, settings }: Target): string {
  const own = settings.via === "application" ? "This application" : "";
  return name.trim() || own || hostOf(settings.baseUrl) || "This page's server";
}

/** "api.example.com:8443/path", also of an unfinished URL. */
export function hostOf(baseUrl: string): string {
  return baseUrl
    .trim()
    .replace(/^https?:\/\//i, "")
    .replace(/\/+$/, "");
}
