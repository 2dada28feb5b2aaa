/** Generates what each contender needs from our .proto files. It is not committed. */
import { rmSync } from "node:fs";
import { run } from "../conformance/run-tool.mjs";

/** Relative to the package. */
export const folder = ".bench";

export function generateCode() {
  rmSync(folder, { recursive: true, force: true });
  const wellKnown = { include_imports: true, include_wkt: true };
  const template = JSON.stringify({
    version: "v2",
    plugins: [
      { local: "protoc-gen-es", out: `${folder}/es`, opt: ["target=js", "import_extension=js"] },
      {
        local: "protoc-gen-ts_proto",
        out: `${folder}/ts-proto`,
        opt: [
          "env=browser",
          "esModuleInterop=true",
          "importSuffix=.ts",
          "outputServices=nice-grpc",
          "outputServices=generic-definitions",
          "useExactTypes=false",
        ],
        ...wellKnown,
      },
      { local: "protoc-gen-ts", out: `${folder}/protobuf-ts`, ...wellKnown },
    ],
  });
  run("buf", "generate", "e2e/bench/proto", "--template", template);
  run("buf", "generate", "playground/proto", "--path", "playground/proto/hello", "--template", template);
}
