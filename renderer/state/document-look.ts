import { useEffect } from 'react';
import { useApp } from './store-context.ts';

/** Theme, density and platform as attributes of the page, for the tokens to follow. */
export function useDocumentLook(): void {
  const theme = useApp((state) => state.snapshot?.settings.theme ?? 'system');
  const density = useApp((state) => state.snapshot?.settings.density ?? 'comfortable');
  const host = useApp((state) => state.snapshot?.app.host ?? 'desktop');
  const platform = useApp((state) => state.snapshot?.app.platform ?? '');
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset.theme;
    else dataset.theme = theme;
    dataset.density = density;
    dataset.host = host;
    dataset.platform = platform;
  }, [theme, density, host, platform]);
}
