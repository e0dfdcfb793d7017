import { createHash } from 'node:crypto';
import type { Json, JsonObject } from './call.ts';
import { blobOf, type OllamaModel, type Runner, type RunnerOptions } from './ollama-scheduler.ts';
import { atLeast } from './version.ts';

/** Far enough to mean "never": what a pinned model's expiry looks like. */
const pinnedYears = 292;

/** "X" and "X:latest" are the same model. */
export function fullName(name: string): string {
  const last = name.split('/').at(-1) ?? name;
  return last.includes(':') ? name : `${name}:latest`;
}

export function isCloud(model: OllamaModel): boolean {
  return model.remoteHost !== undefined || /[:-]cloud$/.test(model.id);
}

export function tagEntry(model: OllamaModel, version: string, modifiedAt: number): object {
  const modern = atLeast(version, '0.30.0');
  const name = fullName(model.id);
  return {
    name,
    model: name,
    modified_at: new Date(modifiedAt).toISOString(),
    size: isCloud(model) ? 384 : model.sizeBytes,
    digest: digest(model),
    ...(isCloud(model)
      ? {
          remote_model: name.replace(/[:-]cloud$/, ''),
          remote_host: model.remoteHost ?? 'https://ollama.com',
        }
      : {}),
    details: {
      ...details(model),
      ...(modern ? { context_length: model.maxContext, embedding_length: 4_096 } : {}),
    },
    ...(modern ? { capabilities: capabilities(model) } : {}),
  };
}

export function psEntry(runner: Runner, version: string, now: number): object {
  const name = fullName(runner.name);
  const size = Math.round(runner.model.sizeBytes * 1.2);
  return {
    name,
    model: name,
    size,
    digest: digest(runner.model),
    details: details(runner.model),
    expires_at: expiry(runner, now),
    size_vram: Math.round(size * (runner.model.gpuShare ?? 1)),
    ...(atLeast(version, '0.10.0') ? { context_length: runner.context } : {}),
  };
}

export function showAnswer(model: OllamaModel, version: string, modifiedAt: number): object {
  const parameters = model.numCtx === undefined ? '' : `num_ctx                        ${model.numCtx}`;
  return {
    license: '',
    modelfile: '',
    parameters,
    template: '',
    details: details(model),
    model_info: {
      'general.architecture': model.architecture,
      'general.parameter_count': model.parameterCount,
      [`${model.architecture}.context_length`]: model.maxContext,
    },
    ...(atLeast(version, '0.6.4') ? { capabilities: capabilities(model) } : {}),
    modified_at: new Date(modifiedAt).toISOString(),
  };
}

/** Null: not said. A text that is no duration is an error, as in Go. */
export function parseKeepAlive(value: Json | undefined): { ms: number | null } | { error: string } {
  if (value === undefined || value === null) return { ms: null };
  if (typeof value === 'number') return { ms: value < 0 ? Number.POSITIVE_INFINITY : value * 1000 };
  const text = String(value);
  if (text === '0') return { ms: 0 };
  const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  const understood = parts.map((part) => part[0]).join('') === text.replace(/^-/, '') && parts.length > 0;
  if (!understood) return { error: `time: invalid duration "${text}"` };
  const ms = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? 0), 0);
  return { ms: text.startsWith('-') ? Number.POSITIVE_INFINITY : ms };
}

const compared = ['num_batch', 'num_gpu', 'main_gpu', 'use_mmap', 'num_thread', 'draft_num_predict'];

/** The options whose change starts the runner again; a negative `num_gpu` counts as not given. */
export function runnerOptions(body: JsonObject): RunnerOptions {
  const given = body.options;
  const options = typeof given === 'object' && given !== null && !Array.isArray(given) ? given : {};
  const others = compared
    .filter((name) => options[name] !== undefined)
    .filter((name) => !(name === 'num_gpu' && Number(options[name]) < 0))
    .map((name) => `${name}=${String(options[name])}`);
  if (body.shift === false) others.push('shift=false');
  return { numCtx: typeof options.num_ctx === 'number' ? options.num_ctx : null, others: others.join(' ') };
}

function expiry(runner: Runner, now: number): string {
  if (runner.sessionMs === Number.POSITIVE_INFINITY) {
    const year = new Date(now).getUTCFullYear() + pinnedYears;
    return `${year}-04-11T23:47:16.854775807Z`;
  }
  return new Date(runner.expiresAt ?? now + runner.sessionMs).toISOString();
}

function details(model: OllamaModel): object {
  return {
    parent_model: '',
    format: model.format,
    family: model.architecture,
    families: [model.architecture],
    parameter_size: model.params,
    quantization_level: model.quantization,
  };
}

function capabilities(model: OllamaModel): string[] {
  if (model.kind === 'embeddings') return ['embedding'];
  if (model.imageGeneration === true) return ['image'];
  return [
    'completion',
    ...(model.tools ? ['tools'] : []),
    ...(model.vision ? ['vision'] : []),
    ...(model.thinking ? ['thinking'] : []),
  ];
}

function digest(model: OllamaModel): string {
  return createHash('sha256').update(blobOf(model)).digest('hex');
}
