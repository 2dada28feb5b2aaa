/** Random JSON of shop.Order, with a value of every kind. */
import fc from "fast-check";

const text = fc.constantFrom("", "a", "é\n", '"', "__proto__", "\r\n", "1");
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
const double = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom("NaN", "-Infinity", 0.5));
const color = fc.constantFrom<unknown>("COLOR_NONE", "COLOR_RED", "COLOR_MAUVE", 1, 42);
const time = fc.constantFrom("2026-01-31T12:00:00Z", "1970-01-01T00:00:00.000000001Z", "2020-02-29T23:59:59+02:00");
const free = fc.jsonValue({ maxDepth: 2 });
const label = fc.record(
  { title: text, width: fc.integer({ min: -5, max: 5 }), print: fc.record({ text }) },
  { requiredKeys: ["title"] },
);

const url = (name: string) => `type.googleapis.com/${name}`;

export const shopJson = fc.letrec<{ order: object }>((tie) => {
  const order = tie("order");
  const packed = fc.oneof(
    label.map((fields) => ({ "@type": url("shop.old.Label"), ...fields })),
    time.map((value) => ({ "@type": url("google.protobuf.Timestamp"), value })),
    int64.map((value) => ({ "@type": url("google.protobuf.Int64Value"), value })),
    free.map((value) => ({ "@type": url("google.protobuf.Value"), value })),
    fc.constant({ "@type": url("google.protobuf.Empty") }),
    fc.constant({}),
  );
  const payment = fc.oneof(
    fc.constant({}),
    text.map((card) => ({ card })),
    int64.map((credit) => ({ credit })),
    order.map((invoice) => ({ invoice })),
  );
  const fields = fc.record(
    {
      orderId: int64,
      customer: text,
      count: fc.nat(),
      weight: double,
      color,
      gift: fc.boolean(),
      note: text,
      seal: fc.constantFrom("", "AAH/", "_-8"),
      tags: fc.array(text, { maxLength: 3 }),
      colors: fc.array(color, { maxLength: 3 }),
      stock: fc.dictionary(fc.constantFrom("", "a", "__proto__", "b c"), fc.integer({ min: -9, max: 9 }), {
        maxKeys: 3,
      }),
      flags: fc.dictionary(fc.constantFrom("true", "false"), color),
      parts: fc.dictionary(int64, order, { maxKeys: 2 }),
      placedAt: time,
      leadTime: fc.constantFrom("0s", "-1.5s", "3.000000001s"),
      mask: fc.constantFrom("", "customer", "customer,placedAt.seconds"),
      extra: fc.dictionary(text, free, { maxKeys: 2 }),
      anything: free,
      row: fc.array(free, { maxLength: 2 }),
      detail: packed,
      details: fc.array(packed, { maxLength: 2 }),
      discount: double,
      nothing: fc.constant({}),
      children: fc.array(order, { maxLength: 2 }),
      label,
      oldCode: text,
      isOpen: fc.boolean(),
      times: fc.array(time, { maxLength: 2 }),
    },
    { requiredKeys: [] },
  );
  const whole = fc.tuple(fields, payment).map(([a, b]) => ({ ...a, ...b }));
  return { order: fc.oneof({ maxDepth: 3, depthIdentifier: "order" }, fc.constant({}), whole) };
}).order;
