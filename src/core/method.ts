/** Describes methods to clients, servers and interceptors, whichever message runtime they come from. */

/** The four shapes of a call. */
export type MethodKind = "unary" | "clientStream" | "serverStream" | "bidiStream";

/**
 * How safe it is to repeat a call.
 *
 * @see https://connectrpc.com/docs/protocol#unary-get-request
 */
export const IdempotencyLevel = {
  /** The default: a second call may have a second effect. */
  Unknown: "unknown",
  /** The call changes nothing (RFC 9110 "safe"): it may be cached, retried, and sent as an HTTP GET. */
  NoSideEffects: "no_side_effects",
  /** Calling it twice has the effect of calling it once (RFC 9110 "idempotent"): it may be retried. */
  Idempotent: "idempotent",
} as const;

export type IdempotencyLevel = (typeof IdempotencyLevel)[keyof typeof IdempotencyLevel];

/**
 * The type of a message, which only its codec understands. A protobuf-es `GenMessage<T>` is one.
 *
 * The type parameter ties a method to the messages it takes; it has no value at run time.
 */
export interface MessageType<T = unknown> {
  /** Fully qualified name, "acme.v1.Hat". */
  readonly typeName: string;
  readonly "~message"?: T;
}

/** A method of a service. `methodInfo(Service.method.say)` creates one from a generated descriptor. */
export interface MethodInfo<I = unknown, O = unknown> {
  /** Name within the service, as in the .proto file: "MakeHat". */
  readonly name: string;
  /** Fully qualified name of the service: "acme.v1.HatService". */
  readonly serviceName: string;
  readonly kind: MethodKind;
  readonly idempotencyLevel: IdempotencyLevel;
  readonly input: MessageType<I>;
  readonly output: MessageType<O>;
  /** Creates a complete message from the fields a caller passed; unset if callers always pass complete messages. */
  readonly createInput?: (fields: unknown) => I;
}

/** "acme.v1.HatService/MakeHat": the path of a method below the base URL, and its name in error messages. */
export function procedureName(method: MethodInfo): string {
  return `${method.serviceName}/${method.name}`;
}
