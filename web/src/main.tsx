import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { LanguageProvider } from './language.tsx';
import { applyStoredTheme } from './theme.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/layout.css';
import './styles/account.css';
import './styles/search.css';
import './styles/file.css';
import './styles/comparison.css';
import './styles/party.css';
import './styles/motion.css';

applyStoredTheme();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');
createRoot(root).render(
  <LanguageProvider>
    <App />
  </LanguageProvider>,
);
