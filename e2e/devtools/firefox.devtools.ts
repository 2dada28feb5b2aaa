import { expect, test } from "@playwright/test";
import { startFirefoxWithExtension } from "./browsers/firefox.ts";
import { startSite } from "./site.ts";

test("opens", async () => {
  const t = Date.now();
  const site = await startSite();
  const firefox = await startFirefoxWithExtension();
  console.log("ff", Date.now() - t);
  await firefox.open(site.recorded);
  console.log(await firefox.inPage(`app.call("say", { sentence: "one" })`));
  await firefox.openDevTools();
  console.log("ff devtools", Date.now() - t);
  await firefox.inPage(`globalThis[Symbol.for("farcall.devtools")] = { drain: (n) => "hello " + n }, 0`);
  for (const e of [
    "document.body.textContent",
    "location.href",
    "typeof chrome.devtools",
    "new Promise(r => chrome.devtools.inspectedWindow.eval('1+1', (a,b) => r([a,b])))",
    "new Promise(r => chrome.devtools.inspectedWindow.eval('typeof globalThis[Symbol.for(`farcall.devtools`)]', (a,b) => r([a,b])))",
    "[...document.scripts].map(s=>s.src)",
  ])
    console.log(e, JSON.stringify(await firefox.inPanel(e).catch(String)));
  await expect.poll(() => firefox.inPanel("document.body.textContent")).toContain("hello 0");
  await firefox.close();
  site.stop();
});
