import assert from "node:assert/strict";
import { test } from "node:test";
import { CloudEvent, HTTP, type CloudEventV1, type Message } from "cloudevents";
import { address, city, cluster, day, unique } from "./service.js";

const events = `${address}/v1/events`;

const flowers = () => ({
  occurredOn: day, clusterId: cluster, cityIds: [city], honouree: unique("Anh hùng liệt sĩ"), place: "Đài tưởng niệm",
  participants: [city],
});

const event = () => new CloudEvent({
  id: unique("event"), source: "/clients/javascript", type: "clusterevents.flowers-offered.v2",
  time: "2026-02-11T08:00:00+07:00", datacontenttype: "application/json", data: flowers(), partitionkey: city,
});

const send = async (message: Message<unknown>) => {
  const body = typeof message.body === "string" ? message.body : JSON.stringify(message.body);
  const answer = await fetch(events, { method: "POST", headers: message.headers as Record<string, string>, body });
  return { status: answer.status, body: await answer.json() as { activityId: string, stream: string, duplicate: boolean } };
};

/** Whether an event keeps to the standard; the SDK throws where it does not. */
const valid = (one: CloudEventV1<unknown>) => new CloudEvent(one, true).validate();

/** The event as the service gives it back. */
const readBack = async (sent: CloudEvent<unknown>, stream: string) => {
  const answer = await fetch(`${events}?subject=${stream}`, {
    headers: { Accept: "application/cloudevents-batch+json" },
  });
  const read = HTTP.toEvent({ headers: Object.fromEntries(answer.headers), body: await answer.text() });
  assert.ok(Array.isArray(read));
  const found = read.find((one) => one.id === sent.id);
  assert.ok(found);
  return found as CloudEvent<Record<string, unknown>>;
};

for (const [mode, write] of [["structured", HTTP.structured], ["binary", HTTP.binary]] as const)
  test(`An event is sent in ${mode} mode and read back with all that it had`, async () => {
    const sent = event();

    const recorded = await send(write(sent));
    const again = await send(write(sent));

    assert.equal(recorded.status, 201);
    assert.deepEqual([recorded.body.duplicate, again.body.duplicate], [false, true]);
    const read = await readBack(sent, recorded.body.stream);
    assert.deepEqual([read.source, read.type, read["partitionkey"]], [sent.source, sent.type, city]);
    assert.equal(new Date(read.time ?? "").getTime(), new Date(sent.time ?? "").getTime());
    for (const [field, value] of Object.entries(sent.data as object)) assert.deepEqual(read.data?.[field], value);
  });

test("A batch is recorded whole", async () => {
  const sent = [event(), event()];
  const body = JSON.stringify(sent.map((one) => one.toJSON()));

  const answer = await fetch(events, {
    method: "POST", headers: { "Content-Type": "application/cloudevents-batch+json" }, body,
  });

  assert.equal(answer.status, 201);
  assert.equal((await answer.json() as unknown[]).length, 2);
});

test("Every event on record is read, singly and as a batch", async () => {
  const batch = await fetch(events, { headers: { Accept: "application/cloudevents-batch+json" } });
  const read = HTTP.toEvent({ headers: Object.fromEntries(batch.headers), body: await batch.text() });
  assert.ok(Array.isArray(read) && read.length > 300);
  for (const one of read) assert.ok(valid(one));

  const lines = (await (await fetch(events)).text()).split("\n").filter((line) => line !== "");
  assert.ok(lines.length >= read.length);
  for (const line of lines) {
    const one = HTTP.toEvent({ headers: { "content-type": "application/cloudevents+json" }, body: line });
    assert.ok(!Array.isArray(one) && valid(one));
  }
});
