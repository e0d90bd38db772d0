/** Does it for 0, 1, 2 … with so many under way at once; the answers in their order. */
export const inParallel = async <T>(atOnce: number, count: number, work: (nth: number) => Promise<T>): Promise<T[]> => {
  const results: T[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let nth = next++; nth < count; nth = next++) results[nth] = await work(nth);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
};
