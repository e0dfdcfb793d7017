import type { Call } from './call.ts';
import type { FakeModel } from './fake-model.ts';

/** What KoboldCpp's GET routes are told about the process. */
export interface KoboldView {
  version: string;
  protected: boolean;
  admin: boolean;
  model: FakeModel | null;
  /** Further names that the router accepts. */
  files: string[];
  generating: number;
  queued: number;
  totalGenerations: number;
  uptimeMs: number;
  nowSeconds: number;
}

/** Answers the routes that only look. True when it did. */
export function koboldListing(call: Call, view: KoboldView): boolean {
  if (call.method !== 'GET' && call.method !== 'HEAD') return false;
  const known = knownAnswers(view)[call.path];
  if (known !== undefined) call.json(200, known);
  else if (call.path === '/') call.html(200, '<html><title>KoboldAI Lite</title></html>');
  else if (call.path === '/slots') call.json(501, { error: { code: 501, message: 'not supported' } });
  else return false;
  return true;
}

export function shownName(model: FakeModel | null): string {
  return model === null ? 'inactive' : `koboldcpp/${model.id}`;
}

function knownAnswers(view: KoboldView): Record<string, object | undefined> {
  const context = view.model?.defaultContext ?? 0;
  const name = { result: shownName(view.model) };
  return {
    '/ping': { status: 'healthy' },
    '/.well-known/serviceinfo': serviceInfo(view),
    '/api/extra/version': version(view),
    '/api/v1/model': name,
    '/api/latest/model': name,
    '/api/extra/true_max_context_length': { value: context },
    '/api/v1/config/max_context_length': { value: context },
    '/api/extra/perf': performance(view),
    '/v1/models': { object: 'list', data: cards(view) },
    '/props': { chat_template: '', total_slots: 1, default_generation_settings: { n_ctx: context } },
    '/api/version': { version: '0.7.0' },
    '/api/tags': { models: [fakeTag('2069-01-01T00:00:00.000Z', 'modified_at')] },
    '/api/ps': { models: [fakeTag('2055-01-01T00:00:00.000Z', 'expires_at')] },
  };
}

function version(view: KoboldView): object {
  const { model } = view;
  return {
    result: 'KoboldCpp',
    version: view.version,
    protected: view.protected,
    llm: model !== null,
    txt2img: false,
    vision: model?.vision ?? false,
    admin: view.admin ? 2 : 0,
  };
}

function performance(view: KoboldView): object {
  return {
    last_process: 0.1,
    last_eval: 0.2,
    last_token_count: 12,
    total_gens: view.totalGenerations,
    queue: view.queued,
    idle: view.generating === 0 ? 1 : 0,
    uptime: view.uptimeMs / 1000,
    idletime: 0,
  };
}

function serviceInfo(view: KoboldView): object {
  const software = { name: 'KoboldCpp', version: view.version, repository: 'LostRuins/koboldcpp' };
  return { version: '0.2', software, api: { koboldai: { name: 'KoboldAI API', rel_url: '/api' } } };
}

function cards({ model, files, nowSeconds }: KoboldView): object[] {
  const card = (id: string) => ({ id, object: 'model', created: nowSeconds, owned_by: 'koboldcpp' });
  return [shownName(model), ...files].map(card);
}

/** Constant, whatever is loaded. */
function fakeTag(date: string, field: string): object {
  const details = { format: 'gguf', family: 'koboldcpp', parameter_size: '0B', quantization_level: 'Q4_0' };
  return {
    name: 'koboldcpp',
    model: 'koboldcpp:latest',
    size: 394_998_579,
    digest: '5dd4',
    details,
    [field]: date,
  };
}
