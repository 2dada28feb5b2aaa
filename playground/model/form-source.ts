/** Converts the contents of the form to what the devtools' formats copy: commands and code that make the same call. */
import type { DescFile } from "@bufbuild/protobuf";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import type { CopySource } from "../../react/devtools/model/copy/source.ts";
import type { CallForm } from "./call-form.ts";
import { fillForm } from "./fill-form.ts";
import { withoutSecrets } from "./fill-in.ts";
import { prepareCall } from "./prepare-call.ts";
import { hideSecrets } from "./secret-headers.ts";
import { secretVariables } from "./secret-variables.ts";

export interface FormSourceOptions {
  /** Copies values of headers and variables that are secret; otherwise, placeholders take their place. */
  readonly withSecrets: boolean;
  /** The URL of the page, which a relative base URL refers to. */
  readonly pageUrl: string;
}

/** @throws an Error that says what is wrong with the form */
export function formSource(whole: CallForm, { withSecrets, pageUrl }: FormSourceOptions): CopySource {
  const form = withSecrets ? whole : { ...whole, values: withoutSecrets(whole.values) };
  const prepared = prepareCall(form);
  if ("problems" in prepared) {
    if (!withSecrets && "call" in prepareCall(whole)) {
      // No number can be a placeholder, for example.
      const names = new Intl.ListFormat("en").format(secretVariables(whole).map((name) => `{{${name}}}`));
      throw new Error(`the call is not valid without the value of ${names}: choose "Include secrets" to copy it.`);
    }
    throw new Error(prepared.problems[0]?.message ?? "The form is not complete.");
  }
  const { call } = prepared;
  const { form: filled } = fillForm(form);
  const { descriptor, registry } = call.method;
  const { via, baseUrl, protocol, codec } = filled.settings;
  const base = new URL(via === "application" ? call.transport.baseUrl : baseUrl.trim() || "/", pageUrl).href.replace(
    /\/+$/,
    "",
  );
  return {
    service: descriptor.parent.typeName,
    method: descriptor.name,
    kind: descriptor.methodKind,
    protocol,
    codec: codec === "json" ? "json" : "proto",
    isGet: isGet(form),
    timeoutMs: call.timeoutMs,
    url: `${base}/${descriptor.parent.typeName}/${descriptor.name}`,
    headers: withSecrets ? call.headers : hideSecrets(call.headers),
    schema: { registry, input: descriptor.input, files: filesOf(descriptor.parent.file) },
    descriptor,
    requests: call.messages,
  };
}

/** Returns whether the form sends a GET, which only methods without side effects may be called with. */
function isGet({ method, settings }: CallForm): boolean {
  return settings.useGet && settings.protocol === "connect" && method.canUseGet;
}

/** Returns a file and all that it imports, dependencies first. */
function filesOf(file: DescFile): FileDescriptorProto[] {
  const seen = new Set<DescFile>();
  const visit = (one: DescFile): void => {
    if (!seen.has(one)) {
      for (const dependency of one.dependencies) {
        visit(dependency);
      }
      seen.add(one);
    }
  };
  visit(file);
  return [...seen].map(({ proto }) => proto);
}
