/** Which generated methods can be queried, mutated and streamed, and what goes in and out of each. */
import type {
  DescMessage,
  DescMethod,
  DescMethodBiDiStreaming,
  DescMethodClientStreaming,
  DescMethodServerStreaming,
  DescMethodUnary,
  MessageInitShape,
  MessageShape,
} from "@bufbuild/protobuf";

/** A method with one message in and one message out. */
export type UnaryMethod = DescMethodUnary<DescMessage, DescMessage>;

/** A method that a mutation can call: one message out. */
export type MutationMethod = UnaryMethod | DescMethodClientStreaming<DescMessage, DescMessage>;

/** A method with many messages out. */
export type StreamMethod =
  | DescMethodServerStreaming<DescMessage, DescMessage>
  | DescMethodBiDiStreaming<DescMessage, DescMessage>;

/** What a caller gives: the fields of one message. */
export type InputOf<M extends DescMethod> = MessageInitShape<M["input"]>;

/** What a stream is opened with: one message, or for a bidirectional method the list of those to send. */
export type StreamInputOf<M extends StreamMethod> = M["methodKind"] extends "bidi_streaming"
  ? readonly InputOf<M>[]
  : InputOf<M>;

/** What a mutation is given: one message, or for a client-streaming method those to send. */
export type VariablesOf<M extends MutationMethod> = M["methodKind"] extends "client_streaming"
  ? AsyncIterable<InputOf<M>> | Iterable<InputOf<M>>
  : InputOf<M>;

/** The message that comes back. */
export type OutputOf<M extends DescMethod> = MessageShape<M["output"]>;
