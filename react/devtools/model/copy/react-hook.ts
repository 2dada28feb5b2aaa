/** Formats a call as a React component with the hook that suits its method. */
import type { DescMethod } from "@bufbuild/protobuf";
import { MethodOptions_IdempotencyLevel } from "@bufbuild/protobuf/wkt";
import type { CopySource } from "./source.ts";
import { callOptions, descriptorOf, importOf, inputOf, receivesMany, sendsMany, transportOf } from "./typescript.ts";

/** @throws without descriptors of the service */
export function reactHook(source: CopySource): string {
  const method = descriptorOf(source);
  const transport = transportOf(source);
  const hook = hookOf(method);
  const name = /^[A-Z]\w*$/.test(method.name) ? method.name : "Call";
  // A service of the same name would collide with it.
  const component = name === method.parent.name ? `${name}Call` : name;
  return `import { toJsonString } from "@bufbuild/protobuf";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ${transport.imports.join(", ")} } from "farcall";
import { createRpcQuery } from "farcall/query";
import { RpcProvider, ${hook} } from "farcall/react";
${importOf(method)}

const method = ${method.parent.name}.method.${method.localName};
const queryClient = new QueryClient();
const rpc = createRpcQuery({ transport: ${transport.code} });

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <RpcProvider rpc={rpc}>
        <${component} />
      </RpcProvider>
    </QueryClientProvider>
  );
}

function ${component}() {
${bodies[hook](source, method)}
}
`;
}

type Hook = "useQuery" | "useMutation" | "useStream";

/** A query may be repeated at any time, so only what is declared free of side effects becomes one. */
function hookOf(method: DescMethod): Hook {
  const isSafe = method.idempotency === MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS;
  return receivesMany(method) ? "useStream" : isSafe && !sendsMany(method) ? "useQuery" : "useMutation";
}

const bodies: Readonly<Record<Hook, (source: CopySource, method: DescMethod) => string>> = {
  useQuery: (
    source,
    method,
  ) => `  const { data, error } = useQuery(method, ${inputOf(source, method)}${optionsOf(source)});
  if (error) {
    return <p>{error.message}</p>;
  }
  return data ? <pre>{toJsonString(method.output, data)}</pre> : <p>Loading …</p>;`,

  useMutation: (
    source,
    method,
  ) => `  const { mutate, data, error, isPending } = useMutation(method${optionsOf(source)});
  return (
    <>
      <button type="button" disabled={isPending} onClick={() => mutate(${inputOf(source, method)})}>
        ${method.name}
      </button>
      {error && <p>{error.message}</p>}
      {data && <pre>{toJsonString(method.output, data)}</pre>}
    </>
  );`,

  useStream: (
    source,
    method,
  ) => `  const { data = [], status, error } = useStream(method, ${inputOf(source, method)}${optionsOf(source)});
  return (
    <>
      <p>{error?.message ?? status}</p>
      <ol>
        {data.map((message, index) => (
          <li key={index}>{toJsonString(method.output, message)}</li>
        ))}
      </ol>
    </>
  );`,
};

function optionsOf(source: CopySource): string {
  const call = callOptions(source);
  return call && `, { call: ${call} }`;
}
