/**
 * A server on connect-node that describes itself, over HTTP/2 with TLS and over plain HTTP/1.1. Its reflection differs by path:
 * /v1 and /v1alpha have one version alone, /none has none, /alone sends each file without its imports, and /strict wants a
 * header.
 */
import http from "node:http";
import http2 from "node:http2";
import type { AddressInfo } from "node:net";
import { create, createFileRegistry, type DescService } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema, file_google_protobuf_timestamp } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter, type Interceptor } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { generate } from "selfsigned";
import { reflectionPackages, reflectionService } from "../../playground/model/reflection/reflection-service.ts";
import { openCors, withCors } from "./cors.ts";
import { createReflection, type ReflectionOptions } from "./reflection-answers.ts";
import type { ReflectionServer } from "./reflection-go/start.ts";
import { lostFile, shopFiles } from "./shop-files.ts";

/** The header that /strict wants, with any value. */
export const keyHeader = "shop-key";

const [v1, v1alpha] = reflectionPackages;

export async function startNodeReflection(): Promise<ReflectionServer> {
  const listeners = {
    v1: adapterOf("v1", v1),
    v1alpha: adapterOf("v1alpha", v1alpha),
    none: adapterOf("none"),
    alone: adapterOf("alone", v1, { imports: "none" }),
    strict: adapterOf("strict", v1, {}, [requireKey]),
  };
  const listener = withCors(openCors, (req, res) => {
    const name = req.url?.split("/")[1] as keyof typeof listeners;
    listeners[name](req as http.IncomingMessage, res as http.ServerResponse);
  });
  const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }], { keySize: 2048 });
  const plain = http.createServer({ keepAliveTimeout: 0 }, listener);
  const secure = http2.createSecureServer({ key, cert }, listener);
  const sessions = new Set<http2.ServerHttp2Session>();
  secure.on("session", (session) => sessions.add(session));
  return {
    http1: `http://localhost:${await listen(plain)}`,
    http2: `https://localhost:${await listen(secure)}`,
    stop() {
      plain.close();
      plain.closeAllConnections();
      secure.close();
      for (const session of sessions) {
        session.destroy();
      }
    },
  };
}

function adapterOf(
  prefix: string,
  version?: (typeof reflectionPackages)[number],
  options: Partial<ReflectionOptions> = {},
  interceptors: Interceptor[] = [],
) {
  const routes = (router: ConnectRouter) => {
    router.service(shopService(), {
      findHat: ({ hatName }: { hatName: string }) => ({ hat: { hatName, color: 1 }, review: { text: "warm" } }),
    } as never);
    if (version) {
      router.service(reflectionService(version), createReflection({ files: shopFiles(), ...options }) as never);
    }
  };
  return connectNodeAdapter({ routes, requestPathPrefix: `/${prefix}`, interceptors });
}

/** The service as the server knows it: with the file that its reflection has lost. */
function shopService(): DescService {
  const [shop, ...rest] = shopFiles();
  const file = [file_google_protobuf_timestamp.proto, lostFile(), ...rest.reverse(), ...(shop ? [shop] : [])];
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file }));
  return registry.getService("shop.v1.ShopService") as DescService;
}

const requireKey: Interceptor = (next) => (request) => {
  if (!request.header.has(keyHeader)) {
    throw new ConnectError(`no ${keyHeader}`, Code.Unauthenticated);
  }
  return next(request);
};

async function listen(server: http.Server | http2.Http2SecureServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return (server.address() as AddressInfo).port;
}
