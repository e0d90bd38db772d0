import type { Kernel } from "../subgraphs/kernel/kernel.ts";
import type { Ports } from "../subgraphs/wiring.ts";

/**
 * Voids what lived when the backup was made. A code that was spent since, a session that was ended and a device that was
 * removed would all be good again; whoever holds one of them would be let in. Doing it twice does no harm.
 */
export const afterRestore = async (
  { outbox, time }: Pick<Kernel, "outbox" | "time">,
  { account, challenge, devices, tokens }: Pick<Ports, "account" | "challenge" | "devices" | "tokens">,
): Promise<string> => {
  const at = time.now();
  const sessions = await account.voidIssued(at);
  const challenges = await challenge.voidIssued(at);
  const trusted = await devices.voidIssued();
  // They may have left already, after the backup was made, and nobody wants what is in the others any more.
  const messages = await outbox.giveUp(at);
  await tokens.rotateKeys();
  return `Ended ${sessions} sessions, ${challenges} open challenges and the trust of ${trusted} devices; gave up ${messages} messages; made a new signing key.`;
};
