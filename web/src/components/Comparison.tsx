import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import type { Pair } from '../comparison.ts';
import { useListing } from '../hooks/useListing.ts';
import { useLanguage } from '../language.tsx';
import { partyHash } from '../route.ts';
import { mayAsk, useSession } from '../session.ts';
import { BandChip } from './BandChip.tsx';
import { EvidenceRow } from './EvidenceRow.tsx';
import { ListingDetails } from './ListingDetails.tsx';
import { OpenCase } from './OpenCase.tsx';
import { Points } from './Points.tsx';
import { ProblemCard } from './ProblemCard.tsx';
import { RecordDetails } from './RecordDetails.tsx';
import { Score } from './Score.tsx';

interface Props {
  readonly pair: Pair | null;
  readonly onClose: () => void;
}

/** Record and listing side by side, with the evidence between them. */
export function Comparison({ pair, onClose }: Props) {
  const { t } = useLanguage();
  return (
    <ModalOverlay
      className="overlay"
      isOpen={pair !== null}
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className="modal">
        <Dialog className="comparison">
          {pair !== null && (
            <>
              <Button
                className="icon-button close"
                aria-label={t('compare.close')}
                onPress={onClose}
              >
                <svg viewBox="0 0 24 24" aria-hidden="true">
                  <path d="M6 6l12 12M18 6L6 18" />
                </svg>
              </Button>
              <Side pair={pair} />
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Side({ pair }: { readonly pair: Pair }) {
  const { t, date } = useLanguage();
  const asks = mayAsk(useSession());
  const { listing, error } = useListing(asks ? pair.entity : '', pair.asOf, pair.listing);
  const sum = pair.evidence.reduce((total, piece) => total + piece.points, 0);
  return (
    <>
      <div className="compare-head">
        <Heading slot="title">{t('compare.title')}</Heading>
        <p className="compare-score">
          <BandChip band={pair.band} />
          <Score value={pair.score} />
          <span className="quiet">
            {t('compare.sum')} <Points points={sum} />
          </span>
        </p>
        {asks ? (
          <p>
            <a className="party-link" href={partyHash({ id: pair.entity, asOf: pair.asOf ?? '' })}>
              {t('party.open')}
            </a>
          </p>
        ) : (
          <p className="quiet">{t('compare.noListing')}</p>
        )}
      </div>
      <OpenCase pair={pair} schema={listing?.entity.schema} />
      <p className="notice decision">{t('caveat.decision')}</p>
      {pair.pinned !== undefined && (
        <p className="quiet">
          {t('compare.pinned', { date: date(pair.pinned.at), version: pair.pinned.version })}
        </p>
      )}
      <div className="compare-titles">
        <PartyTitle kind={t('compare.record')} name={pair.record ?? t('compare.search')} />
        <span className="compare-between quiet">{t('compare.evidence')}</span>
        <PartyTitle kind={t('compare.listing')} name={pair.caption} />
      </div>
      <ul className="evidence">
        {pair.evidence.map((piece, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: evidence never changes its order.
          <EvidenceRow key={index} evidence={piece} listing={listing} />
        ))}
      </ul>
      {error !== undefined && <ProblemCard title={t('compare.failed')} problem={error.problem} />}
      <div className="details-pair">
        <RecordDetails pair={pair} />
        {asks && <ListingDetails id={pair.entity} listing={listing} />}
      </div>
      <p className="heard">{t('caveat.heard')}</p>
    </>
  );
}

function PartyTitle({ kind, name }: { readonly kind: string; readonly name: string }) {
  return (
    <div className="party">
      <span className="quiet">{kind}</span>
      <strong>{name}</strong>
    </div>
  );
}
