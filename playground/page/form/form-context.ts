/** What all parts of the form share. */
import type { Registry } from "@bufbuild/protobuf";
import { type ComponentType, createContext, useContext } from "react";
import type { Values } from "../../model/fill-in.ts";
import type { LeafSlot } from "../../model/fits.ts";
import { type LeafFacts, leafFacts } from "../../model/form-input.ts";
import type { TextEdit } from "../../model/json-edit.ts";
import type { JsonNode } from "../../model/json-node.ts";
import type { Slot } from "../../model/slot.ts";

export interface FormContextValue {
  /** The JSON of the whole request: the form has no other state. */
  readonly text: string;
  readonly edit: (edit: TextEdit) => void;
  readonly registry: Registry;
  /** What variables in the text stand for. */
  readonly values: Values;
  /** The component for any value. Handed down, because messages contain values and values are messages. */
  readonly Value: ComponentType<ValueProps>;
}

export interface ValueProps {
  readonly slot: Slot;
  /** Undefined if the value is not set. */
  readonly node: JsonNode | undefined;
  /** Undefined removes the value, where that is possible. */
  readonly onChange: (json: string | undefined) => void;
  /** The accessible name. */
  readonly label: string;
  /** The id of the control, for its label. */
  readonly id: string;
  /** How deep the value is nested. */
  readonly depth: number;
  /** The value may be absent, and absent is not the same as its default. */
  readonly isOptional: boolean;
  readonly placeholder?: string;
}

const FormContext = createContext<FormContextValue | undefined>(undefined);

export const FormProvider = FormContext.Provider;

export function useForm(): FormContextValue {
  const form = useContext(FormContext);
  if (!form) {
    throw new Error("A part of the form was rendered outside of it.");
  }
  return form;
}

export function useLeafFacts(slot: LeafSlot, node: JsonNode | undefined): LeafFacts {
  return leafFacts(slot, node, useForm());
}
