/** Makes a call in a test page. */
import type { JsonValue } from "@bufbuild/protobuf";
import type { Page } from "@playwright/test";
import type { App, AppCall, AppResult } from "./pages/app.ts";

type Method = Parameters<App["call"]>[0];

/** @returns the result that the application got */
export async function callIn(page: Page, method: Method, input: JsonValue, how: AppCall = {}): Promise<AppResult> {
  // As text, because the types of JSON are recursive and those of evaluate expand them.
  const json = await page.evaluate(
    async ([name, request, options]) => JSON.stringify(await app.call(name, JSON.parse(request), options)),
    [method, JSON.stringify(input), how] as const,
  );
  return JSON.parse(json);
}
