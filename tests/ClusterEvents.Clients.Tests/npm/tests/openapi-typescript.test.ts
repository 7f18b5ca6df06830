import assert from "node:assert/strict";
import { test } from "node:test";
import createClient from "openapi-fetch";
import type { components, paths } from "../obj/api.js";
import { address, city, cluster, day, unique } from "./service.js";

// Timelines come as tables and feeds too: this client reads JSON.
const client = createClient<paths, "application/json" | "application/problem+json">({ baseUrl: address });

const flowers = (): components["schemas"]["FlowersOffered"] => ({
  occurredOn: day,
  clusterId: cluster,
  scope: "Cluster",
  honouree: unique("Chủ tịch Hồ Chí Minh"),
  place: "Quảng trường",
  participants: [city],
  sources: [{ note: "Báo cáo tuần" }],
});

test("What was sent is what is read, and nothing else", async () => {
  const given = flowers();
  const { data: recorded } = await client.POST("/v1/ceremonies/flowers", { body: given });
  assert.ok(recorded);

  const { data: entry } = await client.GET("/v1/activities/{activityId}", {
    params: { path: { activityId: recorded.activityId } },
  });

  assert.ok(entry);
  // No cast: the kind says what the data is.
  assert.ok(entry.kind === "FlowersOffered");
  assert.equal(entry.data.honouree, given.honouree);
  assert.deepEqual(entry.data.participants, [city]);
  assert.equal(entry.data.dayPart, undefined);
  assert.equal(entry.data.sequenceHint, undefined);
  assert.equal(entry.dayPart, null);
});

test("Money and rough days come back as they were sent", async () => {
  const { data: recorded } = await client.POST("/v1/community-activities", {
    body: {
      kind: unique("Tặng quà"), amountVnd: Number.MAX_SAFE_INTEGER, occurredOn: "2026-02-01", precision: "Month",
      clusterId: cluster, cityIds: [city],
    },
  });
  assert.ok(recorded);

  const { data: entry } = await client.GET("/v1/activities/{activityId}", {
    params: { path: { activityId: recorded.activityId } },
  });

  assert.ok(entry?.kind === "CommunityActivityHeld");
  assert.equal(entry.data.amountVnd, Number.MAX_SAFE_INTEGER);
  assert.equal(entry.data.precision, "Month");
});

test("A timeline is read page by page, and every entry by its kind", async () => {
  const seen = new Set<string>();
  const venues: string[] = [];
  let cursor: string | undefined;
  do {
    const { data: page } = await client.GET("/v1/timelines/clusters/{clusterId}", {
      params: {
        path: { clusterId: cluster },
        query: { limit: 100, order: "asc", include: ["corrections"], knownAt: "2026-11-28", cursor },
      },
    });
    assert.ok(page);
    for (const entry of page.entries) {
      assert.ok(!seen.has(entry.activityId));
      seen.add(entry.activityId);
      if (entry.kind === "MeetingHeld") venues.push(entry.data.venue);
      for (const correction of entry.corrections ?? [])
        if (correction.kind === "EntryCorrected") assert.ok(correction.data.changes.length > 0);
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);

  assert.ok(seen.size > 200, `${seen.size} entries`);
  assert.ok(venues.length > 0 && venues.every((venue) => venue.length > 0));
});

test("A CloudEvent is recorded once", async () => {
  const body: components["schemas"]["CloudEvent"] = {
    specversion: "1.0", id: unique("event"), source: "/clients/typescript", type: "clusterevents.flowers-offered.v2",
    data: flowers(),
  };
  const headers = { "Content-Type": "application/cloudevents+json" };

  const { data: recorded } = await client.POST("/v1/events", { body, headers });
  const { data: again } = await client.POST("/v1/events", { body, headers });

  assert.ok(recorded && "duplicate" in recorded && again && "duplicate" in again);
  assert.deepEqual([recorded.duplicate, again.duplicate], [false, true]);
});

test("A refusal has its code and every fault by field", async () => {
  const { error, response } = await client.POST("/v1/ceremonies/flowers", {
    body: { ...flowers(), participants: ["khong-co"] },
  });

  assert.equal(response.status, 422);
  assert.ok(error);
  assert.equal(error.type, "unknown-city");
  assert.equal(error.errors["participants"]?.[0]?.code, "unknown-city");
  assert.equal(error.errors["participants"]?.[0]?.arguments["value"], "khong-co");
});

test("A stale version and a likely repetition are refused", async () => {
  const body = flowers();
  const { data: recorded } = await client.POST("/v1/ceremonies/flowers", { body });
  assert.ok(recorded);

  const stale = await client.POST("/v1/ceremonies/flowers", {
    body, params: { query: { stream: recorded.stream }, header: { "If-Match": `"${recorded.version + 1}"` } },
  });
  const repeated = await client.POST("/v1/ceremonies/flowers", {
    body, params: { header: { Prefer: "reject-similar" } },
  });

  assert.equal(stale.response.status, 412);
  assert.equal(repeated.response.status, 409);
  assert.equal(repeated.error?.type, "looks-like-a-repeat");
});

test("Lists and summaries are read", async () => {
  const { data: targets } = await client.GET("/v1/targets", { params: { query: { city, limit: 5 } } });
  const { data: summary } = await client.GET("/v1/timelines/cities/{cityId}/summary", {
    params: { path: { cityId: city }, query: { kind: ["MeetingHeld"] } },
  });

  assert.ok(targets && targets.items.length > 0);
  assert.deepEqual(Object.keys(summary?.byKind ?? {}), ["MeetingHeld"]);
});
