/** What a hostile page sends along with a command, as JSON: no command takes any of it. */

const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;

export const hostileInputs: readonly string[] = [
  '{"__proto__":{"ok":true}}',
  '{"constructor":{"prototype":{"ok":true}}}',
  '[]',
  '7',
  '"text"',
  'true',
  '{"serverId":{}}',
  `{"serverId":"${'x'.repeat(100_000)}"}`,
  '{"change":{"pollSeconds":{"visible":-1}},"url":7,"path":7,"key":[],"edits":{},"file":{}}',
  deep,
];
