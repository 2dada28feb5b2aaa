/** The types of generated methods that can be queried, mutated and streamed, and of their inputs and outputs. */
import type { DescMethod, MessageInitShape, MessageShape } from "@bufbuild/protobuf";
import type { SingleAnswerMethod, StreamMethod, UnaryMethod } from "../codec/method-types.ts";

export type { StreamMethod, UnaryMethod };

/** A method that a mutation can call: it returns one message. */
export type MutationMethod = SingleAnswerMethod;

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
