import { assertNever } from '../../../../shared/assert-never.ts';
import type { Failure } from '../../../../shared/failures.ts';
import type { Finding } from '../../../../shared/findings.ts';
import type { Gateway } from '../../../../shared/gateway.ts';
import { sentence } from '../../../../shared/messages/sentence.ts';
import { type Check, finding } from '../check.ts';

export const gatewayRunning: Check = {
  name: 'gateway-running',
  run({ snapshot }) {
    const { health, url, config } = snapshot.gateway;
    const path = config.is === 'looking' ? '' : config.path;
    const evidence = [`GET ${url}/healthz, GET ${url}/readyz`];
    const told = (state: 'fine' | 'look' | 'broken' | 'could-not-tell', said: string[]) => ({
      state,
      evidence: [...evidence, ...said, ...(path === '' ? [] : [`config: ${path}`])],
    });
    switch (health.is) {
      case 'ready':
        return [
          finding('gateway-running', {
            ...told('fine', ['ready']),
            sentence: sentence('check.gateway.ready'),
          }),
        ];
      case 'starting':
        return [
          finding('gateway-running', {
            ...told('look', ['not ready']),
            sentence: sentence('check.gateway.starting'),
          }),
        ];
      case 'stopped': {
        const said = sentence(notRunning(health.failure), { url });
        return [
          finding('gateway-running', {
            ...told('broken', [`${health.failure.code}: ${health.failure.detail}`]),
            sentence: said,
          }),
        ];
      }
      case 'unknown':
        return [
          finding('gateway-running', {
            ...told('could-not-tell', []),
            sentence: sentence('check.gateway.unknown'),
          }),
        ];
      default:
        return assertNever(health);
    }
  },
};

function notRunning({ code, facts }: Failure) {
  if (code === 'wrong-kind-of-server') return 'check.gateway.other';
  return facts?.status === undefined ? 'check.gateway.stopped' : 'check.gateway.failing';
}

/** The config validates without it, and the gateway does not start. */
export const gatewayMode: Check = {
  name: 'gateway-mode',
  run({ picture }) {
    if (picture === null) return [];
    if (picture.gatewayMode !== null) {
      const said = sentence('check.gatewayMode.fine', { mode: picture.gatewayMode });
      return [finding('gateway-mode', { state: 'fine', sentence: said })];
    }
    return [
      finding('gateway-mode', {
        state: 'broken',
        sentence: sentence('check.gatewayMode.missing'),
        evidence: ['gateway.mode is not written'],
        fixes: [
          {
            is: 'edits',
            label: sentence('fix.gatewayMode'),
            edits: [{ edit: 'set-gateway-mode', mode: 'local' }],
          },
        ],
      }),
    ];
  },
};

export const cli: Check = {
  name: 'cli',
  run({ snapshot }) {
    const found = snapshot.gateway.cli;
    switch (found.is) {
      case 'found':
        return [
          finding('cli', {
            state: 'fine',
            sentence: sentence('check.cli.found', { version: found.version }),
            evidence: [found.path],
          }),
          ...otherConfig(snapshot.gateway),
        ];
      case 'missing':
        return [
          finding('cli', {
            state: 'look',
            sentence: sentence('check.cli.missing'),
            fixes: [{ is: 'place', label: sentence('fix.openSettings'), place: 'settings' }],
          }),
        ];
      case 'looking':
        return [finding('cli', { state: 'could-not-tell', sentence: sentence('check.cli.looking') })];
      default:
        return assertNever(found);
    }
  },
};

/** Only where the command was asked and named another file that is there. */
function otherConfig({ cli: found, config }: Gateway): Finding[] {
  if (found.is !== 'found' || found.otherConfig === undefined || config.is === 'looking') return [];
  const path = found.otherConfig;
  // The gateway itself runs with the file its service names: then it is the terminal's command that is elsewhere.
  const foundBy = config.is === 'loaded' ? config.foundBy : null;
  return [
    finding('cli', {
      about: 'other-config',
      state: 'look',
      sentence: sentence('check.cli.otherConfig', { path }),
      evidence: [
        `openclaw config file: ${path}`,
        `Pilotlight: ${config.path}${foundBy === null ? '' : ` (${foundBy})`}`,
      ],
      fixes: foundBy === 'service' ? [] : [{ is: 'use-config', label: sentence('fix.useConfig'), path }],
    }),
  ];
}
