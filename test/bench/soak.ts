import { randomBytes, randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startMongod } from "../../gateway/embedded/mongod.ts";
import { freePort } from "../../gateway/embedded/port.ts";
import { deviceOf, type Device } from "../world/device.ts";
import * as documents from "../world/documents.ts";
import { mailboxOf } from "../world/inbox.ts";
import { NEW_PASSWORD, resetOf } from "../world/reset.ts";
import { the } from "../world/results.ts";
import type { Event, Socket, Watching } from "../world/socket.ts";
import { median } from "./measured.ts";
import { COLLECTING, memoryOf } from "./memory.ts";
import { startNode, stopNode, temporaryDirectory } from "./stage.ts";
import { machine } from "./table.ts";

/** `npm run soak [-- --minutes 30 --people 4]`: the whole story again and again, and whether its server's memory stays where it was. */
const { values } = parseArgs({
  options: { minutes: { type: "string", default: "30" }, people: { type: "string", default: "4" } },
});
const MINUTES = Number(values.minutes);
const PEOPLE = Number(values.people);
const SAMPLES = 30;
const PASSWORD = "horse staple orbit lantern";
/** Of the samples: what a process needs once is not there yet. */
const WARMING = 1 / 3;

/** Everybody lives in a network of their own, so that no limit of a network is met. */
const somewhere = (): string => `81.${randomInt(224, 240)}.${randomInt(256)}.${randomInt(1, 255)}`;

/** Past what is told of the end of the one before. */
const nextRequest = async (requests: Watching<Event>): Promise<Event> => {
  for (;;) {
    const event = await requests.next();
    if (event.kind === "VerificationRequested") return event;
  }
};

/** From signing up to deleting the account, by two phones, a mail and a website. */
const story = async (url: string): Promise<void> => {
  const email = `ada.${randomBytes(6).toString("hex")}@example.com`;
  const owner = { email, password: PASSWORD, mailbox: mailboxOf(url, email) };
  const sockets: Socket[] = [];
  const on = (name: string): Device =>
    deviceOf({ url, owner, name, options: { ip: somewhere() }, opened: (socket) => sockets.push(socket) });
  try {
    const phone = on("phone");
    await phone.joins();
    await phone.turnsOnTwoStep();
    const requests = await phone.watchesRequests();

    const tablet = on("tablet");
    const asked = await tablet.isAsked();
    const { request } = await nextRequest(requests);
    the("SignedIn", await tablet.submits(asked.ticket, request.code));
    the("SignedIn", await tablet.refreshes());
    await tablet.activity();

    await on("laptop").isAsked();
    const unwanted = await nextRequest(requests);
    await phone.denies(unwanted.request.id, "CANCELLED");

    await phone.turnsOffTwoStep();
    const website = resetOf({ url, email, mailbox: owner.mailbox });
    the("PasswordReset", await website.saves(await website.getsResetToken(), NEW_PASSWORD));
    the("SignedIn", await phone.signsIn({ password: NEW_PASSWORD }));
    await phone.does(documents.DELETE_ACCOUNT, { password: NEW_PASSWORD });
  } finally {
    await Promise.all(sockets.map((socket) => socket.close()));
  }
};

type Sample = { minute: number; stories: number; residentMiB: number; heapMiB: number; sockets: number };

/** What the server says of itself, after garbage was collected. */
const look = async (url: string, pid: number) => {
  const residentMiB = (await memoryOf([pid])) / 1_024;
  const page = await (await fetch(`${url}/metrics`)).text();
  const gauge = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(page)?.[1]);
  return {
    residentMiB,
    heapMiB: gauge("nodejs_heap_size_used_bytes") / 2 ** 20,
    sockets: gauge("countersign_open_sockets"),
  };
};

const directory = await temporaryDirectory();
const mongod = await startMongod({ dataDir: directory.path, say: console.error });
const port = String(await freePort());
const url = `http://127.0.0.1:${port}`;
const server = startNode([...COLLECTING, "gateway/start.ts"], {
  ...{ PORT: port, PUBLIC_URL: url, DATA_DIR: directory.path, MONGO_URL: mongod.url, TRUST_PROXY: "1" },
  SECRET_KEY: "a root key for nothing but this measurement",
});
await server.ready;

let stories = 0;
const failures: string[] = [];
const endsAt = performance.now() + MINUTES * 60_000;
const playing = Array.from({ length: PEOPLE }, async () => {
  while (performance.now() < endsAt)
    await story(url).then(
      () => (stories += 1),
      (error: unknown) => failures.push(String(error)),
    );
});

const samples: Sample[] = [];
for (let nth = 1; nth <= SAMPLES; nth += 1) {
  await pause(Math.max(0, endsAt - performance.now() - ((SAMPLES - nth) * MINUTES * 60_000) / SAMPLES));
  const sample = { minute: (nth * MINUTES) / SAMPLES, stories, ...(await look(url, server.child.pid ?? 0)) };
  samples.push(sample);
  console.error(
    Object.entries(sample)
      .map(([name, value]) => `${name} ${value.toFixed(1)}`)
      .join(", "),
  );
}
await Promise.all(playing);
const left = await look(url, server.child.pid ?? 0);
await stopNode(server.child);
await mongod.stop();
await directory.remove();

const warm = samples.slice(Math.floor(SAMPLES * WARMING));
const half = warm.length >> 1;
const ratioOf = (what: "residentMiB" | "heapMiB") => {
  const [early, late] = [warm.slice(0, half), warm.slice(half)].map((those) => median(those.map((it) => it[what])));
  return `${late?.toFixed(1)} MiB late ÷ ${early?.toFixed(1)} MiB early = ${((late ?? NaN) / (early ?? NaN)).toFixed(3)}`;
};
console.log(`${await machine()}

${stories} stories in ${MINUTES} minutes by ${PEOPLE} people at once; ${failures.length} failed; ${left.sockets} sockets left open
heap in use, the later half ÷ the earlier, after the first third: ${ratioOf("heapMiB")}
resident memory, the same: ${ratioOf("residentMiB")}`);
for (const failure of new Set(failures)) console.log(`failed: ${failure}`);
