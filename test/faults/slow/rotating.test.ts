import { runProgram } from "../../world/programs.ts";
import { the } from "../../world/results.ts";
import { eventually } from "../eventually.ts";
import { SIDES, type Fleet } from "../fleet.ts";
import { asksWhoAmI, steadily } from "../flow.ts";
import { stageFleet } from "../stage.ts";

/** Each process reads the keys anew once a minute, and a new one signs two minutes after it was made. */
const PUBLISHED_WITHIN_MS = 90_000;
const SIGNS_WITHIN_MS = 240_000;
/** Ten sign-ins one after the other, on a machine that has more to do. */
const GOES_ON_WITHIN_MS = 60_000;

let fleet: Fleet;
stageFleet((it) => (fleet = it));

const keysAt = async (url: string): Promise<string[]> => {
  const { keys } = (await (await fetch(`${url}/.well-known/jwks.json`)).json()) as { keys: { kid: string }[] };
  return keys.map(({ kid }) => kid);
};

const keyOf = (token: string): string => {
  const [header = ""] = token.split(".");
  return (JSON.parse(Buffer.from(header, "base64url").toString()) as { kid: string }).kid;
};

describe("a new signing key", () => {
  it(
    "comes into use while people ask, refresh and sign in, and nobody is refused",
    async () => {
      const [reader, signer, refresher] = [fleet.person("ada"), fleet.person("bob"), fleet.person("carol")];
      const [phone, laptop, tablet] = await Promise.all([
        reader.joinsOn("phone"),
        signer.joinsOn("laptop"),
        refresher.joinsOn("tablet"),
      ]);
      const known = await keysAt(fleet.a.url);
      const signedBy = new Set<string>();
      /** A token is good at both gateways from the moment on in which it was handed out. */
      const isGood = async (accessToken: string): Promise<void> => {
        signedBy.add(keyOf(accessToken));
        for (const side of SIDES) await asksWhoAmI(fleet[side].url, () => accessToken)();
      };
      const slowly = { clients: 1, pauseMs: 250 };
      const flows = [
        ...SIDES.map((side) =>
          steadily(
            asksWhoAmI(fleet[side].url, () => phone.kept.accessToken),
            slowly,
          ),
        ),
        steadily(async () => isGood(the("SignedIn", await laptop.signsIn()).accessToken), slowly),
        steadily(async () => isGood(the("SignedIn", await tablet.refreshes()).accessToken), slowly),
      ];
      const { code, output, errors } = await runProgram("gateway/admin.ts", ["rotate-keys"], fleet.env);
      expect({ code, errors }).toEqual({ code: 0, errors: "" });
      expect(output).toContain("A new key is published");

      const isNew = (kid: string) => !known.includes(kid);
      for (const side of SIDES) {
        await eventually(async () => (await keysAt(fleet[side].url)).some(isNew), PUBLISHED_WITHIN_MS);
        expect(await keysAt(fleet[side].url)).toEqual(expect.arrayContaining(known));
      }
      await eventually(() => Promise.resolve([...signedBy].some(isNew)), SIGNS_WITHIN_MS);
      await Promise.all(flows.map((flow) => flow.goesOn(10, GOES_ON_WITHIN_MS)));
      await Promise.all(flows.map((flow) => flow.stop()));
      expect(flows.flatMap((flow) => flow.tries).filter(({ trouble }) => trouble)).toEqual([]);
    },
    PUBLISHED_WITHIN_MS + SIGNS_WITHIN_MS + 2 * GOES_ON_WITHIN_MS,
  );
});
