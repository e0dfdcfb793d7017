import { EventEmitter } from 'node:events';
import { host, tellHost } from './host.ts';
import { refuseUnknownOfClass } from './refuse-unknown.ts';

type Source = 'system' | 'light' | 'dark';
const state = { systemIsDark: false, source: 'system' as Source };

function isDark(): boolean {
  return state.source === 'system' ? state.systemIsDark : state.source === 'dark';
}

function change(apply: () => void): void {
  const before = isDark();
  apply();
  if (isDark() !== before) tellHost(host.call('setDark', { dark: isDark() }));
  nativeTheme.emit('updated');
}

export class NativeTheme extends EventEmitter {
  get themeSource(): Source {
    return state.source;
  }

  set themeSource(source: Source) {
    if (source === state.source) return;
    change(() => {
      state.source = source;
    });
  }

  get shouldUseDarkColors(): boolean {
    return isDark();
  }

  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return state.systemIsDark;
  }

  get shouldUseHighContrastColors(): boolean {
    return false;
  }

  get shouldUseInvertedColorScheme(): boolean {
    return false;
  }

  get inForcedColorsMode(): boolean {
    return false;
  }

  get prefersReducedTransparency(): boolean {
    return false;
  }
}

refuseUnknownOfClass('nativeTheme', NativeTheme);
export const nativeTheme = new NativeTheme();

export const themeVerbs = {
  'theme.set': ({ dark }: { dark: boolean }) => {
    if (dark === state.systemIsDark) return;
    change(() => {
      state.systemIsDark = dark;
    });
  },
  'theme.view': () => ({ source: state.source, dark: isDark() }),
};
