import { documentsEn } from '../messages/documents-en.ts';
import { documentsEs } from '../messages/documents-es.ts';
import { learn } from '../messages/index.ts';
import { recordEn } from '../messages/record-en.ts';
import { recordEs } from '../messages/record-es.ts';

learn({ en: { ...recordEn, ...documentsEn }, es: { ...recordEs, ...documentsEs } });
