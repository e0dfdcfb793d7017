import { readConfig } from '../../electron/core/gateway/config-files.ts';
import { parseConfig } from '../../electron/core/gateway/config-text.ts';
import { buildChangeSet, type ChangeSet } from '../../electron/core/gateway/edits/change-set.ts';
import { readPicture } from '../../electron/core/gateway/model-picture.ts';
import { lineDiff } from '../../electron/core/gateway/save/line-diff.ts';
import { quickIssues } from '../../electron/core/gateway/save/review-checks.ts';
import { effectsOf, valuesOf } from '../../electron/core/gateway/save/save-effects.ts';
import { createSecretMask } from '../../electron/core/gateway/secret-mask.ts';
import type { NamedEdit } from '../../shared/config-edits.ts';
import type {
  ConfigIssue,
  ConfigVersion,
  Review,
  SaveOutcome,
} from '../../shared/contract/config-commands.ts';
import type { Failure } from '../../shared/failures.ts';
import type { Gateway, ModelPicture } from '../../shared/gateway.ts';
import { sentence } from '../../shared/messages/sentence.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { browserFiles, shortHash } from './fake-config-files.ts';
import type { FakeRendererApi } from './fake-renderer-api.ts';
import { sampleConfigFiles } from './sample-config.ts';
import { minute, sampleConfigPath, sampleGateway, sampleNow } from './sample-parts.ts';

/** The config commands over files in memory, edited by the very code of the app: real diffs, saves and undos. */

export type FakeConfig = {
  texts: Map<string, string>;
  /** Somebody else writes a file. */
  writeOutside(path: string, text: string): Promise<void>;
  /** The next save finds the file changed. */
  collide(path: string, text: string): void;
  gateway(): Promise<Gateway>;
};

type Version = ConfigVersion & { text: string; after: string };

export type FakeConfigOptions = { readOnly?: 'no-permission' | 'nix' | null; checksTakeMs?: number };

export function installFakeConfig(api: FakeRendererApi, options: FakeConfigOptions = {}): FakeConfig {
  const texts = new Map(Object.entries(sampleConfigFiles()));
  const files = browserFiles(texts);
  const mask = createSecretMask(countingRandom());
  const reviews = new Map<string, ChangeSet>();
  const versions: Version[] = firstVersions(texts);
  let number = 0;
  let collision: { path: string; text: string } | null = null;
  let lastPicture: ModelPicture | null = null;

  async function gateway(): Promise<Gateway> {
    const { tree } = await readConfig(files, sampleConfigPath);
    if (!tree.ok) return brokenGateway(tree.failure, lastPicture);
    lastPicture = readPicture(tree.value, { visible: () => true }).picture;
    const made = sampleGateway(lastPicture);
    if (made.config.is !== 'loaded') return made;
    const listed = tree.value.files.map((file) => ({
      path: file.path,
      hash: hashOf(file.text),
      bytes: file.text.length,
      mode: 0o600,
    }));
    return { ...made, config: { ...made.config, files: listed, readOnly: options.readOnly ?? null } };
  }

  async function tell(): Promise<void> {
    api.push([{ slice: 'gateway', value: await gateway() }]);
  }

  async function review(edits: readonly NamedEdit[]): Promise<Result<Review>> {
    const change = await buildChangeSet({ files, mainPath: sampleConfigPath, includeRoots: [], mask }, edits);
    return change.ok ? ok(shown(change.value, 'running')) : change;
  }

  function shown(change: ChangeSet, checks: Review['cliCheck'], reviewId = `r${++number}`): Review {
    reviews.set(reviewId, change);
    return {
      reviewId,
      changes: change.files.length > 0,
      files: change.files.map(({ path, before, after }) => ({
        file: path,
        lines: lineDiff(mask.mask(before).text, mask.mask(after).text),
      })),
      sentences: change.sentences,
      effects: effectsOf(valuesOf(change), { is: 'ready', since: 0 }),
      droppedComments: change.droppedComments,
      issues: quickIssues(change),
      schemaCheck: checks,
      cliCheck: checks,
      readOnly: options.readOnly ?? null,
    };
  }

  async function save(reviewId: string): Promise<Result<SaveOutcome>> {
    const change = reviews.get(reviewId);
    if (change === undefined) return fail('invalid-input', 'No such review.');
    if (collision !== null) {
      texts.set(collision.path, collision.text);
      collision = null;
      await tell();
      const again = await review(change.edits);
      return again.ok ? ok({ is: 'review-again', review: again.value }) : again;
    }
    const versionId = `v${++number}`;
    for (const file of change.files) {
      versions.unshift(version(versionId, 'save', file.path, file.before, file.after, change.sentences));
      texts.set(file.path, file.after);
    }
    await tell();
    return ok({
      is: 'saved',
      versionId,
      gateway: 'reloaded',
      notes: effectsOf(valuesOf(change), { is: 'ready', since: 0 }),
    });
  }

  async function issuesOf(file: string, text: string): Promise<ConfigIssue[]> {
    const parsed = parseConfig(text, file);
    if (!parsed.ok) return [syntaxIssue(parsed.failure)];
    const edits: NamedEdit[] = [{ edit: 'replace-text', file, text }];
    const change = await buildChangeSet({ files, mainPath: sampleConfigPath, includeRoots: [], mask }, edits);
    return change.ok ? quickIssues(change.value) : [syntaxIssue(change.failure)];
  }

  api.answer('reviewEdits', ({ edits }) => review(edits));
  api.answer('reviewChecks', async ({ reviewId }) => {
    await new Promise((resolve) => setTimeout(resolve, options.checksTakeMs ?? 250));
    const change = reviews.get(reviewId);
    return change === undefined
      ? fail('invalid-input', 'No such review.')
      : ok(shown(change, 'done', reviewId));
  });
  api.answer('saveReview', ({ reviewId }) => save(reviewId));
  api.answer('undoSave', async ({ versionId }) => {
    for (const each of versions.filter((one) => one.versionId === versionId)) texts.set(each.file, each.text);
    await tell();
    return ok({ is: 'saved', versionId: `v${++number}`, gateway: 'reloaded', notes: [] });
  });
  api.answer('configVersions', ({ file }) =>
    ok(
      versions
        .filter((each) => file === null || each.file === file)
        .map(({ text: _text, after, ...each }) => ({ ...each, undoable: texts.get(each.file) === after })),
    ),
  );
  api.answer('versionDiff', ({ versionId }) => {
    const found = versions.find((each) => each.versionId === versionId);
    if (found === undefined) return fail('undo-not-possible', 'No such version.');
    const now = texts.get(found.file) ?? '';
    return ok({ file: found.file, lines: lineDiff(mask.mask(found.text).text, mask.mask(now).text) });
  });
  api.answer('reviewRestore', ({ versionId }) => {
    const found = versions.find((each) => each.versionId === versionId);
    if (found === undefined) return fail('undo-not-possible', 'No such version.');
    return review([{ edit: 'replace-text', file: found.file, text: mask.mask(found.text).text }]);
  });
  api.answer('configText', async ({ file }) => {
    const path = file ?? sampleConfigPath;
    const text = texts.get(path);
    if (text === undefined) return fail('config-missing', `There is no ${path}.`);
    const masked = mask.mask(text);
    const parsed = parseConfig(text, path);
    return ok({
      file: path,
      hash: hashOf(text),
      ...masked,
      failure: parsed.ok ? null : parsed.failure,
    });
  });
  api.answer('checkText', async ({ file, text }) => ok(await issuesOf(file, text)));
  api.answer('schemaHint', ({ path }) => ok(hintFor(path)));
  api.answer('createConfig', () => ok({ path: sampleConfigPath }));

  return {
    texts,
    gateway,
    collide: (path, text) => {
      collision = { path, text };
    },
    async writeOutside(path, text) {
      texts.set(path, text);
      await tell();
    },
  };
}

function brokenGateway(failure: Failure, picture: ModelPicture | null): Gateway {
  return {
    ...sampleGateway({} as ModelPicture),
    config: {
      is: 'broken',
      path: sampleConfigPath,
      failure,
      lastGood: { versionId: 'v-first', at: sampleNow - 55 * minute, file: sampleConfigPath },
      picture,
    },
  };
}

function syntaxIssue(failure: Failure): ConfigIssue {
  return {
    level: 'error',
    from: 'rules',
    path: '',
    sentence: sentence('rule.syntax', { problem: failure.detail }),
    place: failure.place ?? null,
  };
}

function version(
  versionId: string,
  by: ConfigVersion['by'],
  file: string,
  text: string,
  after: string,
  sentences: ConfigVersion['sentences'],
  at = sampleNow,
): Version {
  return { versionId, at, file, bytes: text.length, by, sentences, undoable: true, text, after };
}

function firstVersions(texts: Map<string, string>): Version[] {
  const now = texts.get(sampleConfigPath) ?? '';
  const before = now.replace('every: "30m"', 'every: "15m"');
  const first = before.replace('  channels: {\n    // The family group.\n', '  channels: {\n');
  const order = sentence('edit.setPrimary', { agent: 'agents.defaults', ref: 'lmstudio/minimax-m2.1-gs32' });
  return [
    version('v-last', 'outside', sampleConfigPath, before, now, [], sampleNow - 50 * minute),
    version('v-save', 'save', sampleConfigPath, first, before, [order], sampleNow - 26 * 60 * minute),
    version('v-first', 'first-seen', sampleConfigPath, first, first, [], sampleNow - 8 * 24 * 60 * minute),
  ];
}

function hintFor(path: readonly (string | number)[]) {
  const hint = { path: path.join('.'), title: null, description: null, type: null, choices: [], keys: [] };
  const key = path.at(-1);
  if (path.length === 0 || key === 'agents' || key === 'defaults') {
    const keys = ['agents', 'auth', 'channels', 'gateway', 'models', 'tools'].map((each) => ({
      key: each,
      title: each,
      description: `Everything about ${each}.`,
    }));
    return { ...hint, type: 'object', keys };
  }
  if (key === 'mode' && path[0] === 'models') {
    return {
      ...hint,
      title: 'Mode',
      description: 'How your models go together with the built-in ones.',
      type: 'string',
      choices: ['merge', 'replace'],
    };
  }
  if (key === 'contextWindow')
    return { ...hint, title: 'Context window', description: 'Tokens the model can take.', type: 'integer' };
  return hint;
}

function countingRandom(): () => number {
  let last = 0;
  return () => {
    last = (last + 0.3819660113) % 1;
    return last;
  };
}

function hashOf(text: string): string {
  return shortHash(new TextEncoder().encode(text));
}
