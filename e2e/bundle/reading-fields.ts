/** A page that reads a descriptor and does nothing else that would load one. */
import { SayResponseSchema } from "../../playground/gen/hello/v1/hello_pb.ts";

const output = document.createElement("output");
try {
  output.textContent = JSON.stringify(SayResponseSchema.fields.map(({ name }) => name));
} catch (error) {
  output.textContent = JSON.stringify(String(error));
}
document.body.append(output);
