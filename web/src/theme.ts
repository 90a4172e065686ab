import { useState } from 'react';

export type Theme = 'light' | 'dark';

const KEY = 'tamiz.theme';

/** What was chosen here before; absent while the system's setting is followed. */
function chosen(): Theme | undefined {
  const stored = localStorage.getItem(KEY);
  return stored === 'light' || stored === 'dark' ? stored : undefined;
}

/** Called before the first drawing, so that the page never flashes in the other theme. */
export function applyStoredTheme(): void {
  const theme = chosen();
  if (theme !== undefined) document.documentElement.dataset.theme = theme;
}

export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(
    () => chosen() ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'),
  );
  const choose = (next: Theme): void => {
    localStorage.setItem(KEY, next);
    document.documentElement.dataset.theme = next;
    setTheme(next);
  };
  return [theme, choose];
}
