import { expect, test } from 'vitest';
import { oversightCsv } from './csv.ts';
import { oversightOf } from './oversight.ts';

test('a row a number, and one for each measure without any', async () => {
  const until = new Date('2026-03-31T00:00:00Z');
  const oversight = await oversightOf([], { until, compartments: [] });
  const lines = oversightCsv(oversight).trimEnd().split('\r\n');
  expect(lines.length).toBe(oversight.measures.length + 1);
  expect(lines[0]).toMatch(/^until,measure,name,nombre,by,value,unit,/);
  expect(lines[1]).toBe(
    '2026-03-31T00:00:00.000Z,alerts.raised,Alerts raised,Alertas generadas,,,count,,,,,,,',
  );
});

test('what others wrote is quoted, and no formula', () => {
  const figure = {
    by: { list: '=1+1,"x"\n' },
    ...{ value: 2, numerator: null, denominator: null, interval: null },
    records: { first: 3, last: 4 },
    exceptions: [3, 4],
  };
  const name = { en: 'N', es: 'N' };
  const measure = { id: 'm', unit: 'count' as const, name, meaning: name, by: [], kinds: [] };
  const csv = oversightCsv({
    ...{ until: 'u', rules: '', law: '', unmeasured: [] },
    measures: [{ ...measure, records: null, figures: [figure] }],
  });
  expect(csv.split('\r\n')[1]).toBe('u,m,N,N,"list==1+1,""x""\n",2,count,,,,,3,4,3 4');
});
