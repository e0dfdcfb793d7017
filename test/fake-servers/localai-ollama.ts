import type { Call } from './call.ts';
import type { FakeModel } from './fake-model.ts';
import type { FakeLocalAi } from './localai.ts';

const dayMs = 86_400_000;

/** LocalAI's imitation of Ollama: the lists are made up and mean nothing. True when it answered. */
export function localAiOllamaRoutes(call: Call, server: FakeLocalAi, atRoot: boolean): boolean {
  if (atRoot && call.is('GET', '/')) call.plain(200, 'Ollama is running');
  else if (call.is('GET', '/api/version')) call.json(200, { version: '0.9.0' });
  else if (call.is('GET', '/api/tags')) call.json(200, { models: server.models.map(tag) });
  else if (call.is('GET', '/api/ps')) {
    const expires = new Date(server.clock.now() + dayMs).toISOString();
    const loaded = [...server.loaded.values()].map(({ model }) => ({ ...tag(model), expires_at: expires }));
    call.json(200, { models: loaded });
  } else if (call.is('POST', '/api/show')) show(call, server);
  else return false;
  return true;
}

function tag(model: FakeModel): object {
  const name = model.id.includes(':') ? model.id : `${model.id}:latest`;
  const details = { format: 'gguf', family: 'llama-cpp', parameter_size: '', quantization_level: '' };
  return { name, model: name, size: 0, digest: 'sha256:0', details };
}

function show(call: Call, server: FakeLocalAi): void {
  const asked = call.text('model') ?? call.text('name') ?? '';
  const model = server.models.find(({ id }) => id === asked || `${id}:latest` === asked);
  if (model === undefined) {
    call.json(404, { error: `model '${asked}' not found` });
    return;
  }
  const info = { 'general.architecture': 'llama-cpp', 'general.context_length': model.defaultContext };
  call.json(200, { modelfile: `FROM ${model.id}`, parameters: '', model_info: info });
}
