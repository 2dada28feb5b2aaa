/** The messages of a stream: which gaps are unusual, what a pause keeps, and what a filter finds. */
import { create, createRegistry } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { file_demo_v1_demo, TickResponseSchema } from "../../playground/gen/demo/v1/demo_pb.ts";
import { messageLines } from "../../playground/model/export-messages.ts";
import { MessageFilter } from "../../playground/model/message-filter.ts";
import { keptMessages, MessageLog, type MessageRange } from "../../playground/model/message-log.ts";

const registry = createRegistry(file_demo_v1_demo);
const tick = (index: number) => create(TickResponseSchema, { index: BigInt(index) });

function longGaps(times: readonly number[]): number[] {
  const log = new MessageLog();
  for (const [index, atMs] of times.entries()) {
    log.append([tick(index)], atMs);
  }
  return times.map((_, index) => index).filter((index) => log.at(index)?.isLongGap);
}

test("a gap is marked if it is much longer than those before it", () => {
  expect(longGaps([0, 50, 100, 150, 200, 1200, 1250, 1300, 3000])).toEqual([5, 8]);
  expect(longGaps([0, 1000, 2000, 3000, 3900, 5000])).toEqual([]); // slow is not unusual
  expect(longGaps([0, 1, 2, 3, 4, 100])).toEqual([]); // nobody would notice
  expect(longGaps([0, 5000])).toEqual([]); // nothing to compare it with
});

test("of messages that arrive together, only the first has a gap", () => {
  const log = new MessageLog();
  log.append([tick(0), tick(1)], 10);
  log.append([tick(2), tick(3)], 30);
  expect([0, 1, 2, 3].map((index) => log.at(index)?.gapMs)).toEqual([undefined, 0, 20, 0]);
});

test("what a pause shows stays, however many messages come later", () => {
  const log = new MessageLog();
  log.append([tick(0), tick(1)], 0);
  const frozen = log.freeze();
  log.append(
    Array.from({ length: 3 * keptMessages }, (_, index) => tick(index + 2)),
    1,
  );
  expect(log.at(0)).toBeUndefined();
  expect([frozen.first, frozen.end, frozen.at(1)?.index]).toEqual([0, 2, 1]);
});

const indexes = (range: MessageRange) =>
  Array.from({ length: range.end - range.first }, (_, at) => range.at(range.first + at)?.index);

function search(filter: MessageFilter): void {
  while (!filter.isDone) {
    filter.step();
  }
}

test("a filter finds messages as they arrive, and drops those that are no longer kept", async () => {
  const log = new MessageLog();
  log.append(
    Array.from({ length: 200 }, (_, index) => tick(index)),
    0,
  );
  const filter = new MessageFilter(log, TickResponseSchema, registry, ' "INDEX": "19');
  search(filter);
  expect(indexes(filter)).toEqual([19, 190, 191, 192, 193, 194, 195, 196, 197, 198, 199]);
  expect(filter.at(filter.positionOf(193))?.index).toBe(193);
  log.append([tick(1900)], 1);
  search(filter);
  expect(indexes(filter).at(-1)).toBe(200);
  expect((await (await messageLines(filter, TickResponseSchema, registry)).text()).match(/\n/g)).toHaveLength(12);
  log.append(
    Array.from({ length: keptMessages - 5 }, () => tick(5)),
    2,
  );
  search(filter);
  expect(indexes(filter)).toEqual([196, 197, 198, 199, 200]);
});
