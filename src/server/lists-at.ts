import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { problem } from '../base/index.ts';
import { parseIsoDate } from '../entity/index.ts';
import type { Catalog } from '../lists/index.ts';
import type { Screener } from '../screening/index.ts';
import { Datasets } from './datasets.ts';
import type { ServerOptions } from './options.ts';

/** The parameter with which a request asks for the lists as they stood. */
export const asOfParameter = Type.Optional(
  Type.String({
    pattern: '^\\d{4}-\\d{2}-\\d{2}$',
    description: 'The lists as they stood at the end of this day; today without it.',
  }),
);

/** The lists that a request is answered from. Every answer says which versions these are. */
export class ListsAt {
  readonly #options: ServerOptions;
  readonly #datasets = new WeakMap<Screener['engine'], Datasets>();

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  /**
   * The lists of a day, or today's; the answer's head gets their versions.
   * @throws LIST_NOT_KEPT, USAGE_OPTION for a day that does not exist
   */
  async screener(reply: FastifyReply, asOf: string | undefined): Promise<Screener> {
    const screener = await this.at(asOf);
    sayVersions(reply, screener);
    if (asOf !== undefined) reply.header('x-tamiz-as-of', asOf);
    return screener;
  }

  /** The same for what is no answer yet. */
  async at(asOf: string | undefined): Promise<Screener> {
    if (asOf === undefined) return this.#options.screener();
    if (parseIsoDate(asOf) === undefined) {
      const expected = 'a day that exists, such as 2026-04-21';
      throw problem('USAGE_OPTION', { where: 'as_of', expected, found: asOf });
    }
    const { past } = this.#options;
    if (past === undefined) {
      throw problem('LIST_NOT_KEPT', { where: asOf, found: 'a server without kept versions' });
    }
    return past(asOf);
  }

  /** The same as what the names of datasets mean. Names of collections are today's. */
  async datasets(reply: FastifyReply, asOf: string | undefined): Promise<Datasets> {
    const { engine } = await this.screener(reply, asOf);
    return this.#datasetsOf(engine, this.#options.catalog?.());
  }

  /** Made anew only when the lists or the manifest change. */
  #datasetsOf(engine: Screener['engine'], catalog: Catalog | undefined): Datasets {
    const known = this.#datasets.get(engine);
    if (known !== undefined && known.catalog === catalog) return known;
    const made = new Datasets(engine, catalog);
    this.#datasets.set(engine, made);
    return made;
  }

  /** Today's, for what has no place for a day. */
  get today(): Datasets {
    return this.#datasetsOf(this.#options.screener().engine, this.#options.catalog?.());
  }
}

/** Proxies refuse heads of 8 kB and more; all official lists together take 700 characters. */
const MOST_HEADER = 4_000;

/** Says in the head of an answer which lists it is from, and how little that may be. */
export function sayVersions(reply: FastifyReply, { engine, coverage }: Screener): void {
  const versions = engine.segments.map(({ dataset, version }) => `${dataset}@${version}`);
  const said = versions.join(', ');
  const short = `${versions.length} lists: see /v1/status`;
  reply.header('x-tamiz-lists', said.length <= MOST_HEADER ? said : short);
  if (coverage.registerOnly) reply.header('x-tamiz-coverage', 'register-only');
}
