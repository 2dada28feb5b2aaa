/** What a page says in the console that it should not. */
import type { Page } from "@playwright/test";

/** Collects errors and warnings from now on. */
export function consoleComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    // Chromium reports every answer that is not 2xx, and with Connect an error is one.
    const isNetwork = message.text().startsWith("Failed to load resource") || message.text().includes("CORS policy");
    if (["error", "warning"].includes(message.type()) && !isNetwork) {
      complaints.push(message.text());
    }
  });
  return complaints;
}
