import { ClientAppReference } from "../kernel/graph/client-app-reference.ts";
import { SessionReference } from "../kernel/graph/session-reference.ts";
import { appUpdateRequiredType } from "../kernel/graph/app-update-required.ts";
import { confirmedType, flowStartedType } from "../kernel/graph/confirmed.ts";
import { signedInType } from "../kernel/graph/signed-in.ts";
import { AccountWithSecurity } from "./login-security.type.ts";
import { VerificationChallengeType } from "./verification-challenge.type.ts";

/** The shared results, over this subgraph's own entity classes. */
export const SignedInType = signedInType({ Account: AccountWithSecurity, Session: SessionReference });
export const AppUpdateRequiredType = appUpdateRequiredType(ClientAppReference);
export const FlowStartedType = flowStartedType(VerificationChallengeType);
export const ConfirmedType = confirmedType(AccountWithSecurity);
