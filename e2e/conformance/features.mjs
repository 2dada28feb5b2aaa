/** The features of each side, from which the suite selects its cases. */

/** Features that are false need client certificates or HTTP trailers. */
const both = {
  versions: ["HTTP_VERSION_1", "HTTP_VERSION_2"],
  protocols: ["PROTOCOL_CONNECT", "PROTOCOL_GRPC_WEB"],
  codecs: ["CODEC_PROTO", "CODEC_JSON"],
  compressions: ["COMPRESSION_IDENTITY", "COMPRESSION_GZIP", "COMPRESSION_BR", "COMPRESSION_ZSTD"],
  streamTypes: [
    "STREAM_TYPE_UNARY",
    "STREAM_TYPE_CLIENT_STREAM",
    "STREAM_TYPE_SERVER_STREAM",
    "STREAM_TYPE_HALF_DUPLEX_BIDI_STREAM",
  ],
  supportsH2c: false,
  supportsTls: true,
  supportsTlsClientCerts: false,
  supportsTrailers: false,
  supportsHalfDuplexBidiOverHttp1: true,
  supportsConnectGet: true,
  supportsMessageReceiveLimit: true,
};

/** All features, by what is under test. Client: everything that fetch supports, and two custom compressions. */
const all = {
  client: { ...both, compressions: [...both.compressions, "COMPRESSION_DEFLATE", "COMPRESSION_SNAPPY"] },
  server: { ...both, streamTypes: [...both.streamTypes, "STREAM_TYPE_FULL_DUPLEX_BIDI_STREAM"], supportsH2c: true },
  both,
};

/** One of each, for a quick check. */
const small = {
  versions: ["HTTP_VERSION_1"],
  codecs: ["CODEC_PROTO"],
  compressions: ["COMPRESSION_IDENTITY", "COMPRESSION_GZIP"],
  streamTypes: both.streamTypes,
  supportsH2c: false,
  supportsTls: false,
};

/** @typedef {keyof typeof all} Mode */

/** @type {readonly string[]} */
export const modes = Object.keys(all);

/** @type {Record<string, (mode: Mode) => typeof both>} */
export const featureSets = {
  all: (mode) => all[mode],
  small: (mode) => ({ ...all[mode], ...small }),
};
