/**
 * An application of connect-web: it shows the response of a unary call, then offers to follow a stream. The benchmark moves
 * it to Farcall by replacing the two imports and the option that connect-web alone has.
 */
import { createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import { ManyService } from "./gen/many_pb";

const client = createClient(ManyService, createConnectTransport({ baseUrl: "/", useBinaryFormat: true }));

const output = document.createElement("output");
const button = document.createElement("button");
button.textContent = "Follow";
button.disabled = true;
document.body.append(output, button);

button.addEventListener("click", async () => {
  const startedAt = performance.now();
  let [count, sum] = [0, 0];
  for await (const message of client.call4({})) {
    count++;
    sum += message.brand2;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  output.value = JSON.stringify({ count, sum, perSecond: count / seconds });
});

const { size1 } = await client.call0({ name0: "first" });
output.value = String(size1);
button.disabled = false;
performance.mark("interactive");
