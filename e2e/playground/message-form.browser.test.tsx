/** The form, for a request with fields of every kind. */
import { useEffect, useState } from "react";
import { describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import type { CatalogMethod } from "../../playground/model/catalog.ts";
import type { Values } from "../../playground/model/fill-in.ts";
import { slotOfRequest } from "../../playground/model/slot.ts";
import { MessageForm } from "../../playground/page/message-form.tsx";
import { openPage } from "../react/page.tsx";
import { shopMethod } from "./every-kind.ts";

interface FormProps {
  initial: string;
  onText: (text: string) => void;
  method: CatalogMethod;
}

const values: Values = {
  environmentName: "staging",
  byName: new Map([
    ["count", { id: "1", name: "count", value: "42", isSecret: false }],
    ["pin", { id: "2", name: "pin", value: "1234", isSecret: true }],
    ["word", { id: "3", name: "word", value: "many", isSecret: false }],
  ]),
};

function Form({ initial, onText, method }: FormProps) {
  const { descriptor, registry, sendsMany } = method;
  const [text, setText] = useState(initial);
  useEffect(() => onText(text), [text, onText]);
  const slot = slotOfRequest(descriptor.input, sendsMany);
  return (
    <MessageForm
      text={text}
      onChange={setText}
      slot={slot}
      registry={registry}
      values={values}
      label="request"
      onLeave={() => {}}
    />
  );
}

/** Opens the form, and returns a function that reads the request. */
function openForm(json: unknown, name: "Buy" | "BuyMany" | "Pack" = "Buy"): () => unknown {
  let current = JSON.stringify(json, null, 2);
  const onText = (text: string) => {
    current = text;
  };
  openPage().show(<Form initial={current} onText={onText} method={shopMethod(name)} />);
  return () => JSON.parse(current);
}

const field = (name: string) => page.getByRole("textbox", { name, exact: true });
const choice = (name: string) => page.getByRole("combobox", { name, exact: true });
const button = (name: string) => page.getByRole("button", { name, exact: true });

describe("a control of the form", () => {
  it("for 64 bits keeps every digit and tells the range", async () => {
    const request = openForm({});
    await field("orderId").fill("9223372036854775807");
    expect(request()).toEqual({ orderId: "9223372036854775807" });
    await field("orderId").fill("9223372036854775808");
    await expect
      .element(field("orderId"))
      .toHaveAccessibleDescription(/from -9223372036854775808 to 9223372036854775807/);
    await field("orderId").fill("");
    expect(request()).toEqual({});
  });

  it("takes a variable for a value, and tells what it stands for", async () => {
    const request = openForm({ gift: "{{word}}", color: "{{word}}", stock: { "{{count}}": "{{count}}" } });
    await field("count").fill("{{count}}");
    await field("weight").fill("{{pin}}");
    await expect.element(page.getByText("Filled in: a secret")).toBeVisible();
    await expect.element(page.getByText("Filled in: 42").first()).toBeVisible();
    await expect.element(field("count")).toBeValid();
    await expect.element(choice("gift")).toBeInvalid();
    await expect.element(choice("color")).toHaveDisplayValue("{{word}} (a variable)");
    await field("customer").fill("{{who}}");
    await expect.element(field("customer")).toHaveAccessibleDescription(/environment "staging" has no such variable/);
    expect(request()).toEqual({
      gift: "{{word}}",
      color: "{{word}}",
      stock: { "{{count}}": "{{count}}" },
      count: "{{count}}",
      weight: "{{pin}}",
      customer: "{{who}}",
    });
  });

  it("for text takes several lines, and tells empty from not set", async () => {
    const request = openForm({ note: "a\r\nb" });
    await userEvent.click(field("note"));
    await userEvent.keyboard("{Control>}{End}{/Control}!");
    expect(request()).toEqual({ note: "a\r\nb!" });
    await field("note").fill("");
    expect(request()).toEqual({ note: "" });
    await button("Clear note").click();
    expect(request()).toEqual({});
  });

  it("for a bool with presence has three states, and one without has two", async () => {
    const request = openForm({});
    await choice("gift").selectOptions("false");
    expect(request()).toEqual({ gift: false });
    await choice("gift").selectOptions("not set");
    await page.getByRole("checkbox", { name: "isOpen" }).click();
    expect(request()).toEqual({ isOpen: true });
  });

  it("for an enum keeps a number that it does not know until another is chosen", async () => {
    const request = openForm({ color: 42 });
    await expect.element(choice("color")).toHaveDisplayValue("42 (unknown number)");
    await choice("color").selectOptions("COLOR_RED = 1");
    expect(request()).toEqual({ color: "COLOR_RED" });
  });

  it("for bytes takes base64 or a file", async () => {
    const request = openForm({ seal: "AAE=" });
    await expect.element(page.getByText("2 B")).toBeVisible();
    await field("seal").fill("%");
    await expect.element(field("seal")).toHaveAccessibleDescription("Enter bytes in base64, as a string.");
    const input = document.querySelector<HTMLInputElement>("input[type=file]");
    await userEvent.upload(input as HTMLInputElement, new File([Uint8Array.of(1, 2, 3)], "seal.bin"));
    await expect.poll(request).toEqual({ seal: "AQID" });
  });

  it("for free JSON changes the request only with what is JSON", async () => {
    const request = openForm({ extra: { a: 1 } });
    await field("extra").fill('{ "a": [1,');
    await expect.element(field("extra")).toHaveAccessibleDescription("This is not JSON yet, and not in the request.");
    expect(request()).toEqual({ extra: { a: 1 } });
    await field("extra").fill('{ "a": [1, 2] }');
    expect(request()).toEqual({ extra: { a: [1, 2] } });
  });

  it("for a time has an example, and sets the current one", async () => {
    const request = openForm({});
    await button("Set placedAt to now").click();
    expect(request()).toEqual({ placedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) });
    await field("placedAt").fill("tomorrow");
    await expect
      .element(field("placedAt"))
      .toHaveAccessibleDescription(/Enter a time .* such as "2026-01-31T12:00:00Z"/);
  });

  it("for a time picks date and time in UTC, and keeps the nanoseconds", async () => {
    const request = openForm({ placedAt: "2026-01-01T01:00:00.123456789+01:00" });
    const picker = page.getByLabelText("Date and time of placedAt, in UTC");
    await expect.element(picker).toHaveValue("2026-01-01T00:00");
    await picker.fill("2026-05-06T07:08:09");
    expect(request()).toEqual({ placedAt: "2026-05-06T07:08:09.123456789Z" });
    await expect.element(field("placedAt")).toHaveValue("2026-05-06T07:08:09.123456789Z");
  });

  it("for a duration tells other units in seconds, and seconds in other units", async () => {
    const request = openForm({});
    await field("leadTime").fill("1h 30m");
    await expect.element(field("leadTime")).toHaveAccessibleDescription(/^Enter seconds.* 1h 30m is "5400s"\.$/);
    await field("leadTime").fill("5400s");
    await expect.element(page.getByText("1 h 30 min")).toBeVisible();
    await expect.element(field("leadTime")).toBeValid();
    expect(request()).toEqual({ leadTime: "5400s" });
  });

  it("for a field mask completes path after path, and names those that no message has", async () => {
    const request = openForm({});
    const mask = () => page.getByRole("combobox", { name: "mask", exact: true });
    await expect.element(mask()).toBeVisible();
    const offered = () => {
      const input = mask().element() as HTMLInputElement;
      return [...(input.list?.options ?? [])].map(({ value }) => value);
    };
    await expect.poll(offered).toContain("orderId");
    await mask().fill("orderId,");
    expect(offered()).toContain("orderId,customer");
    expect(offered()).not.toContain("orderId,orderId");
    await mask().fill("orderId,colour");
    await expect.element(page.getByText('No message beside this mask has "colour".')).toBeVisible();
    expect(request()).toEqual({ mask: "orderId,colour" });
  });
});

describe("the form", () => {
  it("shows one field of a oneof, and brings back what was entered for another", async () => {
    const request = openForm({ customer: "Ada", card: "1234" });
    await choice("payment").first().selectOptions("invoice");
    expect(request()).toEqual({ customer: "Ada", invoice: {} });
    await choice("payment").first().selectOptions("card");
    expect(request()).toEqual({ customer: "Ada", card: "1234" });
    await choice("payment").first().selectOptions("not set");
    expect(request()).toEqual({ customer: "Ada" });
  });

  it("chooses the type of an Any, and then has its fields", async () => {
    const request = openForm({ detail: {} });
    await choice("Type of detail").selectOptions("shop.old.Label");
    const label = page.getByRole("group", { name: "detail", exact: true });
    await label.getByRole("textbox", { name: "title" }).fill("fragile");
    expect(request()).toEqual({ detail: { "@type": "type.googleapis.com/shop.old.Label", title: "fragile" } });
    await choice("Type of detail").selectOptions("google.protobuf.Duration");
    await field("Value of detail").fill("2s");
    expect(request()).toEqual({ detail: { "@type": "type.googleapis.com/google.protobuf.Duration", value: "2s" } });
  });

  it("is a form of the type that a request of Any has", async () => {
    const request = openForm({ "@type": "type.googleapis.com/shop.old.Label", title: "a" }, "Pack");
    await field("title").fill("b");
    expect(request()).toEqual({ "@type": "type.googleapis.com/shop.old.Label", title: "b" });
  });

  it("says what is required, what is the default, and what is no field", async () => {
    const request = openForm({ label: { odd: 1 } });
    const label = page.getByRole("group", { name: "label", exact: true });
    await expect.element(label).toHaveTextContent(/title\s*string\s*required/);
    await expect.element(field("width")).toHaveAttribute("placeholder", "80");
    await expect.element(label).toHaveTextContent("Kept, but not a field of shop.old.Label: odd");
    await field("title").fill("a");
    expect(request()).toEqual({ label: { odd: 1, title: "a" } });
  });

  it("adds a message inside its own type, and clears it", async () => {
    const request = openForm({});
    await button("Add children").click();
    await expect.element(page.getByRole("group", { name: "children" }).getByRole("textbox").first()).toHaveFocus();
    await page.getByRole("group", { name: "children" }).getByRole("button", { name: "Add label" }).click();
    expect(request()).toEqual({ children: [{ label: {} }] });
    await button("Remove children 1").click();
    expect(request()).toEqual({ children: [] });
  });

  it("moves, copies and removes the messages of a stream", async () => {
    const request = openForm([{ customer: "a" }, { customer: "b" }], "BuyMany");
    await button("Move message 1 down").click();
    await expect.element(button("Move message 2 down")).toHaveFocus();
    expect(request()).toEqual([{ customer: "b" }, { customer: "a" }]);
    await button("Duplicate message 2").click();
    await button("Remove message 1").click();
    expect(request()).toEqual([{ customer: "a" }, { customer: "a" }]);
  });

  it("keeps what has another shape until the user starts over", async () => {
    const request = openForm({ tags: "x", stock: [1] });
    await expect.element(page.getByRole("form")).toHaveTextContent('Here is "x", which does not fit.');
    await button("Start over with tags").click();
    expect(request()).toEqual({ tags: [], stock: [1] });
  });

  it("renders a long list in parts", async () => {
    openForm({ tags: Array.from({ length: 500 }, (_, index) => `tag ${index}`) });
    await expect.element(field("tags 50")).toBeVisible();
    expect(document.querySelectorAll("textarea").length).toBeLessThan(70);
    await button("Show 50 more of 500").click();
    await expect.element(field("tags 100")).toBeVisible();
  });
});
