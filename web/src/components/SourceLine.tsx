import { sameSource } from '../comparison.ts';
import { useLanguage } from '../language.tsx';
import { useListTitle } from '../lists.ts';
import type { SourcedValue } from '../wire.ts';

interface Props {
  readonly value: SourcedValue;
  /** A source that was said already; only what differs from it is said again. */
  readonly said?: SourcedValue | undefined;
}

/** Where a value comes from: list, record number, since when known, and the publisher's wording. */
export function SourceLine({ value, said }: Props) {
  const { t, date } = useLanguage();
  const title = useListTitle();
  const { record, knownAt, heldFrom, heldUntil, original } = value;
  const repeated = said !== undefined && sameSource(value, said);
  const parts: string[] = [];
  if (!repeated) {
    parts.push(title(value.dataset));
    if (record !== '') parts.push(t('source.record', { record }));
    if (knownAt !== '') parts.push(t('source.known', { date: date(knownAt) }));
  }
  if (heldFrom !== undefined) parts.push(t('source.held', { date: date(heldFrom) }));
  if (heldUntil !== undefined) parts.push(t('source.heldUntil', { date: date(heldUntil) }));
  if (original !== undefined && original !== value.value) {
    parts.push(t('source.original', { original }));
  }
  return parts.length === 0 ? null : <small className="source">{parts.join(' · ')}</small>;
}
