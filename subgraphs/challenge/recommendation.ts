import type { Reach } from "../trusted-device/port.ts";

export const SECURITY_RECOMMENDATION_KINDS = [
  "ENABLE_TWO_STEP",
  "CHANGE_PASSWORD",
  "ADD_AUTHENTICATOR",
  "ADD_AUTHENTICATOR_ON_ANOTHER_DEVICE",
  "GENERATE_RECOVERY_CODES",
  "TURN_ON_NOTIFICATIONS",
  "UPDATE_APP",
  "REVIEW_TRUSTED_DEVICES",
] as const;

export type Recommendation = { kind: (typeof SECURITY_RECOMMENDATION_KINDS)[number]; message: string };

type Facts = { isTwoStepOn: boolean; reach: Reach };

/** More than these are worth a look: most people have two or three. */
const MANY_DEVICES = 5;

/** What would make this account safer, the most useful first. Each is true of the account now. */
export const recommendationsFor = ({ isTwoStepOn, reach }: Facts): Recommendation[] => [
  ...(isTwoStepOn
    ? []
    : [
        {
          kind: "ENABLE_TWO_STEP" as const,
          message: "Turn on two-step verification, so that your password alone lets nobody in.",
        },
      ]),
  ...(isTwoStepOn && reach.pushTokens.length === 0
    ? [
        {
          kind: "TURN_ON_NOTIFICATIONS" as const,
          message: `Allow notifications${reach.silenced.length > 0 ? ` on ${reach.silenced.join(", ")}` : ""}, so that codes reach you when the app is closed.`,
        },
      ]
    : []),
  ...(reach.trusted > MANY_DEVICES
    ? [
        {
          kind: "REVIEW_TRUSTED_DEVICES" as const,
          message: `${reach.trusted} devices are trusted. Remove those that you no longer use.`,
        },
      ]
    : []),
];
