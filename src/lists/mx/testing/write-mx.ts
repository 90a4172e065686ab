/** A taxpayer as a test makes it up, in SAT's own terms. */
export interface SatRow {
  readonly rfc: string;
  readonly name: string;
  readonly state: string;
  /** By step: the office letter and its day, `01/06/2018`. */
  readonly steps: Readonly<Record<string, { readonly letter: string; readonly day: string }>>;
}

const STEPS: Readonly<Record<string, readonly [string, string]>> = {
  presunción: ['de presunción', 'presuntos'],
  desvirtuado: ['de contribuyentes que desvirtuaron', 'desvirtuados'],
  definitivo: ['de definitivos', 'definitivos'],
  'sentencia favorable': ['de sentencia favorable', 'sentencia favorable'],
};

const quoted = (text: string): string =>
  /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** The listing as SAT writes it, as Windows-1252 bytes. */
export function writeSat(rows: readonly SatRow[], updated = '31 de enero de 2026'): Buffer {
  const columns = Object.values(STEPS).flatMap(([of, page]) => [
    `Número y fecha de oficio global ${of} SAT`,
    `Publicación página SAT ${page}`,
    `Número y fecha de oficio global ${of} DOF`,
    `Publicación DOF ${page}`,
  ]);
  const header = ['No.', 'RFC', 'Nombre del Contribuyente', 'Situación del contribuyente'];
  const lines = [
    [`Información actualizada al ${updated}; los listados`, ...Array(19).fill('')],
    ['Listado completo de contribuyentes (Artículo 69-B del CFF)', ...Array(19).fill('')],
    [...header, ...columns],
    ...rows.map((row, i) => [
      String(i + 1),
      row.rfc,
      row.name,
      row.state,
      ...Object.keys(STEPS).flatMap((step) => {
        const { letter = '', day = '' } = row.steps[step] ?? {};
        return [letter, day, letter, day];
      }),
    ]),
    Array(20).fill(''),
  ];
  const text = lines.map((cells) => cells.map(quoted).join(',')).join('\r\n');
  return Buffer.from(`${text}\r\n`, 'latin1');
}

/** A ruling as a test makes it up, in the publisher's own terms. */
export interface SfpRow {
  readonly name: string;
  readonly agency: string;
  readonly file: string;
  readonly ruling: string;
  /** `2014-08-19`. */
  readonly notified: string;
  readonly term: string;
  readonly amount: string;
}

/** The list in its newer layout: nothing quoted, a tab behind each comma that separates. */
export function writeSfp(rows: readonly SfpRow[]): Buffer {
  const columns =
    'PROVEEDOR O CONTRATISTA, \tDEPENDENCIA, \tNUMERO DE EXPEDIENTE, ' +
    '\tHECHOS DE LA IRREGULARIDAD, \tOBJETO SOCIAL, \tSENTIDO DE RESOLUCION, ' +
    '\tFECHA DE NOTIFICACION, \tFECHA DE RESOLUCION, \tPLAZO, \tMONTO, ' +
    '\tNOMBRE DEL RESPONSABLE DE LA INFORMACION, \tFECHA DE ACTUALIZACION ';
  const lines = rows.map((row) => {
    const day = row.notified.split('-').reverse().join('/');
    return [
      row.name,
      row.agency,
      row.file,
      'hechos',
      'objeto',
      row.ruling,
      day,
      day,
      row.term,
      row.amount,
      'Nadie',
      '14/01/2021 08:01',
    ].join(',\t');
  });
  return Buffer.from(`${[columns, ...lines].join('\n')}\n`, 'latin1');
}

/** The list in its layout of 2016. */
export function writeOldSfp(rows: readonly SfpRow[]): Buffer {
  const columns =
    'Proveedor,Dependencia,Número de Expediente         ,Hechos,Objeto Social       ,' +
    'Sentido de Resolución ,Fecha de Notificación,FechadeResolucion,' +
    'Plazo años - meses               ,Monto,Nombre del Responsable de la información,,';
  const lines = rows.map((row) =>
    [
      row.name,
      row.agency,
      row.file,
      'hechos',
      'objeto',
      row.ruling,
      row.notified,
      row.notified,
      row.term,
      row.amount,
      'Nadie',
      '',
      '',
    ]
      .map(quoted)
      .join(','),
  );
  return Buffer.from(`${[columns, ...lines].join('\n')}\n`, 'utf8');
}
