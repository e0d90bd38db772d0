// Loaded into a measured server only: memory is read after garbage was collected, on SIGUSR2.
process.on("SIGUSR2", () => globalThis.gc?.());
