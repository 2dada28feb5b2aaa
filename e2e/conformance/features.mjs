/** What the suite is told that a client can do, which decides the cases that it runs. */

/** Everything that fetch can do; what is false needs HTTP/2 without TLS, client certificates, or HTTP trailers. */
const all = {
  versions: ["HTTP_VERSION_1", "HTTP_VERSION_2"],
  protocols: ["PROTOCOL_CONNECT", "PROTOCOL_GRPC_WEB"],
  codecs: ["CODEC_PROTO", "CODEC_JSON"],
  compressions: [
    "COMPRESSION_IDENTITY",
    "COMPRESSION_GZIP",
    "COMPRESSION_BR",
    "COMPRESSION_ZSTD",
    "COMPRESSION_DEFLATE",
    "COMPRESSION_SNAPPY",
  ],
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

/** @type {Record<string, typeof all>} */
export const featureSets = {
  all,
  /** One of each, for a first look. */
  small: {
    ...all,
    versions: ["HTTP_VERSION_1"],
    codecs: ["CODEC_PROTO"],
    compressions: ["COMPRESSION_IDENTITY", "COMPRESSION_GZIP"],
    supportsTls: false,
  },
};
