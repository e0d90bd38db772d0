export type TooManyAttempts = { kind: "TooManyAttempts"; message: string; retryAt: Date };

export const tooManyAttempts = (retryAt: Date): TooManyAttempts => ({
  kind: "TooManyAttempts",
  message: "Too many tries. Try again at retryAt.",
  retryAt,
});
