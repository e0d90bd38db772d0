import { letter, type Letter } from "../kernel/letter.ts";

/** After somebody said "it was not me": how to open the account again, with a password that nobody knows. */
export const protectedLetter = ({ url, at }: { url: string; at: Date }): Letter =>
  letter("Your account is protected: choose a new password", [
    `At ${at.toUTCString()} your account was protected, because something in it was not done by you. Whoever tried probably knows your password, so it opens nothing any more.`,
    { link: { label: "Choose a new password", url } },
    "The link works once, and not for long. Where it has ended, ask for another with “Forgot password” in the app.",
    "Make it a strong one: 12 characters or more, several words or a mix of letters, digits and signs, and nothing that others know of you. The app and the page can suggest one.",
    "Use it nowhere else. If the old one opens anything else, such as your mailbox, change it there too.",
    "Then look through your trusted devices and your login activity, and remove what is not yours.",
  ]);
