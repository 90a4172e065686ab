/** Loaded into a measured process: writes what it used to the file named in TAMIZ_BENCH_USAGE. */
import { writeFileSync } from 'node:fs';

const path = process.env.TAMIZ_BENCH_USAGE;
if (path !== undefined) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const seconds = process.uptime();
    const cpu = (userCPUTime + systemCPUTime) / 1e6;
    writeFileSync(path, JSON.stringify({ seconds, cpu, megabytes: maxRSS / 1024 }));
  });
}
