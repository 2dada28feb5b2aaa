/** Texts for fields of type string, by what their names promise. */

import { fieldPattern, snakeCase } from "./field-pattern.ts";

/** The first rule that matches a name wins. Of its texts, each item of a list has another one. */
const rules = (
  [
    // Empty asks for the first page, or for everything: whatever else stands there, a server may not understand.
    ["(page|next|sync|continuation)_token|cursor|filter|order_by|sort", ""],
    ["e_?mail", "ada@example.com", "grace@example.com", "alan@example.com"],
    ["ur[li]|website|homepage|href|link", "https://example.com/hats/1", "https://example.com/hats/2"],
    ["host|host_?name|domain", "example.com", "www.example.com"],
    ["ip|ip_?address", "192.0.2.1", "192.0.2.2"],
    ["phone|mobile|fax", "+1 555 0100", "+1 555 0101"],
    ["u?uid|guid", "0b5f9c1e-7a64-4c1b-9a53-2f1d8e6c4a70", "5d2e7f80-13c9-4b62-8e0a-c46b91f7d385"],
    ["(first|given)_?name", "Ada", "Grace", "Alan"],
    ["(last|family)_?name|surname", "Lovelace", "Hopper", "Turing"],
    ["user_?name|login|nickname|handle", "ada", "grace", "alan"],
    [
      "author|owner|person|customer|recipient|sender|(full|display)_name",
      "Ada Lovelace",
      "Grace Hopper",
      "Alan Turing",
    ],
    ["file_?name", "hat.txt", "scarf.txt"],
    ["path|folder|directory", "/hats/1.txt", "/hats/2.txt"],
    ["name", "Ada", "Grace", "Alan"],
    ["password|secret", "correct horse battery staple"],
    ["country", "DE", "FR", "JP"],
    ["currency", "EUR", "USD", "JPY"],
    ["language|locale", "en", "de", "fr"],
    ["time_?zone", "Europe/Berlin", "Asia/Tokyo"],
    ["city|town", "Berlin", "Lyon", "Kyoto"],
    ["street|address", "1 Market Street", "2 Market Street"],
    ["zip|postal|postcode", "10115", "69001"],
    ["date|day", "2026-01-15", "2026-01-16"],
    ["time|at", "2026-01-15T09:30:00Z", "2026-01-15T09:31:00Z"],
    ["colou?r", "#336699", "#993366"],
    ["version", "1.0.0", "1.1.0"],
    ["(mime|content|media)_?type", "text/plain", "application/json"],
    ["title|headline|subject|label|caption", "A warm hat", "A long scarf"],
    [
      "description|text|message|comment|note|sentence|body|content|summary|reason",
      "Knitted from the wool of happy sheep.",
      "It keeps you warm.",
      "It comes in red and blue.",
    ],
    ["tag|keyword|category|query|search", "wool", "winter", "red"],
    ["price|amount|cost|total", "19.99", "24.99"],
  ] as const
).map(([words, ...texts]) => ({ pattern: fieldPattern(words), texts }));

/**
 * @param name of the field: "first_name"
 * @param index which of several texts
 */
export function textExample(name: string, index: number): string {
  const snake = snakeCase(name);
  const texts = rules.find(({ pattern }) => pattern.test(snake))?.texts;
  const stem = /^(.*?)_?(id|key|sku)$/.exec(snake)?.[1];
  if (texts && stem === undefined) {
    return texts[index % texts.length] ?? "";
  }
  return stem === undefined ? `${snake.replaceAll("_", " ").trim()} ${index + 1}` : `${stem || "item"}-${index + 1}`;
}
