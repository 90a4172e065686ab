import type { Read } from '../read.ts';
import type { PropertyRecord } from '../wire.ts';
import { type Telling, useTelling } from './kind.ts';
import { Subject } from './Subject.tsx';

type Pending = PropertyRecord['pending'][number];
type Entry = Omit<Pending, 'text'> & { readonly text?: string | null };

/** What an entry does, in a line: its type, the amount to the smallest unit, the day. */
export function entryInWords({ id, type, amount, currency, day }: Entry, say: Telling): string {
  const { property, term, t, date } = say;
  const named = type === 'reverse' ? t('ledger.reverse') : term(property.entries, type);
  return `${named}: ${amount} ${currency}, ${date(day)} (${id})`;
}

/** What is where, entry by entry: nothing is ever changed, what was wrong is reversed. */
export function Ledger({ read: { record } }: { readonly read: Read<PropertyRecord> }) {
  const { t } = useTelling();
  return (
    <>
      <Subject record={record} />
      <section className="card" aria-labelledby="ledger-what">
        <h3 id="ledger-what">{t('block.description')}</h3>
        <p className="written" dir="auto">
          {record.description ?? t('case.erased')}
        </p>
        <p className="quiet">
          {[
            t(`block.regime.${record.regime === 'us' ? 'us' : 'other'}`),
            ...(record.entity === null ? [] : [`${record.dataset ?? ''} ${record.entity}`.trim()]),
            ...record.programmes,
          ].join(' · ')}
        </p>
      </section>
      <Balances record={record} />
      <Waiting record={record} />
      <Entries record={record} />
    </>
  );
}

/** Accounts as people read them: first what is still here. */
const ACCOUNTS = [
  'held',
  'licensed',
  'rejected',
  'released',
  'transferred',
  'charged',
  'spent',
] as const;

function Balances({ record }: { readonly record: PropertyRecord }) {
  const { t } = useTelling();
  const currencies = Object.keys(record.balances);
  const used = ACCOUNTS.filter((account) =>
    currencies.some((currency) => record.balances[currency]?.[account] !== undefined),
  );
  return (
    <section className="card" aria-labelledby="ledger-balances">
      <h3 id="ledger-balances">{t('ledger.balances')}</h3>
      {currencies.length === 0 && <p className="quiet">{t('ledger.none')}</p>}
      {currencies.length > 0 && (
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{t('ledger.account')}</th>
              {currencies.map((currency) => (
                <th key={currency} scope="col" className="amount">
                  {currency}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {used.map((account) => (
              <tr key={account}>
                <th scope="row">{t(`ledger.${account}`)}</th>
                {currencies.map((currency) => (
                  <td key={currency} className="amount">
                    {record.balances[currency]?.[account] ?? ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** Entries that count only once a second person agreed. */
function Waiting({ record: { pending } }: { readonly record: PropertyRecord }) {
  const say = useTelling();
  const { t, person, moment } = say;
  if (pending.length === 0) return null;
  return (
    <section className="card" aria-labelledby="ledger-pending">
      <h3 id="ledger-pending">{t('ledger.waiting')}</h3>
      <ul className="rows">
        {pending.map((entry) => (
          <li key={entry.id}>
            <p>
              <strong>{entryInWords(entry, say)}</strong>{' '}
              <span className="state">{t('proposals.open')}</span>
            </p>
            <p className="quiet">
              {t('ledger.proposedBy', { by: person(entry.by), at: moment(entry.at) })}
              {entry.licence !== undefined && ` · ${t('ledger.under', { licence: entry.licence })}`}
            </p>
            {entry.text !== null && <blockquote dir="auto">{entry.text}</blockquote>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Every entry, as it was recorded, and those that nobody agreed to. */
function Entries({ record: { entries, refused } }: { readonly record: PropertyRecord }) {
  const { t } = useTelling();
  if (entries.length + refused.length === 0) return null;
  return (
    <section className="card" aria-labelledby="ledger-entries">
      <h3 id="ledger-entries">{t('ledger.entries')}</h3>
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{t('ledger.day')}</th>
            <th scope="col">{t('ledger.type')}</th>
            <th scope="col" className="amount">
              {t('ledger.amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.id} entry={entry} second={entry.approvedBy} />
          ))}
          {refused.map((entry) => (
            <EntryRow key={entry.id} entry={entry} refusedBy={entry.refusedBy} />
          ))}
        </tbody>
      </table>
      <p className="quiet">{t('ledger.note')}</p>
    </section>
  );
}

interface RowProps {
  readonly entry: Entry;
  /** The second person who agreed. */
  readonly second?: string | null;
  readonly refusedBy?: string;
}

function EntryRow({ entry, second = null, refusedBy }: RowProps) {
  const { t, date, property, term, person } = useTelling();
  const { id, type, amount, currency, day, by, of, licence, text } = entry;
  const who = [
    t('ledger.by', { by: person(by) }),
    ...(second === null ? [] : [t('documents.approvedBy', { by: person(second) })]),
    ...(refusedBy === undefined ? [] : [t('ledger.refusedBy', { by: person(refusedBy) })]),
    ...(licence === undefined ? [] : [t('ledger.under', { licence })]),
  ];
  return (
    <tr className={refusedBy === undefined ? '' : 'refused'}>
      <td className="day">{date(day)}</td>
      <td>
        {type === 'reverse'
          ? t('ledger.reverse.of', { id: of ?? '' })
          : term(property.entries, type)}{' '}
        <code>{id}</code>
        <p className="quiet">{who.join(' · ')}</p>
        {text != null && <p dir="auto">{text}</p>}
      </td>
      <td className="amount">
        {amount} {currency}
      </td>
    </tr>
  );
}
