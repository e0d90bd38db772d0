import type { AccountPort } from "../account/port.ts";
import type { Time } from "../kernel/clock.ts";
import { ownAccount } from "../kernel/graph/own-account.ts";
import type { Mongo } from "../kernel/mongo.ts";
import { buildSubgraph, type ReferenceResolver, type Subgraph } from "../kernel/subgraph.ts";
import type { LoginActivityPort } from "../login-activity/port.ts";
import { AccountWithDevices, AccountWithDevicesResolver } from "./account.type.ts";
import { actingFrom } from "./acting-from.ts";
import { mongoInstallations } from "./installation.model.ts";
import { LoginActivityWithDevice, LoginActivityWithDeviceResolver } from "./login-activity.type.ts";
import { devicesOf, ownDevices } from "./own-devices.loader.ts";
import { RegisterPushTokenResolver } from "./register-push-token.resolver.ts";
import { registerPushToken } from "./register-push-token.ts";
import { RemoveOtherTrustedDevicesResolver } from "./remove-other-trusted-devices.resolver.ts";
import { removeOtherTrustedDevices } from "./remove-other-trusted-devices.ts";
import { RemoveTrustedDeviceResolver } from "./remove-trusted-device.resolver.ts";
import { removeTrustedDevice } from "./remove-trusted-device.ts";
import { RenameTrustedDeviceResolver } from "./rename-trusted-device.resolver.ts";
import { renameTrustedDevice } from "./rename-trusted-device.ts";
import { SessionWithDevice, SessionWithDeviceResolver } from "./session.type.ts";
import { TrustedDeviceResolver } from "./trusted-device.resolver.ts";
import { trustedDeviceReference, TrustedDeviceType } from "./trusted-device.type.ts";

type Needs = { mongo: Mongo; time: Time; account: AccountPort; activity: LoginActivityPort };

/** What you vouch with. */
export const trustedDeviceSubgraph = ({ mongo, time: { now }, account, activity }: Needs): Promise<Subgraph> => {
  const { connection, transact } = mongo;
  const installations = mongoInstallations(connection);
  const own = ownDevices({ installations, now });
  const removal = {
    installations,
    account,
    activity,
    actingFrom: actingFrom({ installations, activity }),
    transact,
    now,
  };

  return buildSubgraph({
    name: "trusted-device",
    resolvers: [
      new TrustedDeviceResolver(own),
      new AccountWithDevicesResolver(own, devicesOf({ installations, now })),
      new SessionWithDeviceResolver(own),
      new LoginActivityWithDeviceResolver(own),
      new RegisterPushTokenResolver(registerPushToken({ installations, transact, now })),
      new RenameTrustedDeviceResolver(renameTrustedDevice({ installations, now })),
      new RemoveTrustedDeviceResolver(removeTrustedDevice(removal)),
      new RemoveOtherTrustedDevicesResolver(removeOtherTrustedDevices(removal)),
    ],
    types: [TrustedDeviceType, AccountWithDevices, SessionWithDevice, LoginActivityWithDevice],
    references: {
      TrustedDevice: trustedDeviceReference(own),
      Account: ownAccount,
      Session: asNamed,
      LoginActivity: asNamed,
    },
  });
};

/** Of these only one's own device is told here, whoever's they are. */
const asNamed: ReferenceResolver = (reference) => reference;
