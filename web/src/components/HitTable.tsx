import {
  Cell,
  Column,
  Row,
  type SortDescriptor,
  Table,
  TableBody,
  TableHeader,
} from 'react-aria-components';
import { type Columns, recordName } from '../comparison.ts';
import type { HitOrder, IndexedHit } from '../hitOrder.ts';
import { useLanguage } from '../language.tsx';
import { useListTitle } from '../lists.ts';
import { BandChip } from './BandChip.tsx';
import { Score } from './Score.tsx';

interface Props {
  readonly rows: readonly IndexedHit[];
  readonly columns: Columns;
  readonly order: HitOrder;
  readonly onOrder: (order: SortDescriptor) => void;
  readonly onOpen: (hit: IndexedHit) => void;
}

/** Hits a row each; Enter or a click opens the side-by-side. */
export function HitTable({ rows, columns, order, onOrder, onOpen }: Props) {
  const { t } = useLanguage();
  const title = useListTitle();
  return (
    <Table
      className="table"
      aria-label={t('hits.label')}
      sortDescriptor={order}
      onSortChange={onOrder}
      onRowAction={(key) => {
        const found = rows.find((row) => row.id === key);
        if (found !== undefined) onOpen(found);
      }}
    >
      <TableHeader>
        <SortColumn id="record" name={t('column.record')} isRowHeader />
        <SortColumn id="caption" name={t('column.listing')} />
        <SortColumn id="band" name={t('column.band')} />
        <SortColumn id="score" name={t('score')} />
      </TableHeader>
      <TableBody items={rows}>
        {({ id, hit }) => (
          <Row id={id} textValue={`${hit.record} ${hit.caption}`}>
            <Cell>
              <span className="cell-main">{recordName(hit.query, columns) ?? hit.record}</span>
              <span className="cell-more">{hit.record}</span>
            </Cell>
            <Cell>
              <span className="cell-main">{hit.caption}</span>
              <span className="cell-more">{title(hit.dataset)}</span>
            </Cell>
            <Cell>
              <BandChip short band={hit.band} />
            </Cell>
            <Cell className="number">
              <Score value={hit.score} />
            </Cell>
          </Row>
        )}
      </TableBody>
    </Table>
  );
}

interface SortColumnProps {
  readonly id: string;
  readonly name: string;
  readonly isRowHeader?: boolean;
}

function SortColumn({ id, name, isRowHeader = false }: SortColumnProps) {
  return (
    <Column id={id} allowsSorting isRowHeader={isRowHeader}>
      {({ sortDirection }) => (
        <>
          {name}
          <span className="sort" aria-hidden="true">
            {sortDirection === 'ascending' ? '▲' : sortDirection === 'descending' ? '▼' : ''}
          </span>
        </>
      )}
    </Column>
  );
}
