/** A second reader of the ticker's stream: it draws the message rate, over the same connection. */
import { useStreamEvents } from "farcall/react";
import { useRef } from "react";
import { DemoService } from "../gen/demo/v1/demo_pb.ts";
import { formatCount } from "../model/format.ts";
import { Sparkline } from "./sparkline.tsx";
import { useRates } from "./use-rates.ts";

const input = { perSecond: 10_000, count: 0n };

export function TickSparkline({ mode, isOn }: { mode: "latest" | "collect"; isOn: boolean }) {
  const arrived = useRef(0);
  // Method, input and mode equal those of the ticker: both share one stream. Messages do not render this component.
  useStreamEvents(DemoService.method.tick, input, {
    mode,
    enabled: isOn,
    onBatch: (messages) => {
      arrived.current += messages.length;
    },
  });
  const rates = useRates(arrived, isOn);
  const lastSecond = rates.slice(-10);
  const rate = lastSecond.reduce((sum, one) => sum + one, 0) / Math.max(1, lastSecond.length);

  return (
    <div className="tick-sparkline">
      <p>
        <strong>{formatCount(rate)}</strong> messages/s
      </p>
      <Sparkline values={rates} length={100} atLeast={12_000} />
    </div>
  );
}
