import type { CaseRecord } from '../wire.ts';
import { OpenProperty, OpenRedress } from './OpenForms.tsx';
import { Related } from './Related.tsx';

/** What belongs to a case beside it: whoever asks to be let go, and what is held. */
export function CaseDocuments({ record }: { readonly record: CaseRecord }) {
  return (
    <>
      <Related path="redress" field="case" id={record.id}>
        <OpenRedress case={record.id} person={record.customerName ?? record.customer ?? ''} />
      </Related>
      <Related path="properties" field="case" id={record.id}>
        <OpenProperty record={record} />
      </Related>
    </>
  );
}
