import { expect, test } from 'vitest';
import { firstTokensFromMetrics, meanFirstTokenMs } from '../../../../electron/core/servers/first-token.ts';

const text = `# TYPE vllm:time_to_first_token_seconds histogram
vllm:time_to_first_token_seconds_bucket{le="0.1",model_name="a"} 1.0
vllm:time_to_first_token_seconds_count{engine="0",model_name="a"} 3.0
vllm:time_to_first_token_seconds_sum{engine="0",model_name="a"} 0.9
vllm:time_to_first_token_seconds_count{engine="1",model_name="a"} 1.0
vllm:time_to_first_token_seconds_sum{engine="1",model_name="a"} 0.3
vllm:time_to_first_token_seconds_created{engine="0",model_name="a"} 1763660000
`;

test('reads what all engines of a process have counted', () => {
  expect(firstTokensFromMetrics(text, 'vllm:time_to_first_token_seconds')).toEqual({
    seconds: expect.closeTo(1.2),
    requests: 4,
  });
  expect(firstTokensFromMetrics(text, 'sglang:time_to_first_token_seconds')).toBeNull();
});

test('is the mean of the requests since the look before', () => {
  const before = { seconds: 100, requests: 1_000 };
  expect(meanFirstTokenMs(before, { seconds: 100.6, requests: 1_002 })).toBeCloseTo(300);
  expect(meanFirstTokenMs(before, before)).toBeNull();
});

test('says nothing with the first look: those requests were answered at some time before', () => {
  expect(meanFirstTokenMs(null, { seconds: 100, requests: 1_000 })).toBeNull();
  expect(meanFirstTokenMs({ seconds: 1, requests: 1 }, null)).toBeNull();
});

test('counts from nothing after a restart', () => {
  expect(meanFirstTokenMs({ seconds: 100, requests: 1_000 }, { seconds: 0.5, requests: 2 })).toBe(250);
  expect(meanFirstTokenMs({ seconds: 100, requests: 1_000 }, { seconds: 0, requests: 0 })).toBeNull();
});
