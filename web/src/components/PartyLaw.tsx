import { type Speaker, useLanguage } from '../language.tsx';
import { useListTitle } from '../lists.ts';
import type { PartyLaw as Law, LawBasis, LawClock, LawEffect } from '../partyWire.ts';

/** What the law asks of whoever asks, the strictest first; effects, not a flag. */
export function PartyLaw({ law }: { readonly law: Law }) {
  const { t, language, date } = useLanguage();
  const actor = law.words.actor[language];
  return (
    <section className="card" aria-labelledby="party-law">
      <h3 id="party-law">{t('party.law.title', { actor, date: date(law.date) })}</h3>
      {law.knownAt !== null && (
        <p className="quiet">{t('party.law.known', { date: date(law.knownAt) })}</p>
      )}
      <Acts law={law} />
      {law.effects.length === 0 && <p className="nothing">{t('party.law.none')}</p>}
      <ul className="effects">
        {law.effects.map((effect) => (
          <li key={`${effect.id} ${effect.programme} ${effect.basis.order ?? ''}`}>
            <Effect effect={effect} law={law} />
          </li>
        ))}
      </ul>
      <Rest law={law} />
      <p className="notice">
        {law.words.union[language]} {law.notice[language]}
      </p>
    </section>
  );
}

const word = (words: Law['words']['acts'], key: string, { language }: Speaker): string =>
  words[key]?.[language] ?? key;

/** The acts at a glance, the strictest first; each is told below. */
function Acts({ law }: { readonly law: Law }) {
  const speaker = useLanguage();
  const acts = [...new Set(law.effects.map(({ act }) => act))];
  if (acts.length === 0) return null;
  return (
    <ul className="acts">
      {acts.map((act) => (
        <li key={act} className={`act-${act}`}>
          <span className="act">{word(law.words.acts, act, speaker)}</span>
        </li>
      ))}
    </ul>
  );
}

function Effect({ effect, law }: { readonly effect: LawEffect; readonly law: Law }) {
  const speaker = useLanguage();
  const title = useListTitle();
  const { t, language } = speaker;
  const { words } = law;
  return (
    <article className={`effect act-${effect.act}`}>
      <h4>
        <span className="act">{word(words.acts, effect.act, speaker)}</span>{' '}
        {word(words.programmes, effect.programme, speaker)}
      </h4>
      <p className="standing">
        {word(words.certainties, effect.standing, speaker)}
        <Verified level={effect.verified} law={law} />
      </p>
      <p>{effect.text[language]}</p>
      <dl>
        <Said name={t('party.law.do')} texts={effect.duties.map((duty) => duty[language])} />
        <Said name={t('party.law.factors')} texts={effect.factors.map((one) => one[language])} />
        <Said name={t('party.law.why')} texts={[basisText(effect.basis, law, speaker, title)]} />
        <Said
          name={t('party.law.reaches')}
          texts={effect.reach.map((reach) => word(words.reaches, reach, speaker))}
        />
      </dl>
      {effect.clocks.length > 0 && (
        <details>
          <summary>{speaker.count('party.law.clocks', effect.clocks.length)}</summary>
          <ul className="citations">
            {effect.clocks.map((clock) => (
              <li key={clock.id}>{clockText(clock, speaker)}</li>
            ))}
          </ul>
        </details>
      )}
      <details>
        <summary>{t('party.law.citations')}</summary>
        <p>
          {t('party.law.verified')}: {word(words.verified, effect.verified, speaker)}
        </p>
        <ul className="citations">
          {effect.citations.map((id) => (
            <Citation key={id} id={id} law={law} />
          ))}
        </ul>
      </details>
    </article>
  );
}

/** How far a fact was verified, in a word that cannot be overlooked where it was not. */
function Verified({ level, law }: { readonly level: string; readonly law: Law }) {
  const speaker = useLanguage();
  return (
    <span className={`verified verified-${level}`}>
      {speaker.t('party.law.verified')}: {word(law.words.verifiedShort, level, speaker)}
    </span>
  );
}

function Citation({ id, law }: { readonly id: string; readonly law: Law }) {
  const citation = law.citations[id];
  if (citation === undefined) return <li>{id}</li>;
  return (
    <li>
      {citation.cite}
      {citation.title !== citation.cite && <> · {citation.title}</>}{' '}
      <Verified level={citation.verified} law={law} />
    </li>
  );
}

function Said({ name, texts }: { readonly name: string; readonly texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <div>
      <dt>{name}</dt>
      {texts.map((text) => (
        <dd key={text}>{text}</dd>
      ))}
    </div>
  );
}

function clockText({ name, starts, ifOnThatDay }: LawClock, { t, language, date }: Speaker) {
  const due = date(ifOnThatDay.due);
  return t('party.law.due', { name: name[language], starts: starts[language], due });
}

/** Why: since when, and who says so. */
function basisText(
  { order, programme, times, sources, notes }: LawBasis,
  law: Law,
  all: Speaker,
  title: (dataset: string) => string,
) {
  const { t, date, language } = all;
  const { from, seen, announcedFrom, known } = times;
  const who = sources.map(({ dataset, reference }) =>
    [title(dataset), reference].filter(Boolean).join(': '),
  );
  const parts = [
    order ?? word(law.words.programmes, programme, all),
    ...(from === undefined ? [] : [t('party.law.since', { date: date(from) })]),
    ...(from === undefined && seen !== undefined
      ? [t('party.law.seen', { date: date(seen) })]
      : []),
    ...(from === undefined && announcedFrom !== undefined
      ? [t('party.law.announced', { date: date(announcedFrom) })]
      : []),
    t('party.law.learnt', { date: date(known) }),
    ...(who.length === 0 ? [] : [who.join('; ')]),
  ];
  return [parts.join(' · '), ...notes.map((note) => note[language])].join('. ');
}

/** What binds others, what is not in force, what was not known, licences. */
function Rest({ law }: { readonly law: Law }) {
  const speaker = useLanguage();
  const title = useListTitle();
  const { t, language } = speaker;
  const { words } = law;
  return (
    <dl className="law-rest">
      <Said
        name={t('party.law.others')}
        texts={law.others.map(({ act, programme, binds }) => {
          const whom = binds.map((one) => one[language]).join(', ');
          const name = word(words.programmes, programme, speaker);
          return `${word(words.acts, act, speaker)}: ${name} (${whom})`;
        })}
      />
      <Said
        name={t('party.law.notInForce')}
        texts={law.notInForce.map((basis) => {
          const standing = word(words.certainties, basis.standing, speaker);
          return `${basisText(basis, law, speaker, title)} · ${standing}`;
        })}
      />
      <Said name={t('party.law.later')} texts={law.knownLater} />
      <Said
        name={t('party.law.excluded')}
        texts={law.excluded.map(({ order, as }) => `${as} · ${order}`)}
      />
      <Said
        name={t('party.law.licences')}
        texts={law.licences.map(({ name, permits, conditions, verified }) => {
          const said = conditions.map((one) => one[language]).join('; ');
          const sure = word(words.verifiedShort, verified, speaker);
          return `${name[language]}: ${permits[language]} (${said}) [${sure}]`;
        })}
      />
    </dl>
  );
}
