/** Adds to the error of a reflection what to do about it. */
import { Code, ConnectError } from "farcall";

const instead = "drop a descriptor set (buf build -o descriptors.binpb) onto this page";

export function advise(error: ConnectError): ConnectError {
  const advice = adviceFor(error);
  return advice === undefined ? error : new ConnectError(error.code, advice, { ...error, cause: error });
}

function adviceFor({ code, rawMessage }: ConnectError): string | undefined {
  // Before the code, which a status that is no gRPC code's does not tell.
  if (/\b505\b/.test(rawMessage)) {
    return `Reflection needs HTTP/2, which browsers speak only with https, and this server was reached over HTTP/1.1: use its https address, or ${instead}. (${rawMessage})`;
  }
  switch (code) {
    case Code.Canceled:
    case Code.DeadlineExceeded:
      return undefined;
    case Code.Unimplemented:
      return `The server has no reflection, neither grpc.reflection.v1 nor v1alpha: add its reflection service, or ${instead}. (${rawMessage})`;
    case Code.Unauthenticated:
    case Code.PermissionDenied:
      return `The server refuses to describe itself (${rawMessage}): add the header that it expects to the request's headers, which are sent along, or ${instead}.`;
    default:
      return `The schema could not be read from the server: ${rawMessage}. If that cannot be mended, ${instead}.`;
  }
}
