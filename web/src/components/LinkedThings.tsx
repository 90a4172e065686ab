import { displayValue } from '../display.ts';
import { useLanguage } from '../language.tsx';
import type { Linked, SourcedValue } from '../wire.ts';
import { SourceLine } from './SourceLine.tsx';

/** What a link says about itself, most telling first; the rest is names and ids. */
const TOLD = [
  'authority',
  'program',
  'programId',
  'provisions',
  'reason',
  'listingDate',
  'startDate',
  'endDate',
  'status',
  'role',
  'percentage',
  'full',
  'publicKey',
  'currency',
  'number',
  'country',
];

interface Props {
  readonly linked: readonly Linked[];
  readonly said: SourcedValue | undefined;
}

/** Sanctions, owners, wallets, addresses: what else the lists connect with a listing. */
export function LinkedThings({ linked, said }: Props) {
  const { t, label } = useLanguage();
  if (linked.length === 0) return null;
  return (
    <>
      <h3 className="linked-title">{t('compare.linked')}</h3>
      <dl>
        {linked.map((link) => (
          <div key={`${link.property} ${link.id}`}>
            <dt>{label(`schema.${link.entity?.schema}`, link.entity?.schema ?? link.property)}</dt>
            <dd dir="auto">
              <LinkText link={link} />
              <LinkSource link={link} said={said} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function LinkText({ link }: { readonly link: Linked }) {
  const speaker = useLanguage();
  const { entity } = link;
  if (entity === undefined) return <code>{link.id}</code>;
  const told = TOLD.flatMap((property) =>
    (entity.properties[property] ?? []).map((value) => displayValue(property, value, speaker)),
  );
  const far = (link.far ?? []).map((side) => side.entity?.caption ?? side.id);
  const named = entity.properties['name'] === undefined ? [] : [entity.caption];
  const words = [...new Set([...far, ...named, ...told])];
  return words.length === 0 ? <code>{link.id}</code> : words.join(' · ');
}

/** The source of the link's first value stands for it: a link comes from one record. */
function LinkSource({ link, said }: { readonly link: Linked; readonly said: Props['said'] }) {
  const first = Object.values(link.sources ?? {}).flat()[0];
  return first === undefined ? null : <SourceLine value={first} said={said} />;
}
