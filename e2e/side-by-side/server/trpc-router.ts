/** The board for clients of tRPC. */
import { initTRPC, TRPCError, tracked } from "@trpc/server";
import { type CreateHTTPContextOptions, createHTTPHandler } from "@trpc/server/adapters/standalone";
import type { Board } from "./board.ts";

export interface FeedEvent {
  sequence: number;
}

/** Queries and mutations have the token in a header; an EventSource cannot set any, so a subscription has it in its URL. */
const createContext = ({ req, info }: CreateHTTPContextOptions) => ({
  authorization: info.connectionParams?.authorization ?? req.headers.authorization,
});

const t = initTRPC.context<typeof createContext>().create();

function createRouter(board: Board) {
  const procedure = t.procedure.use(({ ctx, next }) => {
    if (!board.accepts(ctx.authorization)) {
      throw new TRPCError({ code: "UNAUTHORIZED", message: "the token has expired" });
    }
    return next();
  });
  return t.router({
    listNotes: procedure
      .input((input: unknown) => input as { notebook: string })
      .query(({ input }) => board.list(input.notebook)),
    addNote: procedure
      .input((input: unknown) => input as { notebook: string; text: string })
      .mutation(async ({ input }) => {
        try {
          return await board.add(input.notebook, input.text);
        } catch (error) {
          throw new TRPCError({ code: "PRECONDITION_FAILED", message: (error as Error).message });
        }
      }),
    follow: procedure
      .input((input: unknown) => input as { lastEventId?: string } | undefined)
      .subscription(async function* ({ input, signal }) {
        for await (const sequence of board.follow(Number(input?.lastEventId ?? 0), signal)) {
          const event: FeedEvent = { sequence };
          yield tracked(String(sequence), event);
        }
      }),
  });
}

export type AppRouter = ReturnType<typeof createRouter>;

export const createTrpcHandler = (board: Board) =>
  createHTTPHandler({ router: createRouter(board), createContext, basePath: "/trpc/" });
