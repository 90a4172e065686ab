import { type FormEvent, useState } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { enterToken, useAccess } from '../auth.ts';
import { useLanguage } from '../language.tsx';

/** Asks for the access token when the server wants one. */
export function TokenDialog() {
  const { t } = useLanguage();
  const { wanted, token } = useAccess();
  const [typed, setTyped] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.trim() !== '') enterToken(typed.trim());
  };
  return (
    <ModalOverlay className="overlay" isOpen={wanted} isKeyboardDismissDisabled>
      <Modal className="modal modal-small">
        <Dialog>
          <Heading slot="title">{t('token.title')}</Heading>
          <p>{token === null ? t('token.why') : t('token.refused')}</p>
          <form className="field" onSubmit={submit}>
            <label htmlFor="token">{t('token.label')}</label>
            <input
              id="token"
              type="password"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            <Button type="submit" className="button primary">
              {t('token.enter')}
            </Button>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
