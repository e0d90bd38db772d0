import { world } from "../world.ts";
import type { Reply } from "../world/api.ts";
import * as documents from "../world/documents.ts";

const ROUNDS = 12;

const MEASUREMENTS = 3;

/** Of the quicker half of the tries: a busy machine makes some of them late, and none early. */
const medianOf = (times: number[]): number => times.toSorted((a, b) => a - b)[times.length >> 2]!;

/** What of an answer does not depend on whose address was asked about. */
const shapeOf = ({ status, headers, body }: Reply, email: string) => ({
  status,
  headers: [...headers.keys()],
  body: JSON.stringify(body)
    .replaceAll(email, "ADDRESS")
    .replace(/"ticket":"[\w-]{43}"/, "TICKET")
    .replaceAll(/"\d{4}-[^"]+Z"/g, "TIME"),
});

/** What is there each time is no accident of the machine. */
const asksAgainAndAgain = async (
  addresses: Record<string, string>,
  ask: (email: string, ip: string) => Promise<Reply>,
) => {
  const measured = [];
  for (let nth = 1; nth <= MEASUREMENTS; nth += 1) {
    measured.push(await asksAbout(addresses, ask));
    if (measured.at(-1)!.ratio < 1.5) break;
  }
  return {
    shapes: [...new Set(measured.flatMap(({ shapes }) => shapes))],
    ratio: Math.min(...measured.map(({ ratio }) => ratio)),
  };
};

/** Asks about each address in turn, round after round, each time from another network. */
const asksAbout = async (addresses: Record<string, string>, ask: (email: string, ip: string) => Promise<Reply>) => {
  const times: Record<string, number[]> = {};
  const shapes = new Set<string>();
  for (let round = 1; round <= ROUNDS; round += 1)
    for (const [name, email] of Object.entries(addresses)) {
      const from = performance.now();
      const reply = await ask(email, `198.51.${round}.1`);
      // The first round warms what is made once.
      if (round > 1) (times[name] ??= []).push(performance.now() - from);
      shapes.add(JSON.stringify(shapeOf(reply, email)));
    }
  const medians = Object.values(times).map(medianOf);
  return { shapes: [...shapes], ratio: Math.max(...medians) / Math.min(...medians) };
};

describe("an address of an owner, one that is not confirmed, a protected one and one that nobody has", () => {
  const cast = async () => {
    const { ada, bob, stranger } = await world();
    const phone = await ada.joinsOn("phone");
    await bob.on("phone").signsUp();
    const addresses = { owner: ada.email, unconfirmed: bob.email, nobody: `nobody.${ada.email}` };
    return { ada, phone, addresses, stranger };
  };

  it("are one to whoever tries a wrong password, in words, headers and time", async () => {
    const { phone, addresses, stranger } = await cast();
    const { shapes, ratio } = await asksAgainAndAgain(addresses, (email, ip) =>
      stranger(documents.SIGN_IN, {
        variables: { input: { email, password: "wrong in any case", client: phone.client } },
        ip,
      }),
    );

    expect(shapes).toHaveLength(1);
    expect(shapes[0]).toContain("InvalidCredentials");
    // Without the work of a hash, or with it twice, it would be far outside.
    expect(ratio).toBeLessThan(2);
  });

  it("are one to whoever tries a wrong password after the owner's was protected", async () => {
    const { ada, phone, addresses, stranger } = await cast();
    await phone.reads(documents.CHANGE_PASSWORD, {
      input: { currentPassword: "horse staple orbit lantern", newPassword: "violin glacier teapot umbrella" },
    });
    const token = await ada.mailbox.linkTo("undo", "Your password was changed");
    await stranger(`mutation ($token: String!) { undoChange(token: $token) { __typename } }`, { variables: { token } });
    const { shapes } = await asksAbout(addresses, (email, ip) =>
      stranger(documents.SIGN_IN, {
        variables: { input: { email, password: "wrong in any case", client: phone.client } },
        ip,
      }),
    );

    expect(shapes).toHaveLength(1);
    expect(shapes[0]).toContain("InvalidCredentials");
  });

  it("are one to whoever asks for a new password", async () => {
    const { addresses, stranger } = await cast();
    const { shapes, ratio } = await asksAgainAndAgain(addresses, (email, ip) =>
      stranger(documents.REQUEST_RESET, { variables: { input: { email } }, ip }),
    );

    expect(shapes).toHaveLength(1);
    expect(shapes[0]).toContain("PasswordResetRequested");
    expect(ratio).toBeLessThan(2);
  });
});
