/** Where the news of one challenge is told, to whoever holds its ticket. */
export const outcomeTopic = (challengeId: string): string => `outcome:${challengeId}`;
