import { describe, expect, test } from 'vitest';
import type { CliVerdict } from '../../../../../electron/core/gateway/openclaw-answers.ts';
import type { NamedEdit } from '../../../../../shared/config-edits.ts';
import type { Review, SaveOutcome } from '../../../../../shared/contract/config-commands.ts';
import { fail, ok, type Result } from '../../../../../shared/result.ts';
import { type ConfigWorldOptions, startConfigWorld } from '../../../../fakes/config-world.ts';
import { createMemoryFiles, type MemoryFiles } from '../../../../fakes/memory-files.ts';

const main = '/home/ada/.openclaw/openclaw.json';
const versionsFolder = '/data/config-versions';

const config = `// my assistant
{
  gateway: { mode: "local" },
  agents: { defaults: { model: { primary: "a/one", fallbacks: ["b/two", "b/three"] } } }, // chain
  models: { providers: {
    a: { baseUrl: "http://a/v1", models: [{ id: "one", name: "One" }] },
    b: { baseUrl: "http://b/v1", models: [{ id: "two", name: "Two" }, { id: "three", name: "Three" }] },
  } },
}
`;
const swapped = config.replace('"b/two", "b/three"', '"b/three", "b/two"');
const swap: NamedEdit = { edit: 'move-fallback', agentId: null, from: 0, to: 1, ref: 'b/two' };
const toB: NamedEdit = { edit: 'set-primary', agentId: null, ref: 'b/three' };

async function worldOf(text = config, options: Partial<ConfigWorldOptions> = {}) {
  const files = createMemoryFiles({ [main]: text });
  const world = await startConfigWorld({ files, main, versionsFolder, ...options });
  return { ...world, world, files, text: () => files.text(main) };
}

function saved(outcome: Result<SaveOutcome>): Extract<SaveOutcome, { is: 'saved' }> {
  if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.detail}`);
  if (outcome.value.is !== 'saved') throw new Error('asked to look again');
  return outcome.value;
}

function askedAgain(outcome: Result<SaveOutcome>): Review {
  if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.detail}`);
  if (outcome.value.is !== 'review-again') throw new Error('saved');
  return outcome.value.review;
}

/** Text of all kept versions, newest first. */
async function keptTexts({
  world,
  files,
}: {
  world: { versions: { list(): { versionId: string }[] } };
  files: MemoryFiles;
}) {
  return world.versions.list().map(({ versionId }) => files.text(`${versionsFolder}/${versionId}`));
}

describe('a review', () => {
  test('shows the lines that change and one sentence per edit, and writes nothing', async () => {
    const here = await worldOf();
    const review = await here.review([swap, toB]);
    expect(review.changes).toBe(true);
    expect(review.sentences.map((each) => each.key)).toEqual(['edit.moveFallback', 'edit.setPrimary']);
    const lines = review.files[0]?.lines.filter((line) => line.is === 'added' || line.is === 'removed');
    expect(lines).toMatchObject([
      { is: 'removed', before: 4, after: null },
      { is: 'added', before: null, after: 4 },
    ]);
    expect(here.text()).toBe(config);
    expect(here.world.versions.list()).toEqual([]);
  });

  test('of edits that change nothing says so, and saving it is refused', async () => {
    const here = await worldOf();
    const review = await here.review([{ edit: 'set-primary', agentId: null, ref: 'a/one' }]);
    expect(review).toMatchObject({ changes: false, files: [] });
    expect(await here.save(review.reviewId)).toMatchObject({
      ok: false,
      failure: { code: 'edit-not-possible' },
    });
    expect(here.saved).toEqual([]);
  });

  test('says which checks could not run without a command line and a schema', async () => {
    const here = await worldOf();
    const { reviewId } = await here.review([swap]);
    const checked = await here.run(here.editor.checked(reviewId));
    expect(checked).toMatchObject({
      ok: true,
      value: { schemaCheck: 'could-not-run', cliCheck: 'could-not-run' },
    });
  });

  test('is forgotten after twenty newer ones', async () => {
    const here = await worldOf();
    const first = await here.review([swap]);
    for (let n = 0; n < 20; n += 1) await here.review([swap]);
    expect(await here.save(first.reviewId)).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    expect(here.text()).toBe(config);
  });

  test('that breaks down in a check still ends, and says that the check could not run', async () => {
    const here = await worldOf(config, { schema: { check: () => Promise.reject(new Error('gone')) } });
    const { reviewId } = await here.review([swap]);
    expect(await here.run(here.editor.checked(reviewId))).toMatchObject({
      ok: true,
      value: { schemaCheck: 'could-not-run' },
    });
  });
});

describe('a save', () => {
  test('writes the reviewed bytes, keeps the old ones, and is told once', async () => {
    const here = await worldOf();
    const { reviewId } = await here.review([swap]);
    const outcome = saved(await here.save(reviewId));
    expect(here.text()).toBe(swapped);
    expect(await keptTexts(here)).toEqual([config]);
    expect(here.saved).toEqual([{ versionId: outcome.versionId, sentences: [expect.any(Object)] }]);
    expect(here.editor.versions(null)).toMatchObject([{ by: 'save', file: main, undoable: true }]);
  });

  test('can be done once: the second press finds the review gone', async () => {
    const here = await worldOf();
    const { reviewId } = await here.review([
      { edit: 'add-fallback', agentId: null, ref: 'b/four', index: null },
    ]);
    const [first, second] = await Promise.all([here.save(reviewId), here.save(reviewId)]);
    saved(first);
    expect(second).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    expect(here.text()?.match(/b\/four/g)).toHaveLength(1);
  });

  test('asks to look again when somebody changed the file since the review, with the edits on the new text', async () => {
    const here = await worldOf();
    const { reviewId } = await here.review([swap]);
    here.files.editedOutside(main, config.replace('my assistant', 'their words'));
    const again = askedAgain(await here.save(reviewId));
    expect(here.text()).toBe(config.replace('my assistant', 'their words'));
    saved(await here.save(again.reviewId));
    expect(here.text()).toBe(swapped.replace('my assistant', 'their words'));
  });

  test('asks to look again when somebody is faster at the last moment', async () => {
    const here = await worldOf();
    const { reviewId } = await here.review([swap]);
    here.files.beforeWrite = (file) => {
      if (file !== main) return;
      here.files.beforeWrite = null;
      here.files.editedOutside(main, config.replace('my assistant', 'faster'));
    };
    const again = askedAgain(await here.save(reviewId));
    expect(here.text()).toBe(config.replace('my assistant', 'faster'));
    expect(here.world.versions.list()).toEqual([]);
    saved(await here.save(again.reviewId));
    expect(here.text()).toBe(swapped.replace('my assistant', 'faster'));
  });

  test('says so when the edit no longer fits what somebody else wrote', async () => {
    const here = await worldOf();
    const { reviewId } = await here.review([swap]);
    const theirs = config.replace('"b/two", "b/three"', '"b/three"');
    here.files.editedOutside(main, theirs);
    expect(await here.save(reviewId)).toMatchObject({ ok: false, failure: { code: 'edit-not-possible' } });
    expect(here.text()).toBe(theirs);
  });

  test('says so when the file was deleted, and does not bring it back', async () => {
    const here = await worldOf();
    const { reviewId } = await here.review([swap]);
    here.files.deletedOutside(main);
    expect(await here.save(reviewId)).toMatchObject({ ok: false, failure: { code: 'config-missing' } });
    expect(here.text()).toBeNull();
  });

  test.each(['main', 'backup', 'index'])(
    'with a full disk at the write of the %s changes nothing',
    async (where) => {
      const here = await worldOf();
      const { reviewId } = await here.review([swap]);
      const isHit = (file: string) => {
        if (where === 'main') return file === main;
        return where === 'index'
          ? file.endsWith('index.json')
          : file.startsWith(versionsFolder) && !file.endsWith('.json');
      };
      here.files.beforeWrite = (file) => here.files.writesFail(isHit(file) ? 'config-write-failed' : null);
      const outcome = await here.save(reviewId);
      here.files.beforeWrite = null;
      here.files.writesFail(null);
      const code = where === 'main' ? 'config-write-failed' : 'backup-failed';
      expect(outcome).toMatchObject({ ok: false, failure: { code } });
      expect(here.text()).toBe(config);
      expect(here.failed).toMatchObject([{ code }]);
      expect(here.saved).toEqual([]);
      expect(here.world.versions.list()).toEqual([]);
      saved(await here.save(reviewId));
      expect(here.text()).toBe(swapped);
    },
  );

  test.each(['env-read-only', 'nix'] as const)(
    'under %s is refused, as are undo and create',
    async (reason) => {
      const here = await worldOf();
      const first = await here.review([swap]);
      const { versionId } = saved(await here.save(first.reviewId));
      here.world.readOnly = reason;
      const second = await here.review([toB]);
      expect(second.readOnly).toBe(reason);
      expect(await here.save(second.reviewId)).toMatchObject({
        ok: false,
        failure: { code: 'config-read-only' },
      });
      expect(await here.undo(versionId)).toMatchObject({ ok: false, failure: { code: 'config-read-only' } });
      expect(here.text()).toBe(swapped);
      here.files.deletedOutside(main);
      await here.run(here.reader.reread());
      expect(await here.editor.create()).toMatchObject({ ok: false, failure: { code: 'config-read-only' } });
      expect(here.text()).toBeNull();
    },
  );

  test('of a broken file is refused under a read-only environment too', async () => {
    const here = await worldOf('{ agents: { ');
    here.world.readOnly = 'env-read-only';
    const { reviewId } = await here.review([{ edit: 'replace-text', file: main, text: config }]);
    expect(await here.save(reviewId)).toMatchObject({ ok: false, failure: { code: 'config-read-only' } });
    expect(here.text()).toBe('{ agents: { ');
  });

  test.each([
    ['symlink', { kind: 'symlink' as const }],
    ['no-permission', { writable: false }],
  ])('of a file with %s is refused, with the diff to copy', async (reason, change) => {
    const here = await worldOf();
    here.files.becomes(main, change);
    await here.run(here.reader.reread());
    const review = await here.review([swap]);
    expect(review).toMatchObject({ readOnly: reason, changes: true });
    expect(review.files[0]?.lines.length).toBeGreaterThan(0);
    expect(await here.save(review.reviewId)).toMatchObject({
      ok: false,
      failure: { code: 'config-read-only' },
    });
  });
});

describe('errors and warnings', () => {
  const refusing = (issues: CliVerdict['issues']) => ({
    cli: { validate: async () => ok({ accepted: false, issues }) },
  });

  test('an error of a check refuses the save', async () => {
    const onlyAfter = await worldOf(config, {
      cli: {
        validate: async ({ main: { text } }): Promise<Result<CliVerdict>> =>
          ok(
            text === config
              ? { accepted: true, issues: [] }
              : {
                  accepted: false,
                  issues: [{ level: 'error', dotted: 'agents.defaults', message: 'no', choices: [] }],
                },
          ),
      },
    });
    const { reviewId } = await onlyAfter.review([swap]);
    expect(await onlyAfter.save(reviewId)).toMatchObject({
      ok: false,
      failure: { code: 'config-check-failed', facts: { count: 1 } },
    });
    expect(onlyAfter.text()).toBe(config);
    const checked = await onlyAfter.run(onlyAfter.editor.checked(reviewId));
    expect(checked).toMatchObject({
      ok: true,
      value: { issues: [{ from: 'cli', path: 'agents.defaults', level: 'error' }] },
    });
  });

  test('trouble the gateway had before the edit only warns', async () => {
    const here = await worldOf(
      config,
      refusing([{ level: 'error', dotted: 'agents', message: 'no', choices: [] }]),
    );
    const { reviewId } = await here.review([swap]);
    saved(await here.save(reviewId));
    expect(here.text()).toBe(swapped);
  });

  test('our own rules give way where the gateway accepts the config', async () => {
    const edit: NamedEdit = { edit: 'set-provider-text', providerId: 'a', field: 'baseUrl', value: null };
    const alone = await worldOf();
    const review = await alone.review([edit]);
    expect(review.issues).toMatchObject([{ level: 'error', sentence: { key: 'rule.customProvider' } }]);
    expect(await alone.save(review.reviewId)).toMatchObject({
      ok: false,
      failure: { code: 'config-check-failed' },
    });
    const informed = await worldOf(config, { cli: {} });
    const { reviewId } = await informed.review([edit]);
    saved(await informed.save(reviewId));
  });

  test('an include that somebody types and that is not there refuses the save', async () => {
    const here = await worldOf();
    const text = config.replace('gateway: {', 'session: { $include: "./gone.json5" }, gateway: {');
    const review = await here.review([{ edit: 'replace-text', file: main, text }]);
    expect(review.issues).toContainEqual(expect.objectContaining({ level: 'error', from: 'rules' }));
    expect(await here.save(review.reviewId)).toMatchObject({
      ok: false,
      failure: { code: 'config-check-failed' },
    });
  });
});

describe('undo and earlier versions', () => {
  test('an undo brings back the very bytes', async () => {
    const odd = `\uFEFF${config.replaceAll('\n', '\r\n')}// end without a line end`;
    const here = await worldOf(odd);
    const { reviewId } = await here.review([swap, toB]);
    const { versionId } = saved(await here.save(reviewId));
    expect(here.text()).not.toBe(odd);
    saved(await here.undo(versionId));
    expect(here.text()).toBe(odd);
    expect(here.editor.versions(null)[0]).toMatchObject({ by: 'undo', undoable: true });
  });

  test('an undo can be undone', async () => {
    const here = await worldOf();
    const { reviewId } = await here.review([swap]);
    const first = saved(await here.save(reviewId));
    const second = saved(await here.undo(first.versionId));
    saved(await here.undo(second.versionId));
    expect(here.text()).toBe(swapped);
  });

  test('after an edit of somebody else an undo becomes a change to look at', async () => {
    const here = await worldOf();
    const { reviewId } = await here.review([swap]);
    const { versionId } = saved(await here.save(reviewId));
    const theirs = swapped.replace('my assistant', 'their words');
    here.files.editedOutside(main, theirs);
    await here.run(here.reader.reread());
    expect(here.editor.versions(null)[0]).toMatchObject({ undoable: false });
    const again = askedAgain(await here.undo(versionId));
    expect(here.text()).toBe(theirs);
    expect(JSON.stringify(again.files)).toContain('their words');
    saved(await here.save(again.reviewId));
    expect(here.text()).toBe(config);
    expect(here.editor.versions(null)[0]).toMatchObject({ by: 'restore' });
  });

  test('an undo that is overtaken at the last moment becomes a change to look at', async () => {
    const here = await worldOf();
    const { reviewId } = await here.review([swap]);
    const { versionId } = saved(await here.save(reviewId));
    const theirs = swapped.replace('my assistant', 'faster');
    here.files.beforeWrite = (file) => {
      if (file !== main) return;
      here.files.beforeWrite = null;
      here.files.editedOutside(main, theirs);
    };
    askedAgain(await here.undo(versionId));
    expect(here.text()).toBe(theirs);
  });

  test('any earlier version can be seen against the file of now, and restored', async () => {
    const here = await worldOf();
    for (const ref of ['x/1', 'x/2', 'x/3']) {
      const { reviewId } = await here.review([{ edit: 'set-primary', agentId: null, ref }]);
      saved(await here.save(reviewId));
    }
    const [, second] = here.editor.versions(main);
    const versionId = second?.versionId ?? '';
    const diff = await here.editor.versionDiff(versionId);
    expect(diff.ok && diff.value.lines.filter((line) => line.is === 'removed')[0]?.text).toContain('x/1');
    const restore = await here.run(here.editor.reviewRestore(versionId));
    expect(restore.ok).toBe(true);
    if (restore.ok) saved(await here.save(restore.value.reviewId));
    expect(here.text()).toBe(config.replace('a/one', 'x/1'));
  });

  test('a version that was damaged on the disk is never put back', async () => {
    const here = await worldOf();
    const { reviewId } = await here.review([swap]);
    const { versionId } = saved(await here.save(reviewId));
    here.files.editedOutside(`${versionsFolder}/${versionId}`, '{}');
    expect(await here.undo(versionId)).toMatchObject({ ok: false, failure: { code: 'undo-not-possible' } });
    expect(here.text()).toBe(swapped);
  });

  test('a short earlier version may come back, a typed text of the same length may not', async () => {
    const short = '{ gateway: { mode: "local" } }';
    const here = await worldOf(short);
    const grow = await here.review([
      { edit: 'replace-text', file: main, text: `${config}// ${'a long remark '.repeat(20)}` },
    ]);
    const { versionId } = saved(await here.save(grow.reviewId));
    const typed = await here.review([{ edit: 'replace-text', file: main, text: `${short} ` }]);
    expect(await here.save(typed.reviewId)).toMatchObject({
      ok: false,
      failure: { code: 'config-check-failed' },
    });
    const restore = await here.run(here.editor.reviewRestore(versionId));
    expect(restore).toMatchObject({ ok: true, value: { issues: [{ level: 'warning', from: 'guard' }] } });
    if (restore.ok) saved(await here.save(restore.value.reviewId));
    expect(here.text()).toBe(short);
  });

  test('a broken file is mended by its last good version', async () => {
    const here = await worldOf();
    const { reviewId } = await here.review([swap]);
    saved(await here.save(reviewId));
    here.files.editedOutside(main, '{ agents: { ');
    await here.run(here.reader.reread());
    expect(here.reader.current().state).toMatchObject({ is: 'broken' });
    const fresh = await startConfigWorld({ files: here.files, main, versionsFolder });
    const { state } = fresh.reader.current();
    expect(state).toMatchObject({ is: 'broken', lastGood: { versionId: expect.any(String) } });
    const versionId = state.is === 'broken' ? (state.lastGood?.versionId ?? '') : '';
    const restore = await fresh.run(fresh.editor.reviewRestore(versionId));
    if (restore.ok) saved(await fresh.save(restore.value.reviewId));
    expect(here.text()).toBe(config);
  });

  test('a broken include is told as that file, and mended by its own last good version', async () => {
    const part = '/home/ada/.openclaw/agents.json5';
    const good = '{ defaults: { model: { primary: "a/one" } } }\n';
    const files = createMemoryFiles({ [main]: '{ agents: { $include: "./agents.json5" } }\n', [part]: good });
    const here = await startConfigWorld({ files, main, versionsFolder });
    const { reviewId } = await here.review([{ edit: 'set-primary', agentId: null, ref: 'b/two' }]);
    const { versionId: kept } = saved(await here.save(reviewId));
    saved(await here.undo(kept));
    files.editedOutside(part, '{ defaults: { ');
    await here.run(here.reader.reread());
    const { state } = here.reader.current();
    if (state.is !== 'broken') throw new Error(state.is);
    expect(state.lastGood).toMatchObject({ file: part });
    expect(await here.editor.text(part)).toMatchObject({ ok: true, value: { failure: state.failure } });
    expect(await here.editor.text(main)).toMatchObject({ ok: true, value: { failure: null } });
    const restore = await here.run(here.editor.reviewRestore(state.lastGood?.versionId ?? ''));
    if (!restore.ok) throw new Error(restore.failure.detail);
    expect(restore.value.changes).toBe(true);
    saved(await here.save(restore.value.reviewId));
    expect(files.text(part)).toBe(good);
    expect(here.reader.current().state.is).toBe('loaded');
  });
});

describe('a config of several files', () => {
  const part = '/home/ada/.openclaw/agents.json5';
  const top = `{ gateway: { mode: "local" }, agents: { $include: "./agents.json5" }, models: { mode: "merge", providers: {} } }`;
  const agents = '{ defaults: { model: { primary: "openai/a", fallbacks: ["openai/b"] } } } // part\n';
  const both: NamedEdit[] = [
    { edit: 'add-fallback', agentId: null, ref: 'openai/c', index: null },
    { edit: 'set-models-mode', mode: 'replace' },
  ];
  const bothFine: NamedEdit[] = [
    { edit: 'set-primary', agentId: null, ref: 'openai/z' },
    { edit: 'set-alias', ref: 'openai/z', alias: 'Z' },
    {
      edit: 'add-provider',
      providerId: 'openai',
      baseUrl: 'http://x',
      api: null,
      key: { is: 'none' },
      models: [],
      timeoutSeconds: null,
    },
  ];

  async function several() {
    const files = createMemoryFiles({ [main]: top, [part]: agents });
    const world = await startConfigWorld({ files, main, versionsFolder });
    return { ...world, files };
  }

  test('is saved in all of them and undone in all of them', async () => {
    const here = await several();
    const { reviewId, files } = await here.review(bothFine);
    expect(files.map((each) => each.file)).toEqual([main, part]);
    const { versionId } = saved(await here.save(reviewId));
    expect(here.files.text(main)).not.toBe(top);
    expect(here.files.text(part)).not.toBe(agents);
    saved(await here.undo(versionId));
    expect([here.files.text(main), here.files.text(part)]).toEqual([top, agents]);
  });

  test('gets the first file back when the second cannot be written', async () => {
    const here = await several();
    const { reviewId } = await here.review(bothFine);
    here.files.beforeWrite = (file) => here.files.writesFail(file === part ? 'config-write-failed' : null);
    const outcome = await here.save(reviewId);
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'config-write-failed' } });
    expect([here.files.text(main), here.files.text(part)]).toEqual([top, agents]);
    expect(here.versions.list()).toEqual([]);
  });

  test('keeps the version of a file that could not be put back', async () => {
    const here = await several();
    const { reviewId } = await here.review(bothFine);
    const theirs = '{ theirs: 1 }';
    here.files.beforeWrite = (file) => {
      here.files.writesFail(file === part ? 'config-write-failed' : null);
      if (file === part) here.files.editedOutside(main, theirs);
    };
    expect((await here.save(reviewId)).ok).toBe(false);
    here.files.beforeWrite = null;
    expect(here.files.text(main)).toBe(theirs);
    expect(here.versions.list().map((each) => each.file)).toEqual([main]);
    expect(here.log.lines.map((line) => line.level)).toContain('error');
  });

  test('is undone as a whole after a save that was killed between the two files', async () => {
    const here = await several();
    const { reviewId } = await here.review(bothFine);
    const { versionId } = saved(await here.save(reviewId));
    here.files.editedOutside(part, agents);
    await here.run(here.reader.reread());
    saved(await here.undo(versionId));
    expect([here.files.text(main), here.files.text(part)]).toEqual([top, agents]);
  });

  test('takes an include that was broken outside back to its earlier version', async () => {
    const here = await several();
    const { reviewId } = await here.review([{ edit: 'set-primary', agentId: null, ref: 'openai/z' }]);
    const { versionId } = saved(await here.save(reviewId));
    here.files.editedOutside(part, '{ defaults: ');
    await here.run(here.reader.reread());
    expect(here.reader.current().state.is).toBe('broken');
    const restore = await here.run(here.editor.reviewRestore(versionId));
    if (!restore.ok) throw new Error(restore.failure.detail);
    saved(await here.save(restore.value.reviewId));
    expect(here.files.text(part)).toBe(agents);
  });

  test('asks to look again when an include that is not written was changed', async () => {
    const here = await several();
    const { reviewId } = await here.review([
      { edit: 'set-models-mode', mode: 'merge' },
      ...bothFine.slice(2),
    ]);
    here.files.editedOutside(part, agents.replace('openai/b', 'openai/other'));
    askedAgain(await here.save(reviewId));
    expect(here.files.text(main)).toBe(top);
  });

  test('refuses to type into an include that is a link', async () => {
    const here = await several();
    here.files.becomes(part, { kind: 'symlink' });
    const review = await here.run(here.editor.review([{ edit: 'replace-text', file: part, text: '{}' }]));
    expect(review).toMatchObject({ ok: false, failure: { code: 'config-is-symlink' } });
  });

  test('warns of links that lose their provider by "replace", one by one', async () => {
    const here = await several();
    const { issues } = await here.review(both);
    const errors = issues
      .filter((issue) => issue.level === 'error')
      .map((issue) => issue.sentence.values.refs);
    expect(errors).toEqual(['openai/a', 'openai/b', 'openai/c']);
  });
});

describe('a new config', () => {
  test('is made where there is none, and is valid for the gateway', async () => {
    const files = createMemoryFiles();
    const here = await startConfigWorld({ files, main, versionsFolder });
    expect(await here.run(here.editor.create())).toEqual({ ok: true, value: { path: main } });
    expect(here.reader.current().state).toMatchObject({ is: 'loaded', picture: { gatewayMode: 'local' } });
  });

  test('is never made over one that appeared meanwhile', async () => {
    const files = createMemoryFiles();
    const here = await startConfigWorld({ files, main, versionsFolder });
    files.editedOutside(main, config);
    expect(await here.run(here.editor.create())).toMatchObject({
      ok: false,
      failure: { code: 'config-changed-meanwhile' },
    });
    expect(files.text(main)).toBe(config);
    await here.run(here.reader.reread());
    expect(await here.editor.create()).toMatchObject({ ok: false, failure: { code: 'edit-not-possible' } });
  });
});

describe('typed text', () => {
  test.each([
    ['{ gateway: {', 'rule.syntax'],
    ['[]', 'rule.syntax'],
    ['{ gateway: { mode: "local" }, models: { providers: { mine: {} } } }', 'rule.customProvider'],
    [config, null],
  ])('%s is checked while it is typed', async (text, key) => {
    const here = await worldOf();
    const issues = await here.run(here.editor.checkText(main, text));
    expect(
      issues.ok && issues.value.filter((each) => each.level === 'error').map((each) => each.sentence.key)[0],
    ).toBe(key ?? undefined);
    expect(here.text()).toBe(config);
  });

  test('is checked by the schema from the first time on, and never by the command line', async () => {
    const asked: string[] = [];
    const here = await worldOf(config, {
      schema: {
        use: async () => {
          asked.push('schema');
          return ok(undefined);
        },
      },
      cli: {
        validate: async () => {
          asked.push('command line');
          return ok({ accepted: true, issues: [] });
        },
      },
    });
    await here.run(here.editor.checkText(main, `${config}// typed`));
    expect(asked).toEqual(['schema']);
  });

  test('half a character is refused: it could not be written', async () => {
    const here = await worldOf();
    const text = config.replace('One', '\uD83D');
    expect(await here.run(here.editor.review([{ edit: 'replace-text', file: main, text }]))).toMatchObject({
      ok: false,
      failure: { code: 'config-not-utf8' },
    });
  });
});

describe('what Pilotlight saves by itself', () => {
  test('goes the same way', async () => {
    const here = await worldOf();
    const outcome = await here.run(here.editor.saveEdits([swap]));
    expect(outcome).toEqual({ ok: true, value: { versionId: here.editor.versions(null)[0]?.versionId } });
    expect(here.text()).toBe(swapped);
  });

  test('is not forced through when somebody changes the file at that moment', async () => {
    const here = await worldOf();
    here.files.beforeWrite = (file) => {
      if (file !== main) return;
      here.files.beforeWrite = null;
      here.files.editedOutside(main, config.replace('my', 'their'));
    };
    expect(await here.run(here.editor.saveEdits([swap]))).toMatchObject({
      ok: false,
      failure: { code: 'config-changed-meanwhile' },
    });
    expect(here.text()).toBe(config.replace('my', 'their'));
  });
});

describe('the gateway after a save', () => {
  const ready = { is: 'ready' as const, since: 0 };
  const starting = { is: 'starting' as const, since: 0 };
  const gone = { is: 'stopped' as const, since: 0, failure: fail('connection-refused', '').failure };
  const port = config.replace('mode: "local"', 'mode: "local", port: 1234');

  test.each([
    ['reloaded', [swap], ready, [ready]],
    ['not-running', [swap], gone, []],
    ['not-ready', [swap], ready, [gone]],
    ['restarted', [swap], ready, [gone, starting, ready]],
    ['restarted', [{ edit: 'replace-text', file: main, text: port }], ready, [ready, gone, starting, ready]],
    ['no-reaction', [{ edit: 'replace-text', file: main, text: port }], ready, [ready]],
    ['not-ready', [{ edit: 'replace-text', file: main, text: port }], ready, [gone]],
    ['no-reaction', [{ edit: 'replace-text', file: main, text: `${config}// a comment` }], ready, [ready]],
  ] as const)('is seen as %s', async (seen, edits, before, toCome) => {
    const here = await worldOf(config, { cli: {} });
    here.world.health = before;
    here.world.healthToCome = [...toCome];
    const { reviewId } = await here.review([...edits]);
    expect(saved(await here.save(reviewId)).gateway).toBe(seen);
  });

  test('is not said to have taken over what nobody could ask its command line about', async () => {
    const warns = { validate: async () => ok({ accepted: false, issues: [] }) };
    for (const cli of [null, warns]) {
      const here = await worldOf(config, { cli });
      here.world.health = ready;
      here.world.healthToCome = [ready];
      const { reviewId } = await here.review([swap]);
      expect(saved(await here.save(reviewId)).gateway).toBe('still-ready');
    }
  });

  test('that was not looked at yet is looked at first', async () => {
    const here = await worldOf(config, { cli: {} });
    here.world.health = { is: 'unknown' };
    here.world.healthToCome = [ready];
    const { reviewId } = await here.review([swap]);
    expect(saved(await here.save(reviewId)).gateway).toBe('reloaded');
  });

  test('does not hold up the next save while it restarts', async () => {
    const here = await worldOf();
    here.world.health = ready;
    here.world.healthToCome = [gone];
    const slow = await here.review([{ edit: 'replace-text', file: main, text: port }]);
    const first = here.editor.save(slow.reviewId);
    const settled = { first: false };
    void first.then(() => {
      settled.first = true;
    });
    await here.run(new Promise<void>((resolve) => here.clock.schedule(1_000, resolve)));
    const second = await here.review([swap]);
    const writing = here.editor.save(second.reviewId);
    await here.run(new Promise<void>((resolve) => here.clock.schedule(1_000, resolve)));
    expect(settled.first).toBe(false);
    expect(here.text()).toBe(port.replace('"b/two", "b/three"', '"b/three", "b/two"'));
    await here.run(Promise.all([first, writing]));
  });
});
