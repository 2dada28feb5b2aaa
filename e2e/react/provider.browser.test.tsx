import { createConnectTransport } from "farcall";
import { createRpcQuery, type RpcQuery } from "farcall/query";
import { RpcProvider } from "farcall/react";
import { useEffect, useState } from "react";
import { describe, expect, it } from "vitest";
import { openPage } from "./page.tsx";

/** Renders five times, each time with a new result of `make`. */
function Redrawn({ make }: { make: (drawing: number) => RpcQuery }) {
  const [drawing, setDrawing] = useState(1);
  useEffect(() => {
    if (drawing < 5) {
      setDrawing(drawing + 1);
    }
  }, [drawing]);
  return <RpcProvider rpc={make(drawing)}>drawing {drawing}</RpcProvider>;
}

const newTransport = () => createConnectTransport({ baseUrl: "https://a.example" });

describe("an rpc", () => {
  it("may change if it keeps its key, or changes its key only now and then", async () => {
    const page = openPage();
    const transport = newTransport();
    const [first, second] = [createRpcQuery({ transport }), createRpcQuery({ transport: newTransport() })];
    page.show(
      <>
        <Redrawn make={() => createRpcQuery({ transport })} />
        <Redrawn make={() => createRpcQuery({ transport: newTransport(), transportKey: "api" })} />
        <Redrawn make={(drawing) => (drawing < 4 ? first : second)} />
      </>,
    );
    await page.says("drawing 5drawing 5drawing 5");
  });

  it("that is created on every render causes a warning, once", async () => {
    const page = openPage();
    const make = () => createRpcQuery({ transport: newTransport() });
    page.show(
      <>
        <Redrawn make={make} />
        <Redrawn make={make} />
      </>,
    );
    await page.says("drawing 5drawing 5");
    expect(page.complaints()).toEqual([[expect.stringContaining("RpcProvider gets a new rpc on every render")]]);
  });
});
