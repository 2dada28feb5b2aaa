/** An application that mounts the playground at a route of its own, as a user of the package would. */
import { createTransport, grpcWeb, type Interceptor, protoBinary } from "farcall";
import { Playground } from "farcall/playground";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";

const adds = (name: string, value: string): Interceptor =>
  ({
    onStart: (context) => context.requestHeaders.set(name, value),
  }) as Interceptor;

const transport = createTransport({
  baseUrl: "/",
  protocol: grpcWeb(),
  codec: protoBinary(),
  interceptors: [adds("application-token", "from the transport")],
});

function Application() {
  const [route, setRoute] = useState("tools");
  const [width, setWidth] = useState("100%");
  const [sent, setSent] = useState("");
  return (
    <>
      <h1>An application</h1>
      <button type="button" className="own" onClick={() => setRoute(route === "tools" ? "home" : "tools")}>
        Other route
      </button>
      <button type="button" className="own" onClick={() => setWidth(width === "100%" ? "400px" : "100%")}>
        Other width
      </button>
      <input
        className="own"
        aria-label="Own field"
        onKeyDown={({ key, ctrlKey }) => key === "Enter" && ctrlKey && setSent("sent by the application")}
      />
      <output>{sent}</output>
      {route === "tools" && (
        <div id="place" style={{ width }}>
          <Playground
            services={[DemoService]}
            transport={transport}
            interceptors={[adds("chosen-server-token", "from the playground")]}
            storageKey="application.tools"
          />
        </div>
      )}
    </>
  );
}

createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <Application />
  </StrictMode>,
);
