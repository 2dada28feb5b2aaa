/** Reloads the page with a recorder, where that is possible. */
import { usePanel } from "./panel-context.ts";

export function ReloadButton({ className }: { className: string }) {
  const {
    log: { link },
    say,
  } = usePanel();
  return (
    link.reloadAndRecord && (
      <button
        type="button"
        className={className}
        onClick={() => link.reloadAndRecord?.().catch((error) => say(`Cannot reload the page: ${String(error)}`))}
      >
        Reload and record
      </button>
    )
  );
}
