import type { Secrets } from "../../kernel/secret.ts";
import type { Authenticators } from "../authenticator.ts";
import { CODE_LENGTH } from "../challenge.ts";
import { stepOfCode } from "../totp.ts";
import type { MethodAtHand } from "./method.ts";

type Needs = { authenticators: Pick<Authenticators, "useStep">; secrets: Secrets };

/** An app on any device, which needs no network. */
export const authenticator = ({ authenticators, secrets }: Needs): MethodAtHand => ({
  name: "AUTHENTICATOR",
  isAtHand: true,
  codeLength: CODE_LENGTH,
  isUsable: (facts) => facts.authenticators.length > 0,
  reaches: () => true,
  destination: () => null,
  take: async ({ challenge, held, code, at }) => {
    for (const { id, sealedSecret } of held.authenticators) {
      const step = stepOfCode(secrets.open("totp", sealedSecret, id), code, at);
      if (step !== null && (await authenticators.useStep(id, step, challenge.id, at))) return true;
    }
    return false;
  },
  hint: "If it is the newest code of the app, check the phone's clock.",
});
