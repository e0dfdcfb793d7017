import type { TestProject } from 'vitest/node';
import { installOpenclaw, type OpenclawCli } from './install-openclaw.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    openclawCli: OpenclawCli;
  }
}

/** One install for all test files, before the first of them. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('openclawCli', await installOpenclaw());
}
