/** The body of /readyz. Warnings tell what an operator should mend; they never make a process unready on their own. */
export const readinessPage = (missing: string[], warnings: string[]) => ({
  status: missing.length > 0 ? "not ready" : "ready",
  missing,
  ...(warnings.length > 0 && { warnings }),
});
