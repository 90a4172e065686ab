import type { ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useLanguage } from '../language.tsx';
import type { Language } from '../messages/index.ts';
import { SieveMark } from './SieveMark.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';

/** The mark, language and theme; what belongs to whoever is signed in comes below. */
export function Header({ children }: { readonly children: ReactNode }) {
  const { t, language, setLanguage } = useLanguage();
  return (
    <header className="header">
      <div className="header-inner">
        <h1 className="brand">
          <SieveMark />
          <span>Tamiz</span>
          <span className="brand-line">{t('header.subtitle')}</span>
        </h1>
        <div className="header-tools">
          <ToggleButtonGroup
            className="segmented"
            aria-label={t('header.language')}
            selectedKeys={[language]}
            disallowEmptySelection
            onSelectionChange={(keys) => {
              for (const key of keys) setLanguage(key as Language);
            }}
          >
            <ToggleButton id="en" aria-label="English">
              EN
            </ToggleButton>
            <ToggleButton id="es" aria-label="Español">
              ES
            </ToggleButton>
          </ToggleButtonGroup>
          <ThemeSwitch />
        </div>
      </div>
      {children}
    </header>
  );
}
