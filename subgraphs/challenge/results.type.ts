import { ClientAppReference } from "../kernel/graph/client-app-reference.ts";
import { SessionReference } from "../kernel/graph/session-reference.ts";
import { appUpdateRequiredType } from "../kernel/graph/app-update-required.ts";
import { signedInType } from "../kernel/graph/signed-in.ts";
import { AccountWithSecurity } from "./login-security.type.ts";

/** The shared results, over this subgraph's own entity classes. */
export const SignedInType = signedInType({ Account: AccountWithSecurity, Session: SessionReference });
export const AppUpdateRequiredType = appUpdateRequiredType(ClientAppReference);
