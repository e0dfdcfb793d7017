import type { Check } from './check.ts';
import { baseUrl } from './checks/base-url.ts';
import { backups, configPermissions, configValid } from './checks/config-file.ts';
import { context } from './checks/context.ts';
import { fallbackChain } from './checks/fallback-chain.ts';
import { cli, gatewayMode, gatewayRunning } from './checks/gateway.ts';
import { hostedConfigured, modelsMode, proxyFallbacks, region } from './checks/hosted.ts';
import { key } from './checks/key.ts';
import { localhost } from './checks/localhost.ts';
import { modelListed } from './checks/model-listed.ts';
import { modelLoaded } from './checks/model-loaded.ts';
import { pins } from './checks/pins.ts';
import { providerKnown } from './checks/provider-known.ts';
import { serverReachable } from './checks/reachable.ts';
import { reasoning } from './checks/reasoning.ts';
import { responsesApi } from './checks/responses-api.ts';
import { compaction, modelSize, narrowAgents } from './checks/safety.ts';
import { secondCopies } from './checks/second-copies.ts';
import { timeout } from './checks/timeout.ts';
import { whoAnswers } from './checks/who-answers.ts';

/** Every check, in the order shown (check.ts says it once more, as the closed list of names). */
export const checks: readonly Check[] = [
  whoAnswers,
  gatewayRunning,
  gatewayMode,
  configValid,
  configPermissions,
  backups,
  cli,
  serverReachable,
  baseUrl,
  localhost,
  key,
  providerKnown,
  modelListed,
  modelLoaded,
  pins,
  secondCopies,
  context,
  timeout,
  responsesApi,
  reasoning,
  fallbackChain,
  modelsMode,
  hostedConfigured,
  region,
  proxyFallbacks,
  modelSize,
  compaction,
  narrowAgents,
];
