/** What an application decides about the playground that it mounts. */
import type { DescService, Registry } from "@bufbuild/protobuf";
import type { Interceptor, Transport } from "farcall";

export interface PlaygroundProps {
  /**
   * The services to call, as protoc-gen-es generates them. Users can open others in addition, from a descriptor set or by
   * server reflection.
   */
  services: readonly DescService[];
  /** Further types that an Any or the details of an error can contain. The types in the files of `services` are known. */
  registry?: Registry | undefined;
  /** How the list of `services` is called. Default: "This application". */
  name?: string | undefined;
  /**
   * The transport of the application, with its server, protocol and interceptors. Calls use it unless the user chooses a
   * server by its URL, or a mock. Without it, there are only those two.
   */
  transport?: Transport | undefined;
  /** For calls to servers that the user chooses, for example those that authenticate. Default: none. */
  interceptors?: readonly Interceptor[] | undefined;
  /** The server to start with, if there is no `transport`. Default: the origin of the page. */
  baseUrl?: string | undefined;
  /** Default: the color scheme of the browser. */
  theme?: "light" | "dark" | undefined;
  /**
   * The beginning of the names in the browser's storage, under which targets, drafts and history are kept. Two playgrounds
   * of one origin that should not share them need different ones. Default: "farcall.playground".
   */
  storageKey?: string | undefined;
  /**
   * Whether calls can be shared as links: the page's URL with the call in its hash, "#/call?…". Switch it off if the
   * application uses the hash itself. Default: true.
   */
  shareLinks?: boolean | undefined;
}
