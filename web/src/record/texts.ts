import { learn } from '../messages/index.ts';
import { recordEn } from '../messages/record-en.ts';
import { recordEs } from '../messages/record-es.ts';

learn({ en: recordEn, es: recordEs });
