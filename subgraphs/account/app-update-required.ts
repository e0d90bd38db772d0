import type { ClientApp, OutdatedApp } from "./client-app.ts";

export type AppUpdateRequired = {
  kind: "AppUpdateRequired";
  message: string;
  app: ClientApp;
  minimumVersion: string;
  updateUrl: string | null;
};

export const appUpdateRequired = (app: OutdatedApp): AppUpdateRequired => ({
  kind: "AppUpdateRequired",
  message: `This account uses two-step verification, which ${app.name} can do from version ${app.minimumTwoStepVersion}. Update the app.`,
  app,
  minimumVersion: app.minimumTwoStepVersion,
  updateUrl: app.updateUrl,
});
