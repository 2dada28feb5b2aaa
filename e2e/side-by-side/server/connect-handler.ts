/** The board for clients of Connect: Farcall and connect-web call the same services. */
import { Code, ConnectError } from "farcall";
import { createFetchHandler, service } from "farcall/server";
import { createNodeHandler } from "farcall/server/node";
import { DemoService } from "../../../playground/gen/demo/v1/demo_pb.ts";
import { NotesService } from "../../../playground/gen/demo/v1/notes_pb.ts";
import type { Board, BoardNote } from "./board.ts";

export const createConnectHandler = (board: Board) =>
  createNodeHandler(
    createFetchHandler({
      services: [
        service(NotesService, {
          listNotes({ notebook }) {
            const { notes, total } = board.list(notebook);
            return { notes: notes.map(messageOf), total };
          },
          async addNote({ notebook, text }) {
            try {
              return { note: messageOf(await board.add(notebook, text)) };
            } catch (error) {
              throw new ConnectError(Code.FailedPrecondition, (error as Error).message);
            }
          },
        }),
        service(DemoService, {
          async *follow({ after }, { signal }) {
            for await (const sequence of board.follow(Number(after), signal)) {
              yield { sequence: BigInt(sequence) };
            }
          },
        }),
      ],
      interceptors: [
        {
          onStart({ requestHeaders }) {
            if (!board.accepts(requestHeaders.get("authorization"))) {
              throw new ConnectError(Code.Unauthenticated, "the token has expired");
            }
          },
        },
      ],
    }),
  );

const messageOf = ({ id, text }: BoardNote) => ({ id: BigInt(id), text });
