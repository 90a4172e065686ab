/** What a thread of a screening runs: it asks the lists about the rows that it is sent. */
import { workerData } from 'node:worker_threads';
import { answerTasks } from '../base/index.ts';
import { attachEngine } from '../matching/index.ts';
import { Asker } from './asker.ts';
import { answerAll, type Questions, type ThreadData } from './questions.ts';

const { engine, plan, wishes } = workerData as ThreadData;
const asker = new Asker(attachEngine(engine), plan, wishes);
answerTasks((questions: Questions) => answerAll(asker, plan, questions));
