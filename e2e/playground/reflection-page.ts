/** A page that learns the schema of a server and then calls a method by it. */
import { createConnectTransport, createGrpcWebTransport, isConnectError } from "farcall";
import { reflectServices } from "../../playground/model/reflect.ts";
import { callMethod } from "./call-method.ts";

export interface ReflectAndCall {
  readonly baseUrl: string;
  readonly protocol: "connect" | "grpc-web";
  readonly service: string;
  readonly method: string;
  readonly request: Readonly<Record<string, string>>;
  readonly headers?: Record<string, string>;
}

export type Reflected =
  | { services: readonly string[]; problems: readonly string[]; answers: unknown[] }
  | { code: string; message: string };

async function reflectAndCall(call: ReflectAndCall): Promise<Reflected> {
  const { baseUrl, protocol, service, method, request, headers = {} } = call;
  try {
    const transport = (protocol === "connect" ? createConnectTransport : createGrpcWebTransport)({ baseUrl });
    const { registry, services, problems } = await reflectServices({ transport, headers });
    const descriptor = registry.getService(service)?.methods.find(({ name }) => name === method);
    const answers = descriptor ? await callMethod(transport, descriptor, registry, [request], { headers }) : [];
    return { services, problems, answers };
  } catch (error) {
    return isConnectError(error)
      ? { code: error.code, message: error.rawMessage }
      : { code: "", message: String(error) };
  }
}

Object.assign(globalThis, { reflectAndCall });
