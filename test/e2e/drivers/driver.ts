import type { Page } from '@playwright/test';

/** What a story may do with the app, whichever host runs it. */
export type RunningApp = {
  driver: DriverName;
  /** The main window. */
  window: Page;
  /** What the menu bar shows; null: this host has none. */
  tray: TrayHandle | null;
  /** Starts the app a second time on the same data; ends when the second start has. */
  startAgain(): Promise<void>;
  /** Opens the panel. */
  openPanel(): Promise<Page>;
  close(): Promise<void>;
};

export type TrayHandle = {
  tooltip(): Promise<string>;
  menuLabels(): Promise<string[]>;
  clickMenuItem(label: string): Promise<void>;
};

export const driverNames = ['electron', 'stand-in', 'headless'] as const;
export type DriverName = (typeof driverNames)[number];

export type LaunchOptions = {
  env: Record<string, string>;
  /** The test's own HOME; the app's data is in it. */
  home: string;
  args: string[];
};

export type Driver = {
  name: DriverName;
  /** null: it can run here; else the reason it can't, for the summary. */
  unavailable(): Promise<string | null>;
  launch(options: LaunchOptions): Promise<RunningApp>;
};
