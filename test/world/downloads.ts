import { OUR_ORIGIN } from "./server.ts";

/** What a link came back with. */
export type Downloaded = { status: number; headers: Headers; text: string };

/** Where a link leads: the server believes that it is at OUR_ORIGIN. */
export const addressOf = (serverUrl: string, link: string): string => link.replace(OUR_ORIGIN, serverUrl);

/** Reads a link to its end, as a browser does: without a token. */
export const downloads = async (serverUrl: string, link: string): Promise<Downloaded> => {
  const answer = await fetch(addressOf(serverUrl, link));
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};
