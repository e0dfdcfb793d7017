import { describe, expect, it } from 'vitest';
import { findChromium, type Machine } from '../../../build/find-chromium.ts';

const playwrightPath = '/cache/playwright/chrome';

type Sketch = {
  platform?: NodeJS.Platform;
  isRoot?: boolean;
  files?: string[];
  commands?: string[];
  /** What running a command line does: whether it ends well, and what is there afterwards. */
  runs?: (line: string, machine: { files: Set<string>; commands: Set<string> }) => boolean;
};

function machineWith({
  platform = 'linux',
  isRoot = false,
  files = [],
  commands = [],
  runs = () => false,
}: Sketch) {
  const state = { files: new Set(files), commands: new Set(commands) };
  const ran: string[] = [];
  const machine: Machine = {
    platform,
    isRoot,
    playwrightPath: () => playwrightPath,
    exists: (path) => state.files.has(path),
    which: (command) => (state.commands.has(command) ? `/usr/bin/${command}` : null),
    run: (command, args) => {
      const line = [command, ...args].join(' ');
      ran.push(line);
      return line.endsWith('--version') ? runs(line, state) || !line.includes('stub') : runs(line, state);
    },
    say: () => {},
  };
  return { machine, ran };
}

describe('finding a Chromium', () => {
  it("takes Playwright's own before the system's and starts nothing for it", () => {
    const { machine, ran } = machineWith({ files: [playwrightPath], commands: ['chromium'] });
    expect(findChromium(machine)).toBe(playwrightPath);
    expect(ran).toEqual([]);
  });

  it('takes a Chromium or Chrome of the system before fetching one', () => {
    const { machine, ran } = machineWith({ commands: ['google-chrome'] });
    expect(findChromium(machine)).toBe('/usr/bin/google-chrome');
    expect(ran).toEqual(['/usr/bin/google-chrome --version']);
  });

  it('passes over a command that does not start', () => {
    const { machine } = machineWith({ commands: ['chromium-browser', 'google-chrome'] });
    machine.run = (command) => command === '/usr/bin/google-chrome';
    expect(findChromium(machine)).toBe('/usr/bin/google-chrome');
  });

  it('looks where macOS keeps applications', () => {
    const chrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    const { machine } = machineWith({ platform: 'darwin', files: [chrome] });
    expect(findChromium(machine)).toBe(chrome);
  });

  it('lets Playwright fetch one when there is none', () => {
    const { machine } = machineWith({
      runs: (line, { files }) =>
        line === 'npx playwright install chromium' && Boolean(files.add(playwrightPath)),
    });
    expect(findChromium(machine)).toBe(playwrightPath);
  });

  it('asks apt as root when the download is blocked', () => {
    const { machine, ran } = machineWith({
      isRoot: true,
      commands: ['apt-get'],
      runs: (line, { commands }) => line.includes('apt-get install') && Boolean(commands.add('chromium')),
    });
    expect(findChromium(machine)).toBe('/usr/bin/chromium');
    expect(ran).toEqual([
      'npx playwright install chromium',
      '/usr/bin/apt-get update',
      '/usr/bin/apt-get install -y --no-install-recommends chromium',
      '/usr/bin/chromium --version',
    ]);
  });

  it.each([
    { commands: ['apt-get'], isRoot: false, advice: '"sudo apt-get install -y chromium"' },
    { commands: ['dnf'], isRoot: true, advice: '"dnf install -y chromium"' },
    { commands: ['apk'], isRoot: false, advice: '"sudo apk add chromium"' },
    { commands: ['brew'], isRoot: false, advice: '"brew install --cask chromium"' },
    { commands: [], isRoot: false, advice: '"install Google Chrome"' },
  ])('says which command to run when nothing works: $advice', ({ commands, isRoot, advice }) => {
    const { machine } = machineWith({ commands, isRoot });
    expect(() => findChromium(machine)).toThrow(`Run "npx playwright install chromium" or ${advice}`);
  });

  it('leaves the package manager alone without the right to use it', () => {
    const { machine, ran } = machineWith({ commands: ['apt-get'] });
    expect(() => findChromium(machine)).toThrow();
    expect(ran).toEqual(['npx playwright install chromium']);
  });
});
