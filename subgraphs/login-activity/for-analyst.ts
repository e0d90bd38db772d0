import type { LoginActivity, StoredActivity } from "./activity.ts";

/**
 * The row as analysts see it: of a network, not of an address; of a model, not of the name that a person gave a phone.
 * Without its installation, too, which would tie the rows of several accounts to one phone.
 */
export const forAnalyst = ({ coordinates: _, ...row }: StoredActivity): LoginActivity => ({
  ...row,
  device: row.device && { ...row.device, name: row.device.model },
  installationId: null,
  ipAddress: row.network,
});
