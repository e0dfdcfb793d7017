import { describe, expect, it } from 'vitest';
import { createConfigSchema, type SchemaEngine } from '../../../../electron/core/gateway/config-schema.ts';
import { fail, ok } from '../../../../shared/result.ts';
import { createMemoryFiles } from '../../../fakes/memory-files.ts';
import { createRecordingLog } from '../../../fakes/recording-log.ts';

const schemaText = '{"properties":{}}';

function setUp(initial: Record<string, string> = {}) {
  const files = createMemoryFiles(initial);
  const log = createRecordingLog();
  const loaded: string[] = [];
  const engine: SchemaEngine = {
    async load(text) {
      if (text === 'broken') return fail('cli-failed', 'The schema is not JSON.');
      loaded.push(text);
      return ok(undefined);
    },
    check: async () => ok({ issues: [], unchecked: [] }),
    describe: async () => ok(null),
    close: async () => undefined,
  };
  let asked = 0;
  const cli = (version: string) => ({
    version,
    schemaText: async () => {
      asked += 1;
      return ok(schemaText);
    },
  });
  const schema = createConfigSchema({ engine, files, folder: '/data', log });
  return { files, log, loaded, schema, cli, asked: () => asked };
}

describe('the schema of the installed gateway', () => {
  it('is asked once for a version, however many want it, and kept on disk', async () => {
    const { schema, cli, files, asked, loaded } = setUp();
    await Promise.all([schema.use(cli('2026.9.6')), schema.use(cli('2026.9.6'))]);
    await schema.use(cli('2026.9.6'));
    expect(asked()).toBe(1);
    expect(loaded).toEqual([schemaText]);
    expect(files.text('/data/gateway-schema-2026.9.6.json')).toBe(schemaText);
  });

  it('comes from the disk the next time', async () => {
    const { schema, cli, asked } = setUp({ '/data/gateway-schema-2026.9.6.json': schemaText });
    expect(await schema.use(cli('2026.9.6'))).toEqual(ok(undefined));
    expect(asked()).toBe(0);
  });

  it('is asked again for another version, and the old one is removed', async () => {
    const { schema, cli, files, asked } = setUp({
      '/data/gateway-schema-2026.9.5.json': schemaText,
      '/data/mine.json': '',
    });
    await schema.use(cli('2026.9.6'));
    expect(asked()).toBe(1);
    expect(await files.list('/data')).toEqual(ok(['mine.json', 'gateway-schema-2026.9.6.json']));
  });

  it('is asked again when the kept one is broken', async () => {
    const { schema, cli, asked, log } = setUp({ '/data/gateway-schema-2026.9.6.json': 'broken' });
    expect(await schema.use(cli('2026.9.6'))).toEqual(ok(undefined));
    expect(asked()).toBe(1);
    expect(log.lines).toMatchObject([{ level: 'warn' }]);
  });

  it('is used even where it cannot be kept', async () => {
    const { schema, cli, files, loaded } = setUp();
    files.writesFail('config-write-failed');
    expect(await schema.use(cli('2026.9.6'))).toEqual(ok(undefined));
    expect(loaded).toEqual([schemaText]);
  });

  it('is tried again after a failure', async () => {
    const { schema, cli } = setUp();
    const failing = { version: '2026.9.6', schemaText: async () => fail('timed-out', 'too slow') };
    expect(await schema.use(failing)).toMatchObject({ ok: false, failure: { code: 'timed-out' } });
    expect(await schema.check({})).toMatchObject({ ok: false, failure: { code: 'cli-missing' } });
    expect(await schema.use(cli('2026.9.6'))).toEqual(ok(undefined));
    expect(await schema.check({})).toEqual(ok({ issues: [], unchecked: [] }));
  });

  it('lets a check wait for a schema that is on its way', async () => {
    const { schema, cli } = setUp();
    const loading = schema.use(cli('2026.9.6'));
    expect(await schema.check({})).toMatchObject({ ok: true });
    await loading;
  });
});
