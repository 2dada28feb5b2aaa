/** One line that says why a call has failed. */
import type { ConnectError } from "farcall";

export function ErrorNote({ error }: { error: ConnectError }) {
  return (
    <p className="refusal" role="alert">
      <code>{error.code}</code> {error.rawMessage}
    </p>
  );
}
