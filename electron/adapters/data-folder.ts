import path from 'node:path';

/** Where the app keeps its own files: the same place for both hosts, so that settings are shared. */
export function dataFolder(environment: NodeJS.ProcessEnv, platform: string, home: string): string {
  if (environment.PILOTLIGHT_DATA !== undefined && environment.PILOTLIGHT_DATA !== '') {
    return path.resolve(environment.PILOTLIGHT_DATA);
  }
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Pilotlight');
  if (platform === 'win32')
    return path.join(environment.APPDATA ?? path.join(home, 'AppData', 'Roaming'), 'Pilotlight');
  return path.join(environment.XDG_CONFIG_HOME ?? path.join(home, '.config'), 'pilotlight');
}
