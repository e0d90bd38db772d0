/** Every row's id, for those who see everybody's. */
export const EVERYBODYS_ACTIVITY = "login-activity";
/** The ids of one person's rows. */
export const activityTopic = (accountId: string): string => `login-activity:${accountId}`;
