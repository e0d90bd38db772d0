type Waiting<Asked, Answer> = { asked: Asked; resolve: (answer: Answer) => void; reject: (error: unknown) => void };

/**
 * Sends together what is asked in one turn of the event loop, `most` at once. `send` answers each in the order of asking; where
 * it fails, all of them have.
 */
export const gather = <Asked, Answer>(
  most: number,
  send: (those: readonly Asked[]) => Promise<readonly Answer[]>,
): ((asked: Asked) => Promise<Answer>) => {
  const waiting: Waiting<Asked, Answer>[] = [];
  const sendAll = (): void => {
    while (waiting.length > 0) {
      const those = waiting.splice(0, most);
      send(those.map(({ asked }) => asked)).then(
        (answers) => those.forEach(({ resolve }, i) => resolve(answers[i] as Answer)),
        (error: unknown) => those.forEach(({ reject }) => reject(error)),
      );
    }
  };
  return (asked) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(sendAll);
      waiting.push({ asked, resolve, reject });
    });
};
