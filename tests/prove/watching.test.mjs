// SPDX-License-Identifier: Apache-2.0
// What Prometheus' own tool says of our figures and alerts: each alert comes at what it is about, and not at what is next
// to it. Needs prometheus: ./dev prove watching.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { root, serve } from "../wire/server.mjs";

const promtool = process.env.PROMTOOL ?? "promtool";
const alerts = join(root, "config/alerts.yml");

test("promtool has nothing to say of the figures", async (t) => {
  const server = await serve(t);
  const input = await (await server.get("/metrics")).text();
  assert.equal(execFileSync(promtool, ["check", "metrics"], { input, encoding: "utf8" }), "");
});

test("promtool takes the alerts", () => {
  const words = ["check", "rules", alerts];
  assert.match(execFileSync(promtool, words, { encoding: "utf8" }), /SUCCESS: \d+ rules found/);
});

// A figure that stays, and one that rises each minute.
const still = (value) => `${value}+0x60`;
const rises = (step) => `0+${step}x60`;
const histogram = (name, step) => ({
  [`${name}_bucket{le="0.1"}`]: rises(60 - step),
  [`${name}_bucket{le="1"}`]: rises(60),
  [`${name}_bucket{le="+Inf"}`]: rises(60),
});
const refused = (reason, step) => ({ [`muster_refused_total{reason="${reason}"}`]: rises(step) });
const mails = (steps) => Object.fromEntries(Object.entries(steps).map(([what, step]) => [`muster_mails_total{what="${what}"}`, rises(step)]));
const pushes = (steps) => Object.fromEntries(Object.entries(steps).map(([what, step]) => [`muster_pushes_total{what="${what}"}`, rises(step)]));

// Each alert: an hour at which it is there in the end, and one of which it says nothing.
const hours = {
  MusterDown: [{ up: still(0) }, { up: still(1) }],
  MusterJournalAway: [{ muster_up: still(0) }, { muster_up: still(1) }],
  MusterRestarts: [{ process_start_time_seconds: rises(60) }, { process_start_time_seconds: still(60) }],
  MusterDiskNearlyFull: [{ muster_disk_free_bytes: still(1e9) }, { muster_disk_free_bytes: still(1e11) }],
  MusterCopyBehind: [{ muster_backup_as_of_seconds: still(600) }, { muster_backup_as_of_seconds: rises(60) }],
  MusterCommitsSlow: [histogram("muster_journal_commit_seconds", 20), histogram("muster_journal_commit_seconds", 1)],
  MusterJournalWaits: [{ muster_journal_waiting: still(5000) }, { muster_journal_waiting: still(10) }],
  MusterBusAway: [{ muster_bus_hearing: still(0) }, { muster_bus_hearing: still(1) }],
  MusterNearlyFull: [
    { muster_connections: still(95), muster_connections_max: still(100) },
    { muster_connections: still(50), muster_connections_max: still(100) },
  ],
  MusterTurnsPeopleAway: [refused("crowded", 1), refused("malformed", 1)],
  MusterFilesNearlyOut: [
    { muster_sockets: still(95), process_max_fds: still(100) },
    { muster_sockets: still(50), process_max_fds: still(100) },
  ],
  MusterPeersSlow: [
    { ...refused("slow", 30), ...refused("no_pong", 30), muster_connections: still(100) },
    { ...refused("slow", 1), ...refused("no_pong", 1), muster_connections: still(100) },
  ],
  MusterTokensRefused: [refused("token", 90), refused("token", 1)],
  MusterMailsLost: [mails({ given_up: 1, sent: 9 }), mails({ refused: 1, sent: 9 })],
  MusterMailServerAway: [mails({ refused: 3, sent: 0 }), mails({ refused: 3, sent: 1 })],
  MusterPushServicesAway: [pushes({ given_up: 3, sent: 0 }), pushes({ given_up: 3, sent: 1 })],
  MusterSearchBehind: [{ muster_search_behind_seconds: still(900) }, { muster_search_behind_seconds: still(3) }],
  MusterCertificateEnds: [{ muster_certificate_good_seconds: still(86400) }, { muster_certificate_good_seconds: still(8640000) }],
  MusterEffectsVoid: [{ muster_effects_void_total: rises(1) }, { muster_effects_void_total: still(7) }],
  MusterRoomBroken: [{ muster_rooms_broken_total: rises(1) }, { muster_rooms_broken_total: still(7) }],
  MusterSlow: [histogram("muster_command_seconds", 20), histogram("muster_command_seconds", 1)],
};

// What an alert has beside its first way to come.
const others = [
  ["MusterDiskNearlyFull", { muster_disk_free_bytes: "10000000000-100000000x60" }],
  ["MusterDiskNearlyFull", { muster_disk_free_bytes: still(1e11), muster_blob_disk_free_bytes: still(1e9) }],
  ["MusterPushServicesAway", { muster_pushes_waiting: still(900), ...pushes({ sent: 1 }) }],
  ["MusterSearchBehind", { muster_search_up: still(0) }],
];

// With the labels that Prometheus gives to whatever it reads of an instance.
function labelled(name) {
  const own = 'job="muster",instance="10.0.0.1:7401"';
  return name.endsWith("}") ? name.replace("}", `,${own}}`) : `${name}{${own}}`;
}

const story = (alert, figures, comes) => ({
  interval: "1m",
  input_series: Object.entries(figures).map(([name, values]) => ({ series: labelled(name), values })),
  promql_expr_test: [
    {
      expr: `count(ALERTS{alertname="${alert}", alertstate="firing"}) or vector(0)`,
      eval_time: "60m",
      exp_samples: [{ labels: "{}", value: comes }],
    },
  ],
});

test("each alert comes when it is to come, and not otherwise", (t) => {
  const names = [...readFileSync(alerts, "utf8").matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
  assert.deepEqual(Object.keys(hours).sort(), names.sort());
  const folder = mkdtempSync(join(tmpdir(), "muster-alerts-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const tests = Object.entries(hours).flatMap(([alert, [bad, good]]) => [story(alert, bad, 1), story(alert, good, 0)]);
  for (const [alert, figures] of others) tests.push(story(alert, figures, 1));
  const file = join(folder, "hours.json"); // which is YAML too
  writeFileSync(file, JSON.stringify({ rule_files: [alerts], evaluation_interval: "1m", tests }));
  assert.match(execFileSync(promtool, ["test", "rules", file], { encoding: "utf8" }), /SUCCESS/);
});
