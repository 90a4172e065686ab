import type { DocumentPath } from '../../pages.ts';
import { BULK } from './bulk.tsx';
import type { AnyRecord, DocumentKind } from './kind.ts';
import { PROPERTY } from './property.tsx';
import { REDRESS } from './redress.tsx';

/** The kinds that have a list and a page, by how addresses call them. */
export const KINDS: Readonly<Record<DocumentPath, DocumentKind<AnyRecord>>> = {
  redress: REDRESS as DocumentKind<AnyRecord>,
  properties: PROPERTY as DocumentKind<AnyRecord>,
  bulks: BULK as DocumentKind<AnyRecord>,
};
