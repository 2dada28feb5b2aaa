/**
 * Records the bytes of a body while its consumer reads it. Nothing is cloned, teed or copied: the consumer gets the
 * very object that fetch returned, with own properties that shadow those of its class.
 */

type Body = ReadableStream<Uint8Array>;
type Read = ReadableStreamReadResult<Uint8Array>;
type AnyReader = Record<"read" | "cancel", (argument?: unknown) => Promise<Read>>;

/** Observes a body. Never throws. */
export interface BodyListener {
  keep(bytes: Uint8Array): void;
  /** Reports the end, with a reason if the body failed. May be called more than once. */
  end(reason?: unknown): void;
}

export function tapResponse(response: Response, listener: BodyListener): void {
  if (!Object.isExtensible(response)) {
    return; // frozen by its creator
  }
  const { arrayBuffer } = response;
  shadow(response, "arrayBuffer", () =>
    observe(arrayBuffer.call(response), listener, (buffer) => {
      listener.keep(new Uint8Array(buffer));
      listener.end();
    }),
  );
  const readBody = propertyReader(response, "body");
  let tapped: Body | undefined;
  Object.defineProperty(response, "body", {
    configurable: true,
    get() {
      const body = readBody() as Body | null;
      if (body?.getReader && body !== tapped) {
        tapped = body; // not every fetch returns a web stream
        tapStream(body, listener);
      }
      return body;
    },
  });
}

/** Records what the readers of a stream read. */
function tapStream(body: Body, listener: BodyListener): void {
  const getReader = body.getReader as (options?: { mode?: "byob" }) => object;
  shadow(body, "getReader", (options?: { mode?: "byob" }) => {
    const reader = getReader.call(body, options) as AnyReader;
    // In BYOB mode, the buffers belong to the reader.
    if (options?.mode === undefined) {
      const { read } = reader;
      const onRead = ({ done, value }: Read) => (done ? listener.end() : value && listener.keep(value));
      shadow(reader, "read", () => observe(read.call(reader), listener, onRead));
      tapCancel(reader, listener);
    }
    return reader;
  });
  tapCancel(body as never, listener);
}

function tapCancel(object: AnyReader, listener: BodyListener): void {
  const { cancel } = object;
  shadow(object, "cancel", (reason?: unknown) => {
    listener.end();
    return cancel.call(object, reason);
  });
}

/** Returns a stream of the same chunks, produced on demand: for request bodies, which fetch reads internally. */
export function tapRequestStream(body: Body, keep: (bytes: Uint8Array) => void): Body {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) {
          controller.close();
        } else {
          keep(value);
          controller.enqueue(value);
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

function shadow<T extends object>(object: T, name: keyof T | "getReader", value: unknown): void {
  Object.defineProperty(object, name, { configurable: true, writable: true, value });
}

/** Returns a function that reads a property as it is now, even if it is shadowed later. */
function propertyReader(object: object, name: string): () => unknown {
  const own = Object.getOwnPropertyDescriptor(object, name);
  return own
    ? () => (own.get ? own.get.call(object) : own.value)
    : () => Reflect.get(Object.getPrototypeOf(object), name, object);
}

/** Observes the value of a promise before anyone else, and returns the same promise. */
function observe<T>(promise: Promise<T>, { end }: BodyListener, onValue: (value: T) => void): Promise<T> {
  Promise.resolve(promise).then(onValue, end);
  return promise;
}
