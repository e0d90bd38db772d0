import { accountDeletedLetter } from "../../subgraphs/account/account-deleted.mail.ts";
import { emailChangedLetter } from "../../subgraphs/account/email-changed.mail.ts";
import { lostTrustLetter } from "../../subgraphs/account/lost-trust.mail.ts";
import type { OutdatedApp } from "../../subgraphs/account/client-app.ts";
import { oldAppLetter } from "../../subgraphs/account/old-app.mail.ts";
import { passwordChangedLetter } from "../../subgraphs/account/password-changed.mail.ts";
import { takenEmailLetter } from "../../subgraphs/challenge/taken-email.mail.ts";
import { confirmationLetter, takenAddressLetter } from "../../subgraphs/account/confirmation.mail.ts";
import { copiedDeviceLetter } from "../../subgraphs/account/copied-device.mail.ts";
import { newSignInLetter } from "../../subgraphs/account/new-sign-in.mail.ts";
import { passwordResetLetter, resetLinkLetter } from "../../subgraphs/account/password-reset.mail.ts";
import { protectedLetter } from "../../subgraphs/account/protected.mail.ts";
import { resetHeldLetter } from "../../subgraphs/account/reset-held.mail.ts";
import { reusedTokenLetter } from "../../subgraphs/account/reused-token.mail.ts";
import type { Challenge } from "../../subgraphs/challenge/challenge.ts";
import { codeLetter } from "../../subgraphs/challenge/code.mail.ts";
import { fatigueLetter } from "../../subgraphs/challenge/fatigue.mail.ts";
import { recoveryCodeUsedLetter } from "../../subgraphs/challenge/recovery-codes.mail.ts";
import { secondStepLockLetter } from "../../subgraphs/challenge/second-step-lock.mail.ts";
import { methodChangeLetter } from "../../subgraphs/challenge/method-change.mail.ts";
import { twoStepLetter } from "../../subgraphs/challenge/two-step.mail.ts";
import type { Letter } from "../../subgraphs/kernel/letter.ts";
import type { Origin } from "../../subgraphs/kernel/vocabulary.ts";

const at = new Date("2026-11-21T08:04:00Z");
const expiresAt = new Date("2026-11-21T08:14:00Z");
const code = "271828";
export const url = "https://id.example.com/reset-password#Ab3-_Ab3-_Ab3-_Ab3-_Ab3-_Ab3-_Ab3-_Ab3-_";

/** What a client can do to a letter by its name, within its sixty characters. */
export const EVIL = `<img src=//x.test>{{body}}"onload=' $t(x) $& \u202e\r\nBcc: x`;

const origin: Origin = {
  client: {
    ...{ appId: "kasa", appVersion: "3.1.0", installationId: "an-installation" },
    device: { name: EVIL, model: "Pixel 8", osName: "Android", osVersion: "15" },
  },
  ip: "81.224.0.1",
  location: { city: "Umeå", region: "Västerbotten", countryCode: "SE", provider: "Telia", network: "FIXED" },
  risks: [],
};
const { location } = origin;
const app = "Kasa Smart";
const apps = [{ name: "Kasa" }, { name: "Tapo" }];
const oldApp = { name: "Aginet", minimumTwoStepVersion: "2.3.0", updateUrl: null } as OutdatedApp;
const challenge = { purpose: "SIGN_IN", origin } as Challenge;

/** Each letter of the project, by its function's name: a new one is shown here. */
export const LETTERS: Record<string, (locale: string) => Letter> = {
  accountDeletedLetter: (locale) => accountDeletedLetter({ at, locale }),
  codeLetter: (locale) => codeLetter({ challenge, app, code, expiresAt, at, locale }),
  confirmationLetter: (locale) => confirmationLetter({ code, lifeMs: 600_000, locale }),
  copiedDeviceLetter: (locale) => copiedDeviceLetter({ origin, app, at, locale }),
  emailChangedLetter: (locale) =>
    emailChangedLetter({ newEmail: "b@example.com", origin, app, at, undoUrl: url, locale }),
  fatigueLetter: (locale) => fatigueLetter({ origin, app, at, locale }),
  lostTrustLetter: (locale) => lostTrustLetter({ client: origin.client, app, at, locale }),
  methodChangeLetter: (locale) =>
    methodChangeLetter({
      ...{ what: "phoneChanged", also: "appsTooOff", origin, app, at, undoUrl: url, locale },
      detail: (say) => ({ label: say("number"), value: "+49 *** **78" }),
    }),
  newSignInLetter: (locale) => newSignInLetter({ origin, app, at, locale, isNewDevice: true, answerUrl: url }),
  oldAppLetter: (locale) => oldAppLetter({ app: oldApp, client: origin.client, locale }),
  passwordChangedLetter: (locale) => passwordChangedLetter({ origin, app, at, undoUrl: url, locale }),
  passwordResetLetter: (locale) => passwordResetLetter({ apps, location, at, areMethodsGone: true, locale }),
  protectedLetter: (locale) => protectedLetter({ url, at, locale }),
  recoveryCodeUsedLetter: (locale) => recoveryCodeUsedLetter({ left: 2, origin, app, at, locale }),
  resetHeldLetter: (locale) => resetHeldLetter({ opensAt: expiresAt, location, at, locale }),
  resetLinkLetter: (locale) => resetLinkLetter({ url, app: { name: "Kasa" }, location, at, lifeMs: 1_800_000, locale }),
  reusedTokenLetter: (locale) => reusedTokenLetter({ origin, app, at, locale }),
  secondStepLockLetter: (locale) => secondStepLockLetter({ origin, app, at, locale }),
  takenAddressLetter: (locale) => takenAddressLetter({ client: origin.client, app, locale }),
  takenEmailLetter: (locale) => takenEmailLetter({ challenge, locale }),
  twoStepLetter: (locale) => twoStepLetter({ isOn: false, undoUrl: url, origin, app, at, locale }),
};
