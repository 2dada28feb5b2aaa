/** The types of generated methods, by how many messages they take and return. */
import type {
  DescMessage,
  DescMethodBiDiStreaming,
  DescMethodClientStreaming,
  DescMethodServerStreaming,
  DescMethodUnary,
} from "@bufbuild/protobuf";

/** A method that takes one message and returns one message. */
export type UnaryMethod = DescMethodUnary<DescMessage, DescMessage>;

/** A method that returns one message. */
export type SingleAnswerMethod = UnaryMethod | DescMethodClientStreaming<DescMessage, DescMessage>;

/** A method that returns many messages. */
export type StreamMethod =
  | DescMethodServerStreaming<DescMessage, DescMessage>
  | DescMethodBiDiStreaming<DescMessage, DescMessage>;
