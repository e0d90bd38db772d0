import type { ClientApp } from "./client-app.ts";

export type AppUpdateRequired = {
  kind: "AppUpdateRequired";
  message: string;
  app: ClientApp;
  minimumVersion: string;
  updateUrl: string | null;
};

export const appUpdateRequired = (app: ClientApp, minimumVersion: string): AppUpdateRequired => ({
  kind: "AppUpdateRequired",
  message: `This account uses two-step verification, which ${app.name} can do from version ${minimumVersion}. Update the app.`,
  app,
  minimumVersion,
  updateUrl: app.updateUrl,
});
