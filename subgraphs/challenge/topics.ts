/** Where the news of an account's requests is told; the message is the id of the challenge. */
export const requestsTopic = (accountId: string): string => `requests:${accountId}`;

/** Where the news of one challenge is told, to whoever holds its ticket. */
export const outcomeTopic = (challengeId: string): string => `outcome:${challengeId}`;
