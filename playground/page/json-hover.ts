/** The documentation of a field, or the value of a variable, shown where the pointer rests. */
import type { Registry } from "@bufbuild/protobuf";
import type { Extension } from "@codemirror/state";
import { hoverTooltip } from "@codemirror/view";
import type { EnumFacts } from "../model/describe-field.ts";
import { type DocumentedPlace, documentAt } from "../model/document-at.ts";
import { missingProblem, type Values } from "../model/fill-in.ts";
import type { Slot } from "../model/slot.ts";
import { type VariableAt, variableAt } from "../model/variable-at.ts";

/** More would not fit on a screen. */
const shownValues = 20;

export function jsonHover(slot: Slot, registry: Registry, valuesNow: () => Values): Extension {
  return hoverTooltip((view, position) => {
    const values = valuesNow();
    const variable = variableAt(view.state.doc, position, values);
    if (variable) {
      const { from: pos, to: end } = variable;
      return { pos, end, above: true, create: () => ({ dom: variableTooltip(variable, values) }) };
    }
    const place = documentAt(view.state.doc, position, slot, registry);
    return place ? { pos: place.from, end: place.to, above: true, create: () => ({ dom: tooltip(place) }) } : null;
  });
}

function tooltip({ field, value }: DocumentedPlace): HTMLElement {
  const dom = element("div", "field-tooltip");
  const head = element("p", "field-tooltip-head");
  head.append(element("strong", "", field.name), ` ${field.type} = ${field.number}`);
  dom.append(head);
  if (field.isDeprecated) {
    dom.append(element("p", "field-tooltip-warning", "Deprecated."));
  }
  for (const text of [field.comment, ...field.notes]) {
    if (text) {
      dom.append(element("p", "", text));
    }
  }
  const values = value ? [value] : field.values;
  if (values.length > 0) {
    dom.append(valueList(values.slice(0, shownValues)));
  }
  if (values.length > shownValues) {
    dom.append(element("p", "", `And ${values.length - shownValues} more values.`));
  }
  return dom;
}

function variableTooltip({ name, value }: VariableAt, values: Values): HTMLElement {
  const dom = element("div", "field-tooltip");
  if (value === undefined) {
    dom.append(element("p", "field-tooltip-warning", missingProblem([name], values)));
    return dom;
  }
  const head = element("p", "field-tooltip-head");
  head.append(element("strong", "", name), ` = ${value}`);
  dom.append(head, element("p", "", `A variable of the environment ${JSON.stringify(values.environmentName)}.`));
  return dom;
}

function valueList(values: readonly EnumFacts[]): HTMLElement {
  const list = element("ul", "");
  for (const { name, number, comment, isDeprecated } of values) {
    const item = element("li", "");
    item.append(element("code", isDeprecated ? "is-deprecated" : "", name), ` = ${number}`);
    if (comment) {
      item.append(` · ${comment}`);
    }
    list.append(item);
  }
  return list;
}

function element(tag: string, className: string, text = ""): HTMLElement {
  const created = document.createElement(tag);
  created.className = className;
  created.textContent = text;
  return created;
}
