/** Small live examples of `farcall/react`, each with its source. */
import { QueryClientProvider } from "@tanstack/react-query";
import { RpcProvider } from "farcall/react";
import { useEffect } from "react";
import { queryClient, rpc } from "../model/rpc.ts";
import { ExampleCard } from "./example-card.tsx";
import { examples } from "./example-list.ts";
import "../styles/examples.css";

export function ExamplesPage({ exampleId }: { exampleId: string | undefined }) {
  // After that, the browser follows the links by itself: the card of "#/examples/x" has the id "/examples/x".
  useEffect(() => {
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);
  return (
    <QueryClientProvider client={queryClient}>
      <RpcProvider rpc={rpc}>
        <div className="examples">
          <nav className="example-nav" aria-label="Examples">
            {examples.map(({ id, title }) => (
              <a key={id} href={`#/examples/${id}`} aria-current={id === exampleId ? "location" : undefined}>
                {title}
              </a>
            ))}
          </nav>
          <main className="example-list">
            <div className="example-intro">
              <h2>Calls as hooks</h2>
              <p>
                Six small components, made with <code>farcall/react</code> and TanStack Query. They call the demo server
                of this page, in React's Strict Mode. The code below each is what runs there.
              </p>
            </div>
            {examples.map((example) => (
              <ExampleCard key={example.id} example={example} />
            ))}
          </main>
        </div>
      </RpcProvider>
    </QueryClientProvider>
  );
}
