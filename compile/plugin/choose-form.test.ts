import { create, createFileRegistry, type DescFile } from "@bufbuild/protobuf";
import {
  FileDescriptorProtoSchema,
  FieldDescriptorProto_Label as Label,
  FileOptions_OptimizeMode as Mode,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { file_demo_v1_demo } from "../../playground/gen/demo/v1/demo_pb.ts";
import { file_demo_v1_notes } from "../../playground/gen/demo/v1/notes_pb.ts";
import { messagesOf } from "../messages-of.ts";
import { chooseForm } from "./choose-form.ts";
import type { CompileProtobufOptions } from "./options.ts";

/** The forms of the messages of a file, by their names in it. */
function formsOf(file: DescFile, wanted: CompileProtobufOptions["form"]): Record<string, string> {
  const form = chooseForm(file, wanted);
  return Object.fromEntries(
    messagesOf(file).map((message) => [message.typeName.split(".").slice(2).join("."), form(message)]),
  );
}

/** A file of the package acme.v1 with many messages, one service, and a message that holds itself through others. */
function shopFile(methods: { outputType: string; serverStreaming?: boolean; clientStreaming?: boolean }[]): DescFile {
  const holding = (name: string, label: Label, typeName: string) => ({
    name,
    number: 1,
    label,
    type: Type.MESSAGE,
    typeName,
  });
  const filling = Array.from({ length: 10 }, (_, index) => ({ name: `Other${index}` }));
  const proto = create(FileDescriptorProtoSchema, {
    name: "acme/v1/shop.proto",
    package: "acme.v1",
    syntax: "proto3",
    messageType: [
      { name: "Hat", field: [holding("parts", Label.REPEATED, ".acme.v1.Part")] },
      {
        name: "Part",
        field: [holding("hats", Label.REPEATED, ".acme.v1.Part.HatsEntry")],
        nestedType: [
          {
            name: "HatsEntry",
            options: { mapEntry: true },
            field: [
              { name: "key", number: 1, label: Label.OPTIONAL, type: Type.STRING },
              { ...holding("value", Label.OPTIONAL, ".acme.v1.Hat"), number: 2 },
            ],
          },
        ],
      },
      { name: "Order" },
      ...filling,
    ],
    service: [
      {
        name: "ShopService",
        method: methods.map((method, index) => ({ name: `M${index}`, inputType: ".acme.v1.Order", ...method })),
      },
    ],
  });
  return createFileRegistry(proto, () => undefined).getFile("acme/v1/shop.proto") as DescFile;
}

const codeOf = (forms: Record<string, string>) => Object.keys(forms).filter((name) => forms[name] === "code");

describe("the form of a message", () => {
  it.each(["auto", "code", undefined] as const)(
    "is code in a file with up to ten messages, if asked for %s",
    (wanted) => {
      expect(new Set(Object.values(formsOf(file_demo_v1_notes, wanted)))).toEqual(new Set(["code"]));
    },
  );

  it("is code in a larger file for what streams from the server, and a table for the rest", () => {
    const streamed = ["ConverseResponse", "FailLaterResponse", "FollowResponse", "IntroduceResponse", "TickResponse"];
    const forms = formsOf(file_demo_v1_demo, "auto");
    expect(codeOf(forms).sort()).toEqual(streamed);
    expect(new Set(Object.values(forms))).toEqual(new Set(["code", "table-with-constructor"]));
  });

  it("is code for all that a streamed response holds, in lists and maps and in a circle", () => {
    const file = shopFile([{ outputType: ".acme.v1.Hat", serverStreaming: true }]);
    expect(codeOf(formsOf(file, "auto"))).toEqual(["Hat", "Part"]);
  });

  it("is a table for what only single responses hold", () => {
    const file = shopFile([{ outputType: ".acme.v1.Hat" }, { outputType: ".acme.v1.Hat", clientStreaming: true }]);
    expect(codeOf(formsOf(file, "auto"))).toEqual([]);
  });

  it.each([
    [Mode.SPEED, "code"],
    [Mode.CODE_SIZE, "table-with-constructor"],
    [Mode.LITE_RUNTIME, "table-with-constructor"],
  ])("follows the optimize_for of a small file, unless another form was asked for: %d", (optimizeFor, form) => {
    const proto = create(FileDescriptorProtoSchema, {
      name: "acme/v1/hat.proto",
      package: "acme.v1",
      syntax: "proto3",
      messageType: [{ name: "Hat" }],
      options: { optimizeFor },
    });
    const file = createFileRegistry(proto, () => undefined).getFile("acme/v1/hat.proto") as DescFile;
    expect(formsOf(file, "auto")).toEqual({ Hat: form });
    expect(formsOf(file, "code")).toEqual({ Hat: "code" });
  });

  it("is the one that was asked for, in files of any size", () => {
    const forms = (wanted: "code" | "table") =>
      [file_demo_v1_demo, file_demo_v1_notes].flatMap((file) => Object.values(formsOf(file, wanted)));
    expect(new Set(forms("code"))).toEqual(new Set(["code"]));
    expect(new Set(forms("table"))).toEqual(new Set(["table-with-constructor"]));
  });
});
