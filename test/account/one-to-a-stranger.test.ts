import { MINUTE, PASSWORD, world } from "../world.ts";
import type { Reply } from "../world/api.ts";
import * as documents from "../world/documents.ts";
import { NEW_PASSWORD } from "../world/reset.ts";
import { the } from "../world/results.ts";

/** Tries of each; several times as many where a busy machine leaves a doubt after the first. */
const ROUNDS = 12;
const PATIENCE = 5;
/** Work that one address has and another has not shows as far more: see what is said of each. */
const ALIKE = 1.3;

const medianOf = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** What of an answer does not depend on whose address was asked about. */
const shapeOf = ({ status, headers, body }: Reply, email: string) => ({
  status,
  headers: [...headers.keys()],
  body: JSON.stringify(body)
    .replaceAll(email, "ADDRESS")
    .replace(/"ticket":"[\w-]{43}"/, "TICKET")
    .replaceAll(/"\d{4}-[^"]+Z"/g, "TIME"),
});

type Asking = {
  ask: (email: string, ip: string) => Promise<Reply>;
  /** Between tries, so that what one left to do, such as a letter to send, is not another's time. */
  rest: () => Promise<unknown>;
  /** Before each round. */
  prepare?: () => Promise<void>;
};

/**
 * Asks about each address in turn, round after round, each round in another order and from another network. How long an answer
 * took is compared within its round, which a busy machine makes slow as a whole; what is compared in the end are medians.
 */
const asksAbout = async (addresses: Record<string, string>, { ask, rest, prepare }: Asking) => {
  const names = Object.keys(addresses);
  const shares: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
  const shapes = new Set<string>();

  const round = async (nth: number): Promise<void> => {
    await prepare?.();
    const took: Record<string, number> = {};
    for (const turn of names.keys()) {
      const name = names[(turn + nth) % names.length]!;
      await rest();
      const from = performance.now();
      const reply = await ask(addresses[name]!, `198.51.${nth}.1`);
      took[name] = performance.now() - from;
      shapes.add(JSON.stringify(shapeOf(reply, addresses[name]!)));
    }
    const usual = medianOf(Object.values(took));
    // The first round warms what is made once.
    if (nth > 0) for (const name of names) shares[name]!.push(took[name]! / usual);
  };

  let ratio = Infinity;
  for (let nth = 0; nth <= PATIENCE * ROUNDS; nth += 1) {
    await round(nth);
    if (nth === 0 || nth % ROUNDS > 0) continue;
    const medians = Object.values(shares).map(medianOf);
    ratio = Math.max(...medians) / Math.min(...medians);
    if (ratio < ALIKE) break;
  }
  return { shapes: [...shapes], ratio };
};

describe("an address of an owner, one that is not confirmed, a protected one and one that nobody has", () => {
  const cast = async () => {
    const { ada, bob, stranger, later } = await world();
    const { ada: eve } = await world();
    const phone = await ada.joinsOn("phone");
    const lost = await eve.joinsOn("phone");
    await lost.reads(documents.CHANGE_PASSWORD, { input: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD } });
    const token = await eve.mailbox.linkTo("undo", "Your password was changed");
    the("AccountSecured", await lost.does(documents.UNDO_CHANGE, { token }));
    await bob.on("phone").signsUp();
    return {
      ...{ phone, stranger, later },
      addresses: { owner: ada.email, unconfirmed: bob.email, protected: eve.email, nobody: `nobody.${ada.email}` },
      rest: async () => {
        for (let nth = 1; nth <= 3; nth += 1) await stranger("{ __typename }");
      },
    };
  };

  it("are one to whoever tries a wrong password, in words, headers and time", async () => {
    const { phone, addresses, stranger, rest } = await cast();
    const input = (email: string) => ({ email, password: "wrong in any case", client: phone.client });
    const { shapes, ratio } = await asksAbout(addresses, {
      ask: (email, ip) => stranger(documents.SIGN_IN, { variables: { input: input(email) }, ip }),
      rest,
    });

    expect(shapes).toHaveLength(1);
    expect(shapes[0]).toContain("InvalidCredentials");
    // Without the work of a hash it would be 3 or more.
    expect(ratio).toBeLessThan(ALIKE);
  });

  it("are one to whoever asks for a new password", async () => {
    const { addresses, stranger, rest, later } = await cast();
    const { shapes, ratio } = await asksAbout(addresses, {
      ask: (email, ip) => stranger(documents.REQUEST_RESET, { variables: { input: { email } }, ip }),
      rest,
      // Five letters an hour: each time one is sent, to those who exist.
      prepare: () => later(16 * MINUTE),
    });

    expect(shapes).toHaveLength(1);
    expect(shapes[0]).toContain("PasswordResetRequested");
    expect(ratio).toBeLessThan(ALIKE);
  });

  it("are one to whoever asks for the code of a sign-up again", async () => {
    const { addresses, stranger, rest, later } = await cast();
    const { shapes, ratio } = await asksAbout(addresses, {
      ask: (email, ip) => stranger(documents.RESEND_CONFIRMATION, { variables: { email }, ip }),
      rest,
      // Ten letters an hour, and a sign-up waits ten minutes for the code of the last.
      prepare: () => later(7 * MINUTE),
    });

    expect(shapes).toHaveLength(1);
    expect(shapes[0]).toContain("EmailConfirmationSent");
    expect(ratio).toBeLessThan(ALIKE);
  });
});
