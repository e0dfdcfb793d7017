/** Every metric of /metrics, once: the registry, the sample dashboard and the alert rules are held against it. */

export const metricList = {
  pilotlight_info: { is: 'gauge', labels: ['version'], help: 'The running Pilotlight; always 1.' },
  pilotlight_server_up: {
    is: 'gauge',
    labels: ['server', 'kind'],
    help: 'Whether the server answered the last poll.',
  },
  pilotlight_poll_failures: {
    is: 'counter',
    labels: ['server'],
    help: 'Polls the server did not answer since Pilotlight watches it.',
  },
  pilotlight_model_state: {
    is: 'gauge',
    labels: ['server', 'model', 'state'],
    help: 'The state of the model; the one series of a model whose value is 1.',
  },
  pilotlight_model_context_tokens: {
    is: 'gauge',
    labels: ['server', 'model'],
    help: 'Tokens of context the server really allocated.',
  },
  pilotlight_model_seconds_left: {
    is: 'gauge',
    labels: ['server', 'model'],
    help: 'Seconds until the server unloads the model without traffic; +Inf when it stays.',
  },
  pilotlight_model_wanted_warm: {
    is: 'gauge',
    labels: ['server', 'model'],
    help: 'Whether keep warm is switched on for the model.',
  },
  pilotlight_cold_starts: {
    is: 'counter',
    labels: ['server', 'model'],
    help: 'Times somebody had to wait for a load although keep warm is on; starts anew each day.',
  },
  pilotlight_cold_starts_avoided: {
    is: 'counter',
    labels: ['server', 'model'],
    help: 'Requests that found the model only because of keep warm; starts anew each day.',
  },
  pilotlight_keepalives: {
    is: 'counter',
    labels: ['server', 'model'],
    help: 'Keepalives sent; starts anew each day.',
  },
  pilotlight_keepalive_tokens: {
    is: 'counter',
    labels: ['server', 'model'],
    help: 'Tokens generated for keepalives; starts anew each day.',
  },
  pilotlight_gateway_ready: {
    is: 'gauge',
    labels: [],
    help: 'Whether the OpenClaw gateway of this machine is ready.',
  },
  pilotlight_chain_position: {
    is: 'gauge',
    labels: ['agent'],
    help: 'Which link of the chain would answer now: 1 is the primary, 0 nobody; absent when it cannot be told.',
  },
  pilotlight_series_left_out: {
    is: 'gauge',
    labels: [],
    help: 'Models that are not shown because there are too many.',
  },
} as const satisfies Record<string, { is: 'gauge' | 'counter'; labels: readonly string[]; help: string }>;

export type MetricName = keyof typeof metricList;

/** As it stands in the answer: counters end in _total. */
export function exposedName(name: MetricName): string {
  return metricList[name].is === 'counter' ? `${name}_total` : name;
}
