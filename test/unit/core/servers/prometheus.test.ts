import { expect, test } from 'vitest';
import { loadFromMetrics, stateOfEngine } from '../../../../electron/core/servers/engine-load.ts';
import { gaugeOf } from '../../../../electron/core/servers/prometheus.ts';

const text = `# HELP vllm:num_requests_running Number of requests.
# TYPE vllm:num_requests_running gauge
vllm:num_requests_running{engine="0",model_name="a } b"} 2.0
vllm:num_requests_running{engine="1",model_name="c"} 1.0 1763660000000
vllm:num_requests_running_total{engine="0"} 99
vllm:num_requests_waiting 4e0
vllm:kv_cache_usage{engine="0"} NaN
`;

test('adds up the series of one gauge, whatever their labels contain', () => {
  expect(gaugeOf(text, 'vllm:num_requests_running')).toBe(3);
});

test('reads a gauge without labels and in any number format', () => {
  expect(gaugeOf(text, 'vllm:num_requests_waiting')).toBe(4);
});

test('does not take a longer name for the one that was asked for', () => {
  expect(gaugeOf(text, 'vllm:num_requests')).toBeNull();
});

test.each(['NaN', '+Inf', '-1', '', 'x'])('does not count %j', (value) => {
  expect(gaugeOf(`up ${value}\n`, 'up')).toBeNull();
});

test('survives labels that never close and lines without a value', () => {
  expect(gaugeOf('up{a="b" 3\nup\nup{}\nup{} 5\r\n', 'up')).toBe(5);
});

test('an engine without the gauge tells nothing, and counts as loaded', () => {
  expect(loadFromMetrics('other 1', 'running', 'waiting')).toBeNull();
  expect(stateOfEngine(null)).toEqual({ is: 'loaded' });
});

test('an engine is busy while anything runs or waits', () => {
  expect(stateOfEngine({ running: 0, waiting: 0 })).toEqual({ is: 'loaded' });
  expect(stateOfEngine({ running: 0, waiting: 1 })).toEqual({ is: 'busy', requests: 0, queued: 1 });
  expect(loadFromMetrics('running 2\n', 'running', 'waiting')).toEqual({ running: 2, waiting: 0 });
});
