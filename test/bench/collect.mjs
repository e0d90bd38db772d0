// Loaded into a measured server only: memory is read after garbage was collected, on SIGUSR2. As a last resort, so that the pages
// are given back that nothing lies in any more: what is measured is what is kept, not how busy it was before.
process.on("SIGUSR2", () => globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" }));
