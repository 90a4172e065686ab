import { type ReconType, reconType } from './types.ts';

/** Where yente says that its ids and types are explained; clients compare it as a text. */
const SPACE = 'https://www.opensanctions.org/reference/#schema';

export interface ManifestRequest {
  readonly title: string;
  /** `http://127.0.0.1:8080`, as the client knows this server. */
  readonly origin: string;
  readonly dataset: string;
  /** With its question mark, or empty. Goes on to the services: proxies keep keys in it. */
  readonly query: string;
  readonly schemas: readonly Parameters<typeof reconType>[0][];
}

/** What a reconciliation service tells of itself, version 0.2 of the protocol. */
export function reconManifest({ title, origin, dataset, query, schemas }: ManifestRequest): object {
  const base = `${origin}/reconcile/${encodeURIComponent(dataset)}`;
  const service = (path: string) => ({ service_url: base, service_path: `${path}${query}` });
  const types: readonly ReconType[] = schemas.map(reconType);
  return {
    versions: ['0.2'],
    name: `${title} (Tamiz)`,
    identifierSpace: SPACE,
    schemaSpace: SPACE,
    // The ids may be those of lists of one's own, so that they lead to this server.
    view: { url: `${origin}/entities/{{id}}` },
    documentation: 'https://www.opensanctions.org/docs/',
    batchSize: 3,
    preview: { url: `${base}/preview?id={{id}}`, width: 430, height: 300 },
    suggest: {
      entity: service('/suggest/entity'),
      type: service('/suggest/type'),
      property: service('/suggest/property'),
    },
    extend: { propose_properties: service('/extend/property'), propose_settings: SETTINGS },
    defaultTypes: types,
  };
}

const SETTINGS = [
  {
    name: 'limit',
    label: 'Limit',
    type: 'number',
    default: 0,
    help_text: 'Most values in a row; 0 for all of them.',
    choices: [],
  },
  {
    name: 'render',
    label: 'Value rendering',
    type: 'select',
    default: 'caption',
    help_text: 'A value for people (Russia), or as it is stored (ru).',
    choices: [
      { id: 'caption', name: 'User-readable value' },
      { id: 'raw', name: 'Machine-readable value' },
    ],
  },
];
