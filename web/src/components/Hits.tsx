import { useMemo, useState } from 'react';
import {
  Button,
  type SortDescriptor,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components';
import type { Columns, Pair } from '../comparison.ts';
import { type HitOrder, type IndexedHit, orderedHits } from '../hitOrder.ts';
import type { HitsState } from '../hooks/useHits.ts';
import { useLanguage } from '../language.tsx';
import { HitTable } from './HitTable.tsx';

/** Rows on one page of the table: enough to scan, few enough to stay quick. */
const ROWS = 25;
const BANDS = ['all', 'strong', 'possible'] as const;
type Choice = (typeof BANDS)[number];

interface Props {
  readonly state: HitsState;
  readonly columns: Columns;
  /** The day of the lists that were asked; null for today's. */
  readonly asOf: string | null;
  readonly onOpen: (pair: Pair) => void;
}

/** The hits of a file: filtered by band, sorted, a page at a time. */
export function Hits({ state, columns, asOf, onOpen }: Props) {
  const { t, collator } = useLanguage();
  const [band, setBand] = useState<Choice>('all');
  const [order, setOrder] = useState<HitOrder>({ column: 'score', direction: 'descending' });
  const [page, setPage] = useState(0);
  const rows = useMemo(
    () => orderedHits(state.hits, band, order, collator),
    [state.hits, band, order, collator],
  );
  if (state.hits.length === 0) {
    return state.busy ? <p className="quiet">{t('hits.loading')}</p> : null;
  }
  const chooseBand = (next: Choice): void => {
    setBand(next);
    setPage(0);
  };
  const chooseOrder = (next: SortDescriptor): void => {
    setOrder(next as HitOrder);
    setPage(0);
  };
  const pages = Math.max(1, Math.ceil(rows.length / ROWS));
  const at = Math.min(page, pages - 1);
  return (
    <div className="hits">
      <div className="hits-tools">
        <BandFilter band={band} hits={state} onChange={chooseBand} />
        {state.total > state.hits.length && !state.busy && (
          <span className="quiet">
            {t('hits.first', { shown: state.hits.length, total: state.total })}
          </span>
        )}
      </div>
      <HitTable
        rows={rows.slice(at * ROWS, (at + 1) * ROWS)}
        columns={columns}
        order={order}
        onOrder={chooseOrder}
        onOpen={(hit) => onOpen(pairOf(hit, columns, asOf))}
      />
      {pages > 1 && <Pager page={at} pages={pages} rows={rows.length} onPage={setPage} />}
      <p className="caveat quiet">{t('caveat.name')}</p>
    </div>
  );
}

interface FilterProps {
  readonly band: Choice;
  readonly hits: HitsState;
  readonly onChange: (band: Choice) => void;
}

function BandFilter({ band, hits, onChange }: FilterProps) {
  const { t, number } = useLanguage();
  const counted = (choice: Choice): number =>
    choice === 'all' ? hits.hits.length : hits.hits.filter((hit) => hit.band === choice).length;
  return (
    <ToggleButtonGroup
      className="segmented"
      aria-label={t('hits.filter')}
      selectedKeys={[band]}
      disallowEmptySelection
      onSelectionChange={(keys) => {
        for (const key of keys) onChange(key as Choice);
      }}
    >
      {BANDS.map((choice) => (
        <ToggleButton key={choice} id={choice}>
          {choice === 'all' ? t('hits.all') : t(`band.short.${choice}`)}{' '}
          <span className="count">{number(counted(choice))}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

interface PagerProps {
  readonly page: number;
  readonly pages: number;
  readonly rows: number;
  readonly onPage: (page: number) => void;
}

function Pager({ page, pages, rows, onPage }: PagerProps) {
  const { t } = useLanguage();
  const from = page * ROWS + 1;
  return (
    <nav className="pager" aria-label={t('pager.label')}>
      <Button className="button" isDisabled={page === 0} onPress={() => onPage(page - 1)}>
        {t('pager.before')}
      </Button>
      <span>{t('pager.range', { from, to: Math.min(from + ROWS - 1, rows), total: rows })}</span>
      <Button className="button" isDisabled={page === pages - 1} onPress={() => onPage(page + 1)}>
        {t('pager.after')}
      </Button>
    </nav>
  );
}

function pairOf({ hit }: IndexedHit, columns: Columns, asOf: string | null): Pair {
  const { record, query, entity, caption, score, band, explanation } = hit;
  const pair = { record, query, columns, entity, caption, score, band, evidence: explanation };
  return asOf === null ? pair : { ...pair, asOf };
}
