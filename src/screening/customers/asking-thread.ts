/** What a thread of a re-screening runs: it does the tasks that it is sent. */
import { workerData } from 'node:worker_threads';
import { answerTasks } from '../../base/index.ts';
import { attachEngine } from '../../matching/index.ts';
import { PartAsker, type PartTask } from './ask.ts';
import type { ThreadData } from './crew.ts';

const { engine, asking } = workerData as ThreadData;
const asker = new PartAsker(attachEngine(engine), asking);
/** A message costs more than a question. */
const TELL_EVERY = 512;
answerTasks((task: PartTask, tell) =>
  asker.answer(task, (done) => {
    if (done % TELL_EVERY === 0) tell(done);
  }),
);
