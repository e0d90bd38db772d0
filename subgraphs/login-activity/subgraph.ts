import type { AccountPort } from "../account/port.ts";
import type { Time } from "../kernel/clock.ts";
import { ownAccount } from "../kernel/graph/own-account.ts";
import type { Mongo } from "../kernel/mongo.ts";
import type { Secrets } from "../kernel/secret.ts";
import { buildSubgraph, type Subgraph } from "../kernel/subgraph.ts";
import { AccountWithActivity } from "./account.type.ts";
import { mongoActivities } from "./activity.model.ts";
import { activityPage } from "./activity-page.ts";
import { cursors } from "./cursor.ts";
import { LoginActivitiesResolver } from "./login-activities.resolver.ts";
import { loginActivities } from "./login-activities.ts";
import { loginActivityReference } from "./login-activity.loader.ts";
import { LoginActivityType } from "./login-activity.type.ts";
import { OwnLoginActivityResolver } from "./own-login-activity.resolver.ts";
import { ownLoginActivity } from "./own-login-activity.ts";

type Needs = { mongo: Pick<Mongo, "connection">; secrets: Secrets; time: Time; account: AccountPort };

/** What happened. */
export const loginActivitySubgraph = ({ mongo, secrets, time: { now }, account }: Needs): Promise<Subgraph> => {
  const activities = mongoActivities(mongo.connection);
  const pageOf = activityPage({ activities, cursors: cursors(secrets) });

  return buildSubgraph({
    name: "login-activity",
    resolvers: [
      new OwnLoginActivityResolver(ownLoginActivity({ pageOf })),
      new LoginActivitiesResolver(loginActivities({ account, pageOf, now })),
    ],
    types: [LoginActivityType, AccountWithActivity],
    references: { LoginActivity: loginActivityReference({ activities, account, now }), Account: ownAccount },
  });
};
