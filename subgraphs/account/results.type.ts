import { signedInType } from "../kernel/graph/signed-in.ts";
import { appUpdateRequiredType } from "../kernel/graph/app-update-required.ts";
import { AccountType } from "./account.type.ts";
import { ClientAppType } from "./client-app.type.ts";
import { SessionType } from "./session.type.ts";

/** The shared results, over this subgraph's own entity classes. */
export const SignedInType = signedInType({ Account: AccountType, Session: SessionType });
export const AppUpdateRequiredType = appUpdateRequiredType(ClientAppType);
