import type { AccountPort, Protect } from "../account/port.ts";
import type { ChallengePort } from "../challenge/port.ts";
import type { Time } from "../kernel/clock.ts";
import type { Config } from "../kernel/config.ts";
import { viewerOf } from "../kernel/context.ts";
import type { Events } from "../kernel/events.ts";
import { ownAccount } from "../kernel/graph/own-account.ts";
import type { Mongo } from "../kernel/mongo.ts";
import type { Secrets } from "../kernel/secret.ts";
import { buildSubgraph, type Subgraph } from "../kernel/subgraph.ts";
import type { TrustedDevicePort } from "../trusted-device/port.ts";
import { AccountWithActivity } from "./account.type.ts";
import { ActivityReportResolver } from "./activity-report.resolver.ts";
import { mongoActivities } from "./activity.model.ts";
import { activityPage } from "./activity-page.ts";
import type { ActivityFilter } from "./activity.ts";
import { answerActivity } from "./answer-activity.ts";
import { AnswerActivityResolver } from "./answer-activity.resolver.ts";
import { answerLoginActivity } from "./answer-login-activity.ts";
import { answerMailedActivity, mailedActivity, mailedActivityLink, openMailedLink } from "./answer-mailed-activity.ts";
import { cursors } from "./cursor.ts";
import { LoginActivitiesResolver } from "./login-activities.resolver.ts";
import { openDownload } from "./download.ts";
import { exportLinks } from "./export-link.ts";
import { exportLoginActivity } from "./export-login-activity.ts";
import { exportMyData } from "./export-my-data.ts";
import { mongoExports } from "./export.model.ts";
import { ExportResolver } from "./export.resolver.ts";
import { loginActivities } from "./login-activities.ts";
import { LoginActivityRecordedResolver } from "./login-activity-recorded.resolver.ts";
import { loginActivityRecorded } from "./login-activity-recorded.ts";
import { loginActivityReference } from "./login-activity.loader.ts";
import { LoginActivityType } from "./login-activity.type.ts";
import { mongoMailedLinks } from "./mailed-link.model.ts";
import { makeExport } from "./make-export.ts";
import { ownData } from "./own-data.ts";
import type { LoginActivityPort } from "./port.ts";
import { OwnLoginActivityResolver } from "./own-login-activity.resolver.ts";
import { ownLoginActivity } from "./own-login-activity.ts";
import { activityReport } from "./report/activity-report.ts";
import { forAnalysts } from "./report/analyst-report.ts";
import { verificationFunnel } from "./report/verification-funnel.ts";
import { mongoFunnelRollUps, mongoRollUps } from "./roll-up.model.ts";
import { tellOfAccess } from "./tell-of-access.ts";
import { VerificationFunnelResolver } from "./verification-funnel.resolver.ts";

type Needs = {
  mongo: Mongo;
  secrets: Secrets;
  events: Events;
  time: Time;
  config: Pick<Config, "publicUrl">;
  account: AccountPort;
  protect: Protect;
  challenge: ChallengePort;
  devices: TrustedDevicePort;
  activity: LoginActivityPort;
};

/** What happened. */
export const loginActivitySubgraph = async (needs: Needs): Promise<Subgraph> => {
  const { mongo, secrets, events, time, config, account, protect, challenge, devices, activity } = needs;
  const { connection, transact } = mongo;
  const { now } = time;
  const activities = mongoActivities(connection);
  const exports = mongoExports(connection);
  const rollUps = mongoRollUps(connection);
  const pageOf = activityPage({ activities, cursors: cursors(secrets) });
  const links = exportLinks({ secrets, publicUrl: config.publicUrl });
  const exporting = makeExport({ exports, links, activity, devices, transact, now });
  const wholeOf = ownData({ account, challenge, devices });

  const telling = tellOfAccess({ account, activity, now });
  const listening = loginActivityRecorded({ activities, account, tellOfAccess: telling, events, time });
  const answering = answerActivity({ activities, protect, transact });
  const opening = openMailedLink({ activities, mailedLinks: mongoMailedLinks(connection), account, now });

  const subgraph = await buildSubgraph({
    name: "login-activity",
    resolvers: [
      new OwnLoginActivityResolver(ownLoginActivity({ pageOf })),
      new AnswerActivityResolver({
        answer: answerLoginActivity({ activities, answerActivity: answering, challenge, devices, activity, now }),
        answerMailed: answerMailedActivity({ openMailedLink: opening, answerActivity: answering, activity, now }),
        mailedActivity: mailedActivity(opening),
        mailedActivityLink: mailedActivityLink(opening),
      }),
      new LoginActivitiesResolver(loginActivities({ account, pageOf, tellOfAccess: telling, now })),
      new LoginActivityRecordedResolver(),
      new ExportResolver({
        exportLoginActivity: exportLoginActivity({ account, makeExport: exporting, tellOfAccess: telling, now }),
        exportMyData: exportMyData({ account, makeExport: exporting, now }),
      }),
      new ActivityReportResolver(forAnalysts({ account, now }, activityReport({ rollUps }))),
      new VerificationFunnelResolver(
        forAnalysts({ account, now }, verificationFunnel({ rollUps: mongoFunnelRollUps(connection) })),
      ),
    ],
    types: [LoginActivityType, AccountWithActivity],
    subscriptions: {
      loginActivityRecorded: ({ filter }, context) =>
        listening(viewerOf(context), (filter as ActivityFilter | null | undefined) ?? {}),
    },
    references: { LoginActivity: loginActivityReference({ activities, account, now }), Account: ownAccount },
  });
  return { ...subgraph, openDownload: openDownload({ exports, links, activities, account, ownData: wholeOf, now }) };
};
