/** Loads the page anew with a recorder in it, where that can be done. */
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
        onClick={() =>
          link.reloadAndRecord?.().catch((error) => say(`The page could not be loaded anew: ${String(error)}`))
        }
      >
        Reload and record
      </button>
    )
  );
}
