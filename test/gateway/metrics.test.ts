import { world } from "../world.ts";

/** The value of this line of /metrics; 0 where it is not there. */
const reading = async (line: string): Promise<number> => {
  const { server } = await world();
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(
    text
      .split("\n")
      .find((it) => it.startsWith(`${line} `))
      ?.slice(line.length + 1) ?? 0,
  );
};

const signIns = (result: string) => `countersign_mutation_seconds_count{field="signIn",result="${result}"}`;
const outcome = (method: string, status: string) =>
  `countersign_challenge_seconds_count{purpose="SIGN_IN",method="${method}",outcome="${status}"}`;

describe("/metrics", () => {
  it("counts sign-ins by result", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    await phone.signsIn();
    await phone.signsIn({ password: "not the password" });

    expect(await reading(signIns("SignedIn"))).toBe(1);
    expect(await reading(signIns("InvalidCredentials"))).toBe(1);
  });

  it("counts challenges by method and outcome, and the time that people took", async () => {
    const { ada, later } = await world();
    const phone = await ada.trusts("phone");
    const requests = await phone.watchesRequests();
    const newPhone = ada.on("a new phone");
    const { ticket } = await newPhone.isAsked();
    const { request } = await requests.next();
    await later(20_000);
    await newPhone.submits(ticket, request.code);

    expect(await reading(outcome("APP_NOTIFICATION", "COMPLETED"))).toBe(1);
    const sum = outcome("APP_NOTIFICATION", "COMPLETED").replace("_count", "_sum");
    expect(await reading(sum)).toBeGreaterThanOrEqual(20);
  });

  it("tells how many sockets are open, what waits in the outbox and for a core, and how the process is", async () => {
    const { ada } = await world();
    const phone = await ada.joinsOn("phone");
    const before = await reading("countersign_open_sockets");
    const socket = await phone.opensSocket();

    expect(await reading("countersign_open_sockets")).toBe(before + 1);
    expect(await reading("countersign_outbox_oldest_seconds")).toBeLessThan(30);
    expect(await reading("countersign_password_hash_queue")).toBe(0);
    expect(await reading("nodejs_eventloop_lag_p99_seconds")).toBeGreaterThan(0);
    await socket.close();
  });
});
