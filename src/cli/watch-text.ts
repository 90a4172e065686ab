import type { Language, WatchEvent } from '../screening/index.ts';

type Kind = 'list' | 'nothing-new' | 'screened' | 'delivered' | 'refused';
type Told = Extract<WatchEvent, { kind: Kind }>;
type Summary = Extract<WatchEvent, { kind: 'screened' }>['summary'];

/** An event as a person reads it; errors speak for themselves. */
export function describeEvent(event: Told, lang: Language): string {
  const es = lang === 'es';
  switch (event.kind) {
    case 'list': {
      const { name, version } = event.result.manifest;
      return es
        ? `${name}: la versión ${version} está activa.`
        : `${name}: version ${version} is active.`;
    }
    case 'nothing-new':
      return es
        ? 'Ni las listas ni los clientes cambiaron.'
        : 'Neither lists nor customers changed.';
    case 'screened':
      return describeRescreening(event.summary, lang, false);
    case 'delivered':
      return es ? `Mensaje ${event.id} entregado.` : `Message ${event.id} is delivered.`;
    case 'refused': {
      const { id, found, ms } = event;
      const seconds = Math.round(ms / 1_000).toLocaleString(localeOf(lang));
      return es
        ? `Mensaje ${id} no aceptado (${found}); otro intento en ${seconds} s.`
        : `Message ${id} is not taken (${found}); another attempt in ${seconds} s.`;
    }
  }
}

/** What a re-screening found, or would find. */
export function describeRescreening(summary: Summary, lang: Language, isDry: boolean): string {
  const { customers, listings, changes, hits } = summary;
  const n = (count: number): string => count.toLocaleString(localeOf(lang));
  if (lang === 'es') {
    const dry = isDry ? ' Solo se mostró: nada cambió.' : '';
    return (
      `${n(customers)} clientes, ${n(listings)} registros de listas con cambios. Coincidencias: ` +
      `${n(changes.new)} nuevas, ${n(changes.gone)} retiradas, ` +
      `${n(changes.changed)} con cambios; ${n(hits)} en total.${dry}\n` +
      'Un nombre por sí solo nunca confirma: una persona debe revisar cada coincidencia.'
    );
  }
  const dry = isDry ? ' A dry run: nothing was changed.' : '';
  return (
    `${n(customers)} customers, ${n(listings)} listings that changed. Hits: ` +
    `${n(changes.new)} new, ${n(changes.gone)} gone, ${n(changes.changed)} changed; ` +
    `${n(hits)} in all.${dry}\n` +
    'A name alone never confirms: a person must look at every hit.'
  );
}

const localeOf = (lang: Language): string => (lang === 'es' ? 'es-MX' : 'en-US');
