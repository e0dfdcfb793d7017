import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A child process that is a thousand LM Studios: plain HTTP servers with a list that stays until a message changes it,
 * or, with `restless`, has a model come or go at each look. For benchmarks of polling.
 */

const count = Number(process.argv[2] ?? 1000);
const modelsEach = Number(process.argv[3] ?? 20);
const restless = process.argv[4] === 'restless';

function model(index: number, loaded: boolean) {
  const key = `publisher/model-${index}`;
  return {
    type: 'llm',
    publisher: 'publisher',
    key,
    display_name: `Model ${index}`,
    architecture: 'qwen3',
    quantization: { name: 'Q4_K_M', bits_per_weight: 4 },
    size_bytes: 5_027_783_488,
    params_string: '8B',
    loaded_instances: loaded
      ? [
          {
            id: key,
            config: {
              context_length: 8192,
              eval_batch_size: 512,
              parallel: 4,
              flash_attention: true,
              num_experts: 0,
              offload_kv_cache_to_gpu: true,
            },
          },
        ]
      : [],
    max_context_length: 40_960,
    format: 'gguf',
    capabilities: { vision: false, trained_for_tool_use: true },
    description: null,
  };
}

const loaded = new Set<string>();
const bodyOf = (server: number) =>
  JSON.stringify({
    models: Array.from({ length: modelsEach }, (_, i) => model(i, i === 0 || loaded.has(`${server}/${i}`))),
  });
const bodies = Array.from({ length: count }, (_, server) => bodyOf(server));
const others = bodies.map((_, server) => {
  loaded.add(`${server}/1`);
  const body = bodyOf(server);
  loaded.clear();
  return body;
});

const ports = await Promise.all(
  bodies.map(
    (_, index) =>
      new Promise<number>((resolve) => {
        const server = createServer((request, response) => {
          response.setHeader('content-type', 'application/json');
          if (request.url === '/lmstudio-greeting') response.end('{"lmstudio":true}');
          else if (request.url === '/api/v1/models') {
            response.end(bodies[index]);
            if (restless) [bodies[index], others[index]] = [others[index] ?? '', bodies[index] ?? ''];
          } else response.end('{"error":"Unexpected endpoint or method."}');
        });
        server.keepAliveTimeout = 60_000;
        server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
      }),
  ),
);

process.on('message', (change: { server: number; model: number; loaded: boolean }) => {
  const key = `${change.server}/${change.model}`;
  if (change.loaded) loaded.add(key);
  else loaded.delete(key);
  bodies[change.server] = bodyOf(change.server);
  process.send?.({ changed: true });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ports });
