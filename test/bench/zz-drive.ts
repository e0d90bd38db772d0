import mongoose from "mongoose";
import { readFileSync, readdirSync } from "node:fs";
import { people, signOutAll, SIGN_IN, signInInput } from "./people.ts";
import { headersOf } from "./ask.ts";
import { load } from "./load.ts";
import { openStage } from "./stage.ts";
const stage = await openStage();
const procs = () => { const r: Record<string, number> = {}; for (const d of readdirSync("/proc")) { if (!/^\d+$/.test(d)) continue; try { const s = readFileSync(`/proc/${d}/stat`, "utf8"); const cmd = readFileSync(`/proc/${d}/cmdline`, "utf8").split("\0").join(" ").slice(-90); const f = s.slice(s.lastIndexOf(")") + 2).split(" "); r[`${d} ${cmd}`] = (Number(f[11]) + Number(f[12])) / 100; } catch {} } return r; };
const gw = () => readdirSync("/proc").find((d) => { try { return /gateway\/start.ts/.test(readFileSync(`/proc/${d}/cmdline`, "utf8")) && readFileSync(`/proc/${d}/environ`, "utf8").includes("a root key for nothing"); } catch { return false; } })!;
const threads = (pid: string) => Object.fromEntries(readdirSync(`/proc/${pid}/task`).map((t) => { const s = readFileSync(`/proc/${pid}/task/${t}/stat`, "utf8"); const f = s.slice(s.lastIndexOf(")") + 2).split(" "); return [`${t === pid ? "MAIN" : t} ${s.slice(s.indexOf("("), s.lastIndexOf(")") + 1)}`, [Number(f[11]), Number(f[12])]]; })) as Record<string, number[]>;
const port = readdirSync("/proc").map((d) => { try { return /mongod.*--port (\d+).*countersign-bench/.exec(readFileSync(`/proc/${d}/cmdline`, "utf8").split("\0").join(" "))?.[1]; } catch { return undefined; } }).find(Boolean);
const client = new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`);
const status = () => client.db("admin").command({ serverStatus: 1 });
const N = Number(process.env.N ?? 200), C = Number(process.env.C ?? 16);
const those = await people(stage, "kasa", N);
await signOutAll(stage, those);
for (let i = 0; i < Number(process.env.R ?? 4); i++) {
  const a: any = await status(), p0 = procs(), t0 = Date.now(), th0 = threads(gw());
  const w = those.values();
  const rate = await load({ url: stage.gatewayUrl, connections: C, amount: N, next: () => { const person = w.next().value!; return { headers: headersOf({ address: person.address }), body: JSON.stringify({ query: SIGN_IN, variables: signInInput(person) }), onAnswer: (b) => { person.accessToken = /"accessToken":"([^"]+)"/.exec(b)?.[1] ?? null; } }; } });
  const b: any = await status(), p1 = procs(), dt = (Date.now() - t0) / 1000;
  const th1 = threads(gw()); for (const k of Object.keys(th1)) { const u = th1[k]![0]! - (th0[k]?.[0] ?? 0), y = th1[k]![1]! - (th0[k]?.[1] ?? 0); if (u + y > 5) console.log('   ', k, 'user', (u * 10 / N).toFixed(2), 'sys', (y * 10 / N).toFixed(2), 'ms/signin'); }
  console.log("rate", rate.toFixed(1), "seconds", dt);
  for (const k of Object.keys(b.metrics.commands)) { const x = b.metrics.commands[k].total - (a.metrics.commands[k]?.total ?? 0); if (x > N / 10) process.stdout.write(`${k} ${(x / N).toFixed(2)}/signin; `); }
  console.log("\ncommitted", (b.transactions.totalCommitted - a.transactions.totalCommitted) / N, "aborted", b.transactions.totalAborted - a.transactions.totalAborted, "conflicts", b.metrics.operation.writeConflicts - a.metrics.operation.writeConflicts, "fsync", JSON.stringify({ f: b.wiredTiger.log["log sync operations"] - a.wiredTiger.log["log sync operations"], us: b.wiredTiger.log["log sync time duration (usecs)"] - a.wiredTiger.log["log sync time duration (usecs)"] }));
  console.log("lat", JSON.stringify(Object.fromEntries(Object.keys(b.opLatencies).map((k) => [k, Math.round((Number(b.opLatencies[k].latency) - Number(a.opLatencies[k].latency)) / Math.max(1, Number(b.opLatencies[k].ops) - Number(a.opLatencies[k].ops)))]))));
  for (const k of Object.keys(p1)) if (p1[k]! - (p0[k] ?? 0) > 0.1) console.log((p1[k]! - (p0[k] ?? 0)).toFixed(2), "s cpu", ((p1[k]! - (p0[k] ?? 0)) / N * 1000).toFixed(1), "ms/signin", k);
  await signOutAll(stage, those);
}
await client.close();
await stage.close();
