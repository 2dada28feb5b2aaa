/** Completes a service so that every method can be called: those without an answer say what the test must add. */
import type { DescMethod } from "@bufbuild/protobuf";
import { methodInfo } from "../codec/proto-method.ts";
import { Code } from "../core/code.ts";
import { ConnectError } from "../core/connect-error.ts";
import type { Endpoint } from "../server/endpoint.ts";
import { endpointOf, type Service } from "../server/service.ts";

export function mockedService(service: Service): Service {
  const served = new Set(service.map((endpoint: Endpoint) => endpoint.method));
  const missing = (service.description?.methods ?? []).filter((method) => !served.has(methodInfo(method)));
  const { lifespan } = service;
  return Object.assign([...service, ...missing.map(unanswered)], { lifespan });
}

function unanswered(method: DescMethod): Endpoint {
  return endpointOf(method, () => {
    const { name, localName, parent } = method;
    throw new ConnectError(
      Code.Unimplemented,
      `this mock has no answer for ${parent.typeName}/${name}: add ${localName} to service(${parent.name}, { ... }), or ` +
        `call mock.answer(${parent.name}.method.${localName}, ...)`,
    );
  });
}
