/** A server that describes the hat service by reflection. */
import { readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import type { DescService } from "@bufbuild/protobuf";
import { createFetchHandler, service } from "farcall/server";
import { createNodeHandler } from "farcall/server/node";
import { reflectionPackages, reflectionService } from "../../playground/model/reflection/reflection-service.ts";
import { readDescriptorSet } from "../../react/devtools/model/read-descriptor-set.ts";
import { createReflection } from "../servers/reflection-answers.ts";

export function reflectedHatListener(descriptors: string): RequestListener {
  const { files, registry } = readDescriptorSet(readFileSync(descriptors));
  const hats = registry.getService("acme.hats.v1.HatService") as DescService;
  const implementation = { findHat: ({ size }: { size: number }) => ({ size, color: 1 }) };
  return createNodeHandler(
    createFetchHandler({
      services: [
        service(hats, implementation as never),
        service(reflectionService(reflectionPackages[0]), createReflection({ files })),
      ],
    }),
  );
}
