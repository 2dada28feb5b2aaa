/** The types of generated methods that can be queried, mutated and streamed, and of their inputs and outputs. */
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

/** A method that takes one message and returns one message. */
export type UnaryMethod = DescMethodUnary<DescMessage, DescMessage>;

/** A method that a mutation can call: it returns one message. */
export type MutationMethod = UnaryMethod | DescMethodClientStreaming<DescMessage, DescMessage>;

/** A method that returns many messages. */
export type StreamMethod =
  | DescMethodServerStreaming<DescMessage, DescMessage>
  | DescMethodBiDiStreaming<DescMessage, DescMessage>;

/** The input of a call: the fields of one message. */
export type InputOf<M extends DescMethod> = MessageInitShape<M["input"]>;

/** The input of a stream: one message, or the list of messages to send if the method is bidirectional. */
export type StreamInputOf<M extends StreamMethod> = M["methodKind"] extends "bidi_streaming"
  ? readonly InputOf<M>[]
  : InputOf<M>;

/** The input of a mutation: one message, or the messages to send if the method is client-streaming. */
export type VariablesOf<M extends MutationMethod> = M["methodKind"] extends "client_streaming"
  ? AsyncIterable<InputOf<M>> | Iterable<InputOf<M>>
  : InputOf<M>;

/** The returned message. */
export type OutputOf<M extends DescMethod> = MessageShape<M["output"]>;
