import { parseArgs } from 'node:util';
import { liveThrough } from '../fakes/long-run.ts';

/*
 * Seven simulated days with thirty servers: node test/soak/seven-days.ts [seconds] [seed] [--hours 168] [--servers 30] [--sockets]
 * With --sockets over real ones. The days are lived through to their end, however many seconds that takes. Ends with 1 when timers, listeners,
 * streams, memory or the history grew.
 */
const { values, positionals } = parseArgs({
  options: {
    hours: { type: 'string', default: '168' },
    servers: { type: 'string', default: '30' },
    sockets: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const [hours, servers] = [Number(values.hours), Number(values.servers)];
const seed = Number(positionals[1] ?? Date.now() % 1_000_000);
const startedAt = performance.now();
console.log(`${hours} hours, ${servers} servers, seed ${seed}${values.sockets ? ', over real sockets' : ''}`);

const report = await liveThrough({
  hours,
  servers,
  seed,
  sockets: values.sockets,
  hour(passed) {
    if (passed % 24 === 0) {
      const megabytes = (process.memoryUsage().heapUsed / 1_048_576).toFixed(0);
      console.log(
        `day ${passed / 24}: ${megabytes} MB before collecting, ${Math.round((performance.now() - startedAt) / 1_000)} s`,
      );
    }
  },
});

const { afterAnHour, atTheEnd, afterStop } = report;
const kB = (bytes: number) => `${Math.round(bytes / 1024)} kB`;
console.log(`
| | after one hour | at the end | after the app ended |
| --- | --- | --- | --- |
| heap | ${kB(afterAnHour.heapBytes)} | ${kB(atTheEnd.heapBytes)} (${(atTheEnd.heapBytes / afterAnHour.heapBytes).toFixed(3)} ×) | |
| timers | ${afterAnHour.timers} | ${atTheEnd.timers} | ${afterStop.timers} |
| most listeners on one signal | ${afterAnHour.mostSignalListeners} | ${atTheEnd.mostSignalListeners} | |
| windows told of changes | ${afterAnHour.receivers} | ${atTheEnd.receivers} | |
| event streams | ${afterAnHour.openStreams} | ${atTheEnd.openStreams} | ${afterStop.openStreams} |
| sockets more than before the start | | | ${afterStop.sockets} |

${report.requests} requests; ${report.saves} saves of the config; ${report.events} events kept, the oldest ${report.oldestEventAgeDays.toFixed(2)} days old (limit ${report.keepDays}); ${report.errors.length} errors logged; ${Math.round((performance.now() - startedAt) / 1_000)} s
`);
for (const error of new Set(report.errors)) console.log(error);

const isSound =
  atTheEnd.heapBytes <= afterAnHour.heapBytes * 1.1 &&
  atTheEnd.timers <= afterAnHour.timers &&
  atTheEnd.mostSignalListeners <= afterAnHour.mostSignalListeners + 1 &&
  atTheEnd.receivers === 0 &&
  atTheEnd.openStreams <= afterAnHour.openStreams &&
  afterStop.timers === 0 &&
  afterStop.openStreams === 0 &&
  afterStop.sockets === 0 &&
  report.saves > 0 &&
  report.oldestEventAgeDays <= report.keepDays + 0.3 &&
  report.errors.length === 0;
process.exit(isSound ? 0 : 1);
