import { variablesIn } from './key-view.ts';

/** Which keys, variables, flags and values of a config are secrets, by their names and by their look. */

const secretWords =
  'api[-_]?key|token|secret|passw(?:or)?d|passphrase|authorization|credential|private[-_]?key|cookie|webhook[-_]?url|access[-_]?key|session[-_]?key|signing[-_]?key|encryption[-_]?key|master[-_]?key';
const secretKey = new RegExp(`(?:${secretWords})s?$`, 'i');
/** Names of variables, as people write them. */
const secretVariable =
  /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*_(KEY|TOKEN|SECRET|PASS|PASSWORD|PWD|AUTH|PAT|DSN)(_[A-Z0-9]+)?$/;
/** Numbers and limits that only sound like secrets. */
const notSecretKey = /^(max|context|total|input|output|reserve|keepRecent|soft|hard|min)?.*tokens$/i;

export const secretWordsPattern = secretWords;

export function isSecretName(name: string): boolean {
  return (secretKey.test(name) && !notSecretKey.test(name)) || secretVariable.test(name);
}

export function onlyVariables(value: string): boolean {
  return variablesIn(value).length > 0 && /^(\$\{[A-Z_][A-Z0-9_]*\}|Bearer |\s)*$/.test(value);
}

/** Every value of a map of variables may be a secret, whatever its name; these are what such maps hold besides. */
export function isHarmlessVariable(value: string): boolean {
  return harmless.test(value);
}
const harmless =
  /^(?:[-+]?\d{1,6}(?:\.\d{1,6})?|true|false|yes|no|on|off|none|auto|(?:~|\.{1,2})?(?:\/[\w.@ -]{1,60}){1,20}\/?|[A-Za-z]:\\[^"']{0,200}|(?:localhost|[\d.]{7,15})(?::\d{1,5})?|https?:\/\/[\w.-]{1,100}(?::\d{1,5})?(?:\/(?:v1|api)?)?)$/i;
