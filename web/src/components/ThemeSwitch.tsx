import { Button } from 'react-aria-components';
import { useLanguage } from '../language.tsx';
import { useTheme } from '../theme.ts';

export function ThemeSwitch() {
  const { t } = useLanguage();
  const [theme, choose] = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <Button
      className="icon-button"
      aria-label={t(`theme.to.${other}`)}
      onPress={() => choose(other)}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        {other === 'dark' ? (
          <path d="M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z" />
        ) : (
          <>
            <circle cx="12" cy="12" r="4.5" />
            <path d="M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2" />
          </>
        )}
      </svg>
    </Button>
  );
}
