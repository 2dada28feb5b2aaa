/** Lines of a stack, each leading to its source where that can be shown. */
import type { SiteLine } from "../model/parse-site.ts";
import { usePanel } from "./panel-context.ts";

export function SiteList({ lines }: { lines: readonly SiteLine[] }) {
  const { log } = usePanel();
  return (
    <ol className="site">
      {lines.map(({ name, url, line, column, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line can come twice, and the list does not change
        <li key={index}>
          {url === undefined ? (
            text
          ) : (
            <>
              {name}{" "}
              {log.link.openSource ? (
                <button type="button" className="link" onClick={() => log.link.openSource?.(url, line, column)}>
                  {shortUrl(url)}:{line}
                </button>
              ) : (
                <span className="quiet">
                  {shortUrl(url)}:{line}:{column}
                </span>
              )}
            </>
          )}
        </li>
      ))}
    </ol>
  );
}

function shortUrl(url: string): string {
  const path = url.replace(/[?#].*$/, "");
  return path.slice(path.lastIndexOf("/", path.length - 2) + 1) || url;
}
